using System.Text.Json;
using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Star;

/// <summary>
/// Reads the plan that the engine carries out for every file of <c>sql/area</c> and every statement of <c>mart.kpi</c>: a join that compares all
/// with all does not scale, nor one that pairs far more rows than it keeps.
/// </summary>
[TestFixture]
public sealed class QueryPlanTests
{
    private const double MostPairs = 10_000;
    // A row belongs to some thirty periods at most; what multiplies more is paired by too little.
    private const double MostOfEach = 50;
    private const double MostJoined = 100_000;
    private static readonly string[] AllWithAll = ["NESTED_LOOP_JOIN", "BLOCKWISE_NL_JOIN", "CROSS_PRODUCT"];

    [Test]
    public void No_statement_of_the_area_compares_more_than_ten_thousand_pairs_of_rows_or_multiplies_them()
    {
        using var area = RefreshedArea.Generate("tarragona", scale: 0.05, years: 7, faults: 1, seed: 11);
        var jobs = area.Jobs;
        using var db = area.CopyForWriting();
        using var lanes = new BuildLanes(db, TimeProvider.System);
        lanes.Run([.. AreaBuild.Prepare(jobs, area.Area)]);

        var offences = new List<string>();
        var planned = 0;
        foreach (var model in SqlModels.All)
        {
            foreach (var statement in Statements(model))
            {
                if (statement.StartsWith("CREATE TABLE IF NOT EXISTS", StringComparison.Ordinal))
                {
                    db.Execute(statement);
                    continue;
                }
                planned++;
                offences.AddRange(Offences(db, statement).Select(o => $"sql/area/{model.Folder}/{model.Name}.sql: {o}"));
            }
        }

        Assert.That(planned, Is.GreaterThanOrEqualTo(SqlModels.All.Count), "every file is planned");
        var (metrics, settings) = (SandboxJobs.Metrics, new MetricSettings(area.Area.HistoryFrom, area.Area.NewPersonYears));
        foreach (var statement in KpiMartSql.Statements(metrics, MetricSupplies.Of(db, jobs, area.Area, metrics), settings))
        {
            if (statement.Contains("SELECT", StringComparison.Ordinal))
            {
                offences.AddRange(Offences(db, statement).Select(o => $"{statement[..60]}: {o}"));
            }
            else
            {
                db.Execute(statement);
            }
        }
        Assert.That(offences, Is.Empty, string.Join("\n", offences));
    }

    [Test]
    public void A_join_of_all_with_all_is_noticed()
    {
        using var folder = new TemporaryFolder();
        using var db = DuckDbSession.Open(Path.Combine(folder.Path, "x.duckdb"));
        db.Execute("CREATE TABLE a AS SELECT range AS x FROM range(2000)");

        Assert.That(Offences(db, "CREATE TABLE b AS SELECT * FROM a JOIN a AS c ON a.x % 7 <> c.x % 3"), Is.Not.Empty);
        Assert.That(Offences(db, "CREATE TABLE d AS SELECT * FROM a JOIN a AS c ON a.x = c.x"), Is.Empty);
        Assert.That(Offences(db, "CREATE TABLE e AS SELECT * FROM a JOIN a AS c ON a.x % 2 = c.x % 2 AND a.x + c.x = 7"), Is.Not.Empty, "paired by half, then left out");
    }

    private static IEnumerable<string> Statements(SqlModel model) =>
        string.Join('\n', model.Text.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)))
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static List<string> Offences(DuckDbSession db, string statement)
    {
        var offences = new List<string>();
        var plan = db.Query("EXPLAIN (ANALYZE, FORMAT json) " + statement, row => row.GetString(1));
        using var json = JsonDocument.Parse(plan.Single());
        Walk(json.RootElement);
        return offences;

        double Walk(JsonElement node)
        {
            var children = node.TryGetProperty("children", out var list) ? list.EnumerateArray().Select(Walk).ToArray() : [];
            var name = node.TryGetProperty("operator_name", out var operatorName) ? operatorName.GetString()!.Trim() : "";
            if (AllWithAll.Contains(name) && children.Length == 2 && children.Min() > 1 && children[0] * children[1] > MostPairs)
            {
                offences.Add($"{name} of {children[0]:0} with {children[1]:0} rows");
            }
            var joined = node.TryGetProperty("operator_cardinality", out var rows) ? rows.GetDouble() : children.FirstOrDefault();
            if (name == "HASH_JOIN" && joined > MostJoined && joined > MostOfEach * children.Max())
            {
                offences.Add($"{name} of {children[0]:0} with {children[1]:0} rows gives {joined:0}");
            }
            return joined;
        }
    }
}
