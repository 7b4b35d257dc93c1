using QdC.Pipeline.Jobs;
using QdC.Pipeline.Load;
using QdC.Warehouse;
using static QdC.Pipeline.Load.ObservationTables;

namespace QdC.Pipeline.Star;

/// <summary>
/// What the observations say now, as temporary tables and views that the SQL of an area reads, generated from the contract:
/// <c>cur_&lt;subject&gt;</c> the latest live observation of each key; for dimensions also <c>last_&lt;subject&gt;</c>, the latest
/// even when absent, and <c>hist_&lt;subject&gt;</c>, every version with half-open validity.
/// </summary>
internal static class CurrentState
{
    /// <summary>Days that stand for the beginning and the end of validity.</summary>
    public const string Beginning = "DATE '1900-01-01'";

    /// <summary>The end of an open row's validity.</summary>
    public const string End = "DATE '9999-12-31'";

    /// <summary>The statements for one area, in order.</summary>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="area">The area, whose systems may derive fields.</param>
    public static IEnumerable<string> Statements(JobSet jobs, AreaFile area)
    {
        var derived = area.Sources.SelectMany(s => jobs.Systems[s.System].Extracts).Where(e => e.Columns.Values.Any(c => c.Derive is not null)).Select(e => e.Subject).ToHashSet();
        var rewritten = derived.Union(Duplicates.Subjects(jobs, area)).Union(Corrections.Subjects(area)).ToHashSet();
        foreach (var subject in jobs.Contract.Subjects.Values)
        {
            var (table, name) = (Table(subject), subject.Name);
            // Few keys have more than one observation, so what is superseded is kept and not what is current: a big table is never
            // copied. It is known by its place: the table stays as it is until the star is built. A subject with derived fields or
            // duplicates is copied, since they are filled in and left out afterwards.
            yield return $"""
                CREATE OR REPLACE TEMP TABLE superseded_{name} AS
                SELECT rowid AS row_id FROM {table}
                WHERE source_key IN (SELECT source_key FROM {table} GROUP BY source_key HAVING count(*) > 1)
                QUALIFY row_number() OVER (PARTITION BY source_key ORDER BY effective_date DESC, seq DESC) > 1
                """;
            var kind = rewritten.Contains(name) ? "TABLE" : "VIEW";
            yield return $"""
                CREATE OR REPLACE TEMP {kind} last_{name} AS
                SELECT o.* FROM {table} AS o
                ANTI JOIN superseded_{name} AS s ON s.row_id = o.rowid
                """;
            yield return $"CREATE OR REPLACE TEMP {kind} cur_{name} AS SELECT * FROM last_{name} WHERE NOT absent";
            if (subject.Kind == SubjectKind.Dimension)
            {
                yield return $"""
                    CREATE OR REPLACE TEMP TABLE hist_{name} AS
                    WITH versions AS (
                        SELECT * FROM {table}
                        QUALIFY row_number() OVER (PARTITION BY source_key, effective_date ORDER BY seq DESC) = 1)
                    SELECT *,
                        CASE WHEN lag(source_key) OVER history IS NULL THEN {Beginning} ELSE effective_date END AS valid_from,
                        coalesce(lead(effective_date) OVER history, {End}) AS valid_to
                    FROM versions
                    WINDOW history AS (PARTITION BY source_key ORDER BY effective_date)
                    """;
            }
        }
        foreach (var statement in Derivations(jobs, area).Concat(Corrections.Statements(jobs, area)))
        {
            yield return statement;
        }
    }

    private static IEnumerable<string> Derivations(JobSet jobs, AreaFile area)
    {
        var derived =
            from source in area.Sources.DistinctBy(s => s.System)
            from extract in jobs.Systems[source.System].Extracts
            from column in extract.Columns
            where column.Value.Derive is not null
            let subject = jobs.Contract.Subjects[extract.Subject]
            select (Subject: subject, Field: subject.Field(column.Key)!, source.System, Extract: extract.Name, column.Value.Derive, column.Value.OnlyWhen);
        foreach (var (subject, field, system, extract, derivation, onlyWhen) in derived)
        {
            if (derivation is Derivation.StateChange watched)
            {
                yield return Changes(subject, system, extract, watched);
            }
            var value = derivation switch
            {
                Derivation.FirstSeen =>
                    $"(SELECT min(o.effective_date) FROM {Table(subject)} AS o WHERE o.source_key = x.source_key AND NOT o.absent)",
                Derivation.StateChange => "(SELECT c.since FROM state_since AS c WHERE c.source_key = x.source_key AND c.seq = x.seq)",
                Derivation.Join join =>
                    $"(SELECT min(o.{Quote(StoredFieldOf(jobs, system, join))}) FROM cur_{SubjectOf(jobs, system, join.Extract)} AS o WHERE o.source_key = x.{Quote(join.By)})",
                _ => throw new InvalidOperationException($"unknown derivation {derivation}"),
            };
            if (onlyWhen.Count > 0)
            {
                value = $"CASE WHEN {string.Join(" AND ", onlyWhen.Select(o => $"x.{Quote(o.Key)} = {Text(o.Value)}"))} THEN {value} END";
            }
            var whose = $"x.system = '{system}' AND x.extract = '{extract}'";
            var column = Quote(field.StoredName);
            var tables = subject.Kind == SubjectKind.Dimension ? new[] { "last", "cur", "hist" } : ["last", "cur"];
            foreach (var table in tables.Select(prefix => $"{prefix}_{subject.Name}"))
            {
                yield return $"CREATE OR REPLACE TEMP TABLE {table} AS SELECT x.* REPLACE (CASE WHEN {whose} THEN {value} ELSE x.{column} END AS {column}) FROM {table} AS x";
            }
        }
    }

    /// <summary>For each observation that holds the state: when the stretch of observations that hold it began.</summary>
    private static string Changes(Subject subject, string system, string extract, Derivation.StateChange change) =>
        $"""
        CREATE OR REPLACE TEMP TABLE state_since AS
        WITH told AS (
            SELECT source_key, seq, effective_date, coalesce({Quote(change.Field)} = {Text(change.To)}, false) AS holds
            FROM {Table(subject)} WHERE system = {Text(system)} AND extract = {Text(extract)}),
        stretches AS (
            SELECT *, count(*) FILTER (WHERE NOT holds) OVER (PARTITION BY source_key ORDER BY effective_date, seq) AS stretch FROM told)
        SELECT source_key, seq, min(effective_date) OVER (PARTITION BY source_key, stretch) AS since FROM stretches WHERE holds
        """;

    private static string Text(string text) => $"'{text.Replace("'", "''")}'";

    private static string SubjectOf(JobSet jobs, string system, string extractOrSubject) =>
        jobs.Systems[system].Extracts.FirstOrDefault(e => e.Name == extractOrSubject)?.Subject ?? extractOrSubject;

    private static string StoredFieldOf(JobSet jobs, string system, Derivation.Join join) =>
        jobs.Contract.Subjects[SubjectOf(jobs, system, join.Extract)].Field(join.Field)!.StoredName;
}
