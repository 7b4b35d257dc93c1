using QdC.Pipeline.Jobs;
using QdC.Warehouse;
using static QdC.Pipeline.Load.ObservationTables;

namespace QdC.Pipeline.Star;

/// <summary>
/// What becomes of euros told after their period was closed. They are always listed, in <c>meta.correction</c>; where the area posts
/// them to the current period, the closed one keeps what it said, and the difference counts on the day the council told it.
/// Only euros are posted: who was attended in a year was attended in that year, whenever it is told.
/// </summary>
internal static class Corrections
{
    /// <summary>The table of corrections of closed periods.</summary>
    public const string Table = "meta.correction";

    private static readonly string[] OfEuros = ["payment", "cost_line"];

    /// <summary>The subjects whose current state is rewritten: none where the area restates closed periods.</summary>
    public static IEnumerable<string> Subjects(AreaFile area) => area.PostCorrections ? OfEuros : [];

    /// <summary>The statements for one area, after those of <see cref="CurrentState"/>.</summary>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="area">The area.</param>
    public static IEnumerable<string> Statements(JobSet jobs, AreaFile area)
    {
        yield return $"CREATE OR REPLACE TABLE {Table} (subject VARCHAR, record UUID, of_day DATE, told_on DATE, is_new BOOLEAN, euros DECIMAL(18, 2), posted_on DATE)";
        yield return "CREATE OR REPLACE TEMP TABLE adjustment (source_key UUID)";
        foreach (var subject in jobs.Contract.Subjects.Values.Where(s => OfEuros.Contains(s.Name)))
        {
            yield return Told(subject, area);
            var euros = string.Join(" + ", Euros(subject).Select((_, i) => $"e{i} - e{i}_before"));
            var posted = area.PostCorrections ? "CASE WHEN closes < effective_date THEN effective_date ELSE day END" : "day";
            yield return $"""
                INSERT INTO {Table}
                SELECT '{subject.Name}', source_key, least(day, day_before), effective_date, n = 1, CAST({euros} AS DECIMAL(18, 2)), {posted}
                FROM told_{subject.Name} WHERE is_late AND ({string.Join(" OR ", Euros(subject).Select((_, i) => $"e{i} <> e{i}_before"))} OR day <> day_before)
                """;
            if (area.PostCorrections)
            {
                foreach (var statement in Post(subject))
                {
                    yield return statement;
                }
            }
        }
    }

    /// <summary>The corrections of closed periods that a version holds: how many, of how many euros, and the last day one was told; nothing where it has none or is older than they are.</summary>
    /// <param name="db">A version.</param>
    /// <param name="from">The first day told that counts. Default: all.</param>
    public static (long Count, decimal Euros, DateOnly Last)? Of(DuckDbSession db, DateOnly? from = null)
    {
        if (db.Scalar<long>("SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'meta' AND table_name = 'correction'") == 0)
        {
            return null;
        }

        var told = db.Query(
            $"SELECT count(*), coalesce(sum(euros), 0), max(told_on) FROM {Table} WHERE told_on >= DATE '{from ?? DateOnly.MinValue:yyyy-MM-dd}'",
            r => r.GetInt64(0) == 0 ? ((long, decimal, DateOnly)?)null : (r.GetInt64(0), r.GetDecimal(1), r.GetFieldValue<DateOnly>(2)));
        return told[0];
    }

    private static ContractField Day(Subject subject) => subject.Stored.First(f => f.Presence == Presence.Mandatory && f.Type is FieldType.Month or FieldType.Date);

    private static IReadOnlyList<ContractField> Euros(Subject subject) => [.. subject.Stored.Where(f => f.Type == FieldType.Money)];

