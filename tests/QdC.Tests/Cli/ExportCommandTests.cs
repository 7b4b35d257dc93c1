using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Cli;

public sealed class ExportCommandTests
{
    private static readonly string Folder = Path.Combine(MiniHome.Root, "lake");

    [Test]
    public async Task The_star_is_written_as_parquet_and_reads_back_row_by_row()
    {
        var other = Directory.CreateDirectory(Path.Combine(Folder, "star.fact_cost", "area_code=elsewhere")).FullName;
        for (var time = 0; time < 2; time++) // the second replaces the first
        {
            var export = await MiniHome.Run("export", "mini", "--parquet", Folder, "--json");
            Assert.That(export.Code, Is.Zero, export.Error);
        }
        using var version = new AreaStore(new QdcHome(MiniHome.Root), AreaCode.Parse("mini"), TimeProvider.System).OpenCurrent();
        var tables = WarehouseTable.Of(version.Session);
        Assert.That(tables, Has.Count.GreaterThan(50));
        foreach (var table in tables.Where(t => version.Session.Scalar<long>($"SELECT count(*) FROM {t.FullName}") > 0))
        {
            var columns = string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""));
            var read = $"SELECT {columns} FROM read_parquet('{Folder}/{table.FullName}/area_code=mini/**/*.parquet')";
            var (lost, made) = (
                version.Session.Scalar<long>($"SELECT count(*) FROM (SELECT {columns} FROM {table.FullName} EXCEPT ALL {read})"),
                version.Session.Scalar<long>($"SELECT count(*) FROM ({read} EXCEPT ALL SELECT {columns} FROM {table.FullName})"));
            Assert.That((lost, made), Is.EqualTo((0L, 0L)), table.FullName);
        }
        Assert.That(Directory.Exists(other), Is.True, "other areas stay");
    }

    [Test]
    public async Task Facts_are_parted_by_area_and_year()
    {
        var place = Path.Combine(MiniHome.Root, "lake-by-year");
        await MiniHome.Run("export", "mini", "--parquet", place);
        using var version = new AreaStore(new QdcHome(MiniHome.Root), AreaCode.Parse("mini"), TimeProvider.System).OpenCurrent();
        var years = version.Session.Query("SELECT DISTINCT year(paid_on) FROM star.fact_payment", r => $"year={r.GetInt64(0)}");
        Assert.That(Directory.EnumerateDirectories(Path.Combine(place, "star.fact_payment", "area_code=mini")).Select(Path.GetFileName), Is.EquivalentTo(years).And.Not.Empty);
        var asked = version.Session.Scalar<decimal>($"SELECT sum(amount) FROM read_parquet('{place}/star.fact_payment/*/*/*.parquet', hive_partitioning = true) WHERE area_code = 'mini' AND year = 2024");
        Assert.That(asked, Is.EqualTo(version.Session.Scalar<decimal>("SELECT sum(amount) FROM star.fact_payment WHERE year(paid_on) = 2024")));
        Assert.That(Directory.EnumerateFileSystemEntries(place).Select(Path.GetFileName), Has.None.StartsWith("."), "nothing unfinished is left");
    }

    [Test]
    public async Task An_area_without_a_version_has_nothing_to_export()
    {
        var failed = await MiniHome.Run("export", "tarragona", "--parquet", Folder);
        Assert.That(failed.Code, Is.EqualTo(1));
        Assert.That(failed.Error, Does.Contain("qdc run tarragona"));
    }
}
