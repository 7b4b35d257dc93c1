using System.Globalization;
using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.Pipeline.Network;

/// <summary>What a refresh of the network did.</summary>
/// <param name="Version">The version that is current; null when there is none.</param>
/// <param name="IsNew">True when it is a new one.</param>
/// <param name="Areas">The areas in it.</param>
public sealed record NetworkOutcome(int? Version, bool IsNew, IReadOnlyList<string> Areas);

/// <summary>
/// Puts what the areas publish side by side and adds it up, in a store of its own beside theirs. Of an area's store it reads
/// <c>mart.published</c> and nothing else, so a total is there only where every area shows its part, and nothing can be worked out from
/// it that the areas do not show themselves.
/// </summary>
/// <param name="home">Where the stores are.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="clock">The clock.</param>
public sealed class NetworkRefresh(QdcHome home, MetricsFile metrics, TimeProvider clock)
{
    /// <summary>The name its store and its totals go by; no area may have it.</summary>
    public const string Name = "network";

    /// <summary>Why a total is not there that not every area gives.</summary>
    public const string NotEveryArea = "not every area";

    /// <summary>Why a total is not there that no parts add up to.</summary>
    public const string NotAdditive = "areas do not add up";

    /// <summary>What a figure says that counts everybody once, in whichever areas they are attended.</summary>
    public const string CountedOnce = "counted once";

    /// <summary>People in several areas, and people not in the largest, from whom on the network's total tells them: fewer might be recognised by a difference. More where an area asks for more.</summary>
    private const int SmallestOverlap = 5;

    /// <summary>Makes the next version, unless the current one is of the same versions of the areas.</summary>
    /// <param name="areas">The areas of the network.</param>
    /// <param name="wait">How long to wait for another process that does the same.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public NetworkOutcome Run(IEnumerable<string> areas, TimeSpan wait = default, CancellationToken cancel = default)
    {
        var parts = areas.Order(StringComparer.Ordinal).Select(a => new AreaStore(home, AreaCode.Parse(a), clock)).Where(s => s.Current is not null).ToList();
        var store = new AreaStore(home, AreaCode.Parse(Name), clock);
        var names = parts.ConvertAll(p => p.Area.Value);
        if (parts.Count == 0 || Sources(store) == Sources(parts))
        {
            return new NetworkOutcome(store.Current, false, names);
        }
        using var lease = store.TakeLease(wait, cancel);
        using var copy = store.BeginVersion(lease);
        var sources = Sources(parts);
        var smallest = Collect(copy.Session, parts);
        AddUp(copy.Session);
        CountOnce(copy.Session, smallest);
        copy.Session.Execute("CREATE OR REPLACE TABLE meta.network_source AS SELECT ? AS sources", sources);
        var version = copy.Publish();
        store.Retain(lease);
        return new NetworkOutcome(version, true, names);
    }

    /// <summary>The versions of the areas, and how they are added up, in one text.</summary>
    private string Sources(IEnumerable<AreaStore> parts) =>
        string.Join(' ', parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Area}:{p.Current}"))) + "\n" + Rules();

    private static string? Sources(AreaStore network)
    {
        if (network.Current is null)
        {
            return null;
        }
        using var version = network.OpenCurrent();
        return version.Session.Scalar<string>("SELECT sources FROM meta.network_source");
    }

    /// <summary>Puts the areas' tables side by side. Gives back the smallest count that every one of them lets be seen.</summary>
    private static int Collect(DuckDbSession db, List<AreaStore> parts)
    {
        var smallest = SmallestOverlap;
        db.Execute("CREATE SCHEMA IF NOT EXISTS mart");
        db.Execute("DROP TABLE IF EXISTS mart.network");
        db.Execute("CREATE OR REPLACE TEMP TABLE person (area VARCHAR, measure VARCHAR, month DATE, network_id UUID)"); // gone with the connection
        foreach (var part in parts)
        {
            using var version = part.OpenCurrent(); // held open: it is there, and stays while it is read
            db.Execute($"ATTACH {MeasureSql.Literal(version.Path)} AS part (READ_ONLY)");
            var target = part == parts[0] ? "CREATE TABLE mart.network AS" : "INSERT INTO mart.network BY NAME";
            db.Execute($"{target} SELECT * FROM part.mart.published");
            if (db.Scalar<long>("SELECT count(*) FROM information_schema.tables WHERE table_catalog = 'part' AND table_schema = 'mart' AND table_name = 'network_person'") > 0)
            {
                db.Execute("INSERT INTO person SELECT ?, measure, month, network_id FROM part.mart.network_person", part.Area.Value);
                smallest = Math.Max(smallest, db.Scalar<int?>("SELECT max(smallest) FROM part.mart.published_table") ?? 0);
            }
            db.Execute("DETACH part");
        }
        return smallest;
    }

    /// <summary>How each metric's parts become its value: name, factor, form.</summary>
    private string Rules() =>
        string.Join(
            ", ",
            metrics
                .Published.Select(t => metrics.Metrics[t.Metric])
                .Distinct()
                .Select(m => string.Create(CultureInfo.InvariantCulture, $"({MeasureSql.Literal(m.Name)}, {m.Factor:0.0###}, {MeasureSql.Literal(m.Form)})"))
        );