    /// <summary>Every observation with what it changes, and whether it came after the period it changes was closed. What an extract's first delivery tells is its history, not late.</summary>
    private static string Told(Subject subject, AreaFile area)
    {
        var day = Quote(Day(subject).StoredName);
        var euros = Euros(subject);
        string Closes(string of) => area.ClosesYearly ? $"(make_date(year({of}), 12, 31) + {area.ClosingDays})" : $"(last_day({of}) + {area.ClosingDays})";
        return $"""
            CREATE OR REPLACE TEMP TABLE told_{subject.Name} AS
            WITH first AS (SELECT system, extract, min(effective_date) AS day FROM meta.delivery WHERE NOT is_correction GROUP BY ALL),
            versions AS (
                SELECT o.source_key, o.effective_date, o.seq, o.absent, o.{day} AS day, f.day AS first_day,
                    {string.Join(", ", euros.Select((e, i) => $"CASE WHEN o.absent THEN 0 ELSE coalesce(o.{Quote(e.StoredName)}, 0) END AS e{i}"))}
                FROM {Load.ObservationTables.Table(subject)} AS o JOIN first AS f USING (system, extract)
                WHERE o.{day} IS NOT NULL),
            chain AS (
                SELECT *, row_number() OVER told AS n, coalesce(lag(day) OVER told, day) AS day_before,
                    {string.Join(", ", euros.Select((_, i) => $"coalesce(lag(e{i}) OVER told, 0) AS e{i}_before"))}
                FROM versions WINDOW told AS (PARTITION BY source_key ORDER BY effective_date, seq))
            SELECT *, {Closes("day")} AS closes,
                effective_date > first_day AND effective_date > least({Closes("day")}, {Closes("day_before")}) AS is_late
            FROM chain
            """;
    }

    private static IEnumerable<string> Post(Subject subject)
    {
        var (name, field, euros) = (subject.Name, Day(subject), Euros(subject));
        var (day, month) = (Quote(field.StoredName), field.Type == FieldType.Month);
        string Sums(string sign, string suffix) => string.Join(", ", euros.Select((_, i) => $"{sign}e{i}{suffix} AS e{i}"));
        string Posted(string expression) => month ? $"CAST(date_trunc('month', {expression}) AS DATE)" : expression;
        var budget = subject.Field("budget_year") is null ? "" : $"coalesce(l.budget_year, year(l.{day})) AS budget_year, ";
        // A later version takes back what the one before it said where that was posted, or, where it is late, on its own day.
        yield return $"""
            CREATE OR REPLACE TEMP TABLE posted_{name} AS
            WITH late AS (SELECT DISTINCT source_key FROM told_{name} WHERE is_late),
            places AS (
                SELECT t.*, {Posted("CASE WHEN is_late AND closes < effective_date THEN effective_date ELSE day END")} AS posted
                FROM told_{name} AS t JOIN late USING (source_key)),
            entries AS (
                SELECT source_key, posted, {Sums("", "")} FROM places
                UNION ALL
                SELECT source_key, {Posted($"CASE WHEN is_late THEN effective_date ELSE before END")}, {Sums("-", "_before")}
                FROM (SELECT *, lag(posted) OVER (PARTITION BY source_key ORDER BY n) AS before FROM places) WHERE n > 1),
            sums AS (SELECT source_key, posted, {string.Join(", ", euros.Select((_, i) => $"sum(e{i}) AS e{i}"))} FROM entries GROUP BY ALL),
            last AS (SELECT source_key, arg_max(posted, n) AS posted, arg_max(absent, n) AS absent FROM places GROUP BY ALL)
            SELECT s.*, row_number() OVER (PARTITION BY s.source_key ORDER BY s.posted) AS place
            FROM sums AS s JOIN last USING (source_key)
            WHERE {string.Join(" OR ", euros.Select((_, i) => $"s.e{i} <> 0"))} OR (s.posted = last.posted AND NOT last.absent)
            """;
        yield return $"""
            CREATE OR REPLACE TEMP TABLE cur_{name} AS
            SELECT * FROM cur_{name} WHERE source_key NOT IN (SELECT source_key FROM told_{name} WHERE is_late)
            UNION ALL
            SELECT l.* REPLACE (
                CASE WHEN p.place = 1 THEN l.source_key ELSE CAST(md5(concat(l.source_key, p.posted)) AS UUID) END AS source_key,
                {budget}p.posted AS {day}, {string.Join(", ", euros.Select((e, i) => $"CAST(p.e{i} AS DECIMAL(18, 2)) AS {Quote(e.StoredName)}"))})
            FROM posted_{name} AS p JOIN last_{name} AS l USING (source_key)
            """;
        yield return $"INSERT INTO adjustment SELECT CAST(md5(concat(source_key, posted)) AS UUID) FROM posted_{name} WHERE place > 1";
    }
}
