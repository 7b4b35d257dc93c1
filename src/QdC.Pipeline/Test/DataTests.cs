using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.Pipeline.Test;

/// <summary>What a failing data test does.</summary>
public enum TestSeverity
{
    /// <summary>The version is not published.</summary>
    Stop,

    /// <summary>It is shown.</summary>
    Warn,
}

/// <summary>The outcome of one data test.</summary>
/// <param name="Name">The test: its file under <c>sql/area/7-tests</c>.</param>
/// <param name="Severity">What failing does.</param>
/// <param name="Sentence">What holds when it passes.</param>
/// <param name="Offending">Rows that offend; 0 when it passes.</param>
/// <param name="About">What the rows say they are about, in their column <c>about</c>, as fields of the contract; null for a test without it.</param>
public sealed record DataTestResult(string Name, TestSeverity Severity, string Sentence, long Offending, string? About = null)
{
    /// <summary>What was found: what the rows are about or, where they do not say it, how many they are.</summary>
    public string Found => About ?? (Offending == 1 ? "1 row offends" : $"{Offending} rows offend");

    /// <summary>True when nothing offends.</summary>
    public bool Passed => Offending == 0;
}

/// <summary>Runs the data tests: each a query that returns the rows that offend. Its first line says <c>-- stop:</c> or <c>-- warn:</c> and a sentence.</summary>
public static class DataTests
{
    /// <summary>Every test with its severity and sentence.</summary>
    public static IReadOnlyList<(SqlModel Model, TestSeverity Severity, string Sentence)> All { get; } =
    [
        .. SqlModels
            .In("7-tests")
            .Select(model =>
            {
                var first = model.Text[..model.Text.IndexOf('\n')];
                var stop = first.StartsWith("-- stop: ", StringComparison.Ordinal);
                if (!stop && !first.StartsWith("-- warn: ", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException($"sql/area/7-tests/{model.Name}.sql must begin with \"-- stop: \" or \"-- warn: \"");
                }
                return (model, stop ? TestSeverity.Stop : TestSeverity.Warn, first["-- stop: ".Length..].Trim());
            }),
    ];

    /// <summary>The steps that run them all on a built working copy.</summary>
    /// <param name="done">Told of the outcome of each.</param>
    public static IEnumerable<BuildStep> Steps(Action<DataTestResult> done) =>
        All.Select(test =>
        {
            var (sql, result) = (test.Model.Query, new DataTestResult(test.Model.Name, test.Severity, test.Sentence, 0));
            var about = sql.Contains(" AS about", StringComparison.Ordinal) ? "string_agg(about, ', ' ORDER BY about)" : "NULL";
            return BuildStep.Doing(
                test.Model.Name,
                db => result = db.Query(
                    $"SELECT count(*), {about} FROM ({sql})",
                    row => result with { Offending = row.GetInt64(0), About = row.IsDBNull(1) ? null : row.GetString(1) })[0],
                BuildStep.Words(sql),
                [],
                _ => done(result));
        });
}
