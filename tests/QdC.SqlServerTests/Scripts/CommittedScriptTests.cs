using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Scripts;

/// <summary>The committed T-SQL and the embedded star are one definition.</summary>
[Category("TSql")]
public sealed class CommittedScriptTests
{
    private static bool Writes => Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1";

    private static IReadOnlyList<WarehouseScript> Numbered => [.. WarehouseScript.In(Repository.Scripts).Where(s => s.Number is not null)];

    /// <summary>After a change of the star, run these tests with QDC_WRITE_GOLDEN=1 and commit what they wrote: a new numbered script, and those written anew.</summary>
    [Test]
    public async Task Every_table_and_column_of_the_embedded_star_is_on_the_server_with_its_type()
    {
        var star = await Star();
        var there = ParsedScripts.Tables(Numbered);
        if (Writes && StarScript.Missing(star, there) is { } text)
        {
            File.WriteAllText(Path.Combine(Repository.Scripts, $"{Numbered.Max(s => s.Number) + 1:0000}-star.sql"), text);
            there = ParsedScripts.Tables(Numbered);
        }
        Assert.That(StarScript.Missing(star, there), Is.Null, "run with QDC_WRITE_GOLDEN=1");
        foreach (var table in star)
        {
            var expected = StarScript.Identity.Concat(table.Columns.Select(c => (c.Name, c.ServerType))).Order();
            IEnumerable<(string Name, string Type)> Kept(string name) => there[name].Where(c => !StarScript.Retired.Contains($"{table.Name}.{c.Name}")).Order();
            Assert.That(table.Columns.Select(c => $"{table.Name}.{c.Name}").Intersect(StarScript.Retired), Is.Empty);
            Assert.That(Kept(table.FullName), Is.EqualTo(expected), $"{table.FullName}: a column that the star lost is named in StarScript.Retired");
            Assert.That(Kept(table.StagingName), Is.EqualTo(expected.Append(("sync_id", "uniqueidentifier")).Order()), table.StagingName);
        }
        var known = star.Select(t => t.FullName).Append("star.person_number");
        Assert.That(there.Keys.Where(t => t.StartsWith("star.") || t.StartsWith("mart.")), Is.EquivalentTo(known), "the server has no table that the embedded star lacks");
    }

    [Test]
    public async Task The_scripts_that_are_written_from_the_star_and_the_metrics_are_those_committed()
    {
        foreach (var (name, text) in WrittenScripts.All(await Star(), Mini.Metrics))
        {
            var path = Path.Combine(Repository.Scripts, name);
            if (Writes)
            {
                File.WriteAllText(path, text);
            }
            Assert.That(File.ReadAllText(path), Is.EqualTo(text), $"{name}: run with QDC_WRITE_GOLDEN=1");
        }
    }

    /// <summary>The tables of an area, and the one that only the network of all areas has: it is published's twin.</summary>
    internal static async Task<IReadOnlyList<WarehouseTable>> Star()
    {
        using var version = await Mini.Version();
        var area = WarehouseTable.Of(version.Session);
        return [.. area.Append(area.Single(t => t.Name == "published") with { Name = "network" }).OrderBy(t => t.Schema, StringComparer.Ordinal).ThenBy(t => t.Name, StringComparer.Ordinal)];
    }
}