    /// <summary>
    /// Takes from the totals that count persons those who stand in several areas, by the areas' network pseudonyms, where every area gives them.
    /// The sum stays where the difference would tell of few, by the count any of the areas sets: of those who stand in several, or of those who
    /// do not stand in the largest. With none of these left, an area's people would know that each of theirs is attended elsewhere too.
    /// </summary>
    private void CountOnce(DuckDbSession db, int smallest)
    {
        var counted = NetworkPersonSql.Metrics(metrics).ToList();
        if (counted.Count == 0 || db.Scalar<bool>($"SELECT EXISTS (SELECT area FROM mart.network WHERE area <> {MeasureSql.Literal(Name)} EXCEPT SELECT area FROM person)"))
        {
            return;
        }
        db.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE again AS
            WITH period AS (
                SELECT metric, period_kind, period_start, period_end, data_as_of FROM mart.network
                WHERE area = {MeasureSql.Literal(Name)} AND breakdown = 'total' AND status IN ('ok', 'provisional'))
            {NetworkPersonSql.Surplus(counted)}
            """
        );
        db.Execute(
            $"""
            UPDATE mart.network AS n SET numerator = n.numerator - a.surplus, value = n.value - a.surplus, reason = {MeasureSql.Literal(CountedOnce)}
            FROM again AS a
            JOIN (
                SELECT metric, period_kind, period_start, max(numerator) AS largest FROM mart.network
                WHERE area <> {MeasureSql.Literal(Name)} AND breakdown = 'total' GROUP BY ALL) AS p
                ON p.metric = a.metric AND p.period_kind = a.period_kind AND p.period_start = a.period_start
            WHERE n.area = {MeasureSql.Literal(Name)} AND n.breakdown = 'total' AND n.metric = a.metric
                AND n.period_kind = a.period_kind AND n.period_start = a.period_start
                AND (a.surplus = 0 OR (a.surplus >= {smallest} AND n.numerator - a.surplus - p.largest >= {smallest}))
            """
        );
    }

    private void AddUp(DuckDbSession db)
    {
        if (metrics.Published.Count == 0)
        {
            return;
        }
        db.Execute(
            $"""
            INSERT INTO mart.network BY NAME
            WITH rule AS (SELECT * FROM (VALUES {Rules()}) AS r (metric, factor, form)),
            part AS (
                SELECT *, status = 'not_available' AND reason <> 'no denominator' AS missing FROM mart.network
            ),
            cut AS (
                SELECT metric, breakdown, period_kind, period_start,
                    count(DISTINCT area) FILTER (NOT missing) < (SELECT count(DISTINCT area) FROM part) AS incomplete
                FROM part GROUP BY ALL
            ),
            added AS (
                SELECT p.metric, p.period_kind, p.period_start, p.period_end, p.breakdown, p.member,
                    any_value(p.label_ca) AS label_ca, any_value(p.label_es) AS label_es, any_value(p.label_en) AS label_en, min(p.place) AS place,
                    sum(p.numerator) AS numerator, sum(p.denominator) AS denominator, min(p.data_as_of) AS data_as_of,
                    bool_or(p.status = 'suppressed') AS suppressed, bool_or(c.incomplete) AS incomplete, bool_or(p.status = 'provisional') AS provisional
                FROM part AS p
                JOIN cut AS c ON c.metric = p.metric AND c.breakdown = p.breakdown AND c.period_kind = p.period_kind AND c.period_start = p.period_start
                WHERE p.breakdown = 'total' OR NOT p.missing
                GROUP BY ALL
            ),
            judged AS (
                SELECT a.*, r.factor, r.form,
                    CASE WHEN a.incomplete THEN {MeasureSql.Literal(NotEveryArea)} WHEN a.suppressed THEN NULL
                        WHEN r.form = 'percentile' THEN {MeasureSql.Literal(NotAdditive)}
                        WHEN r.form = 'share' AND coalesce(a.denominator, 0) = 0 THEN 'no denominator' END AS reason
                FROM added AS a JOIN rule AS r ON r.metric = a.metric
            ),
            told AS (
                SELECT *, CASE WHEN reason IS NOT NULL THEN 'not_available' WHEN suppressed THEN 'suppressed' WHEN provisional THEN 'provisional' ELSE 'ok' END AS status
                FROM judged
            )
            SELECT {MeasureSql.Literal(Name)} AS area, metric, period_kind, period_start, period_end, breakdown, member, label_ca, label_es, label_en, place,
                CASE WHEN status IN ('ok', 'provisional') OR reason = 'no denominator' THEN numerator END AS numerator,
                CASE WHEN status IN ('ok', 'provisional') OR reason = 'no denominator' THEN denominator END AS denominator,
                CASE WHEN status NOT IN ('ok', 'provisional') THEN NULL WHEN form = 'share' THEN factor * CAST(numerator AS DOUBLE) / CAST(denominator AS DOUBLE)
                    ELSE CAST(numerator AS DOUBLE) END AS value,
                status, reason, data_as_of
            FROM told
            """
        );
    }
}
