using NUnit.Framework;
using QdC.Cli.App;
using QdC.SqlServerTests.Scripts;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>
/// The four pilots, from their councils' files to a server: row by row what the embedded versions hold, every measure asked of the views, then one
/// more delivery, of which only what differs is sent.
/// </summary>
internal sealed class PilotStory : IDisposable
{
    private const string Later = "hores_sad_20250331.csv";
    private const int Year = 2024;
    private static readonly string[] Areas = ["garrotxa", "la-noguera", "reus", "tarragona"];
    private readonly string _root = Directory.CreateTempSubdirectory("qdc-pilots-").FullName;

    /// <summary>Tells it on a server that is migrated, and whose connections see every area.</summary>
    public static async Task Tell(Func<IWarehouseServer> connect)
    {
        using var story = new PilotStory();
        await story.On(connect);
    }

    /// <inheritdoc/>
    public void Dispose() => Mini.Remove(_root);

    private async Task On(Func<IWarehouseServer> connect)
    {
        var sync = new AreaSync(connect, RetryPolicy.Reads(Thread.Sleep, 1), RetryPolicy.Writes(Thread.Sleep, 2), TimeProvider.System, "tests");
        var place = Copy("samples/pilot");
        Copy("etl-jobs");
        Copy("powerbi", "*.yaml");
        var later = Path.Combine(place, "tarragona", "home-care-provider", Later);
        File.Move(later, Path.Combine(_root, Later));
        await Run(Areas);
        foreach (var area in Areas)
        {
            var sent = sync.Sync(Store(area), area);
            Assert.That(sent.Sent, Is.EqualTo(sent.Rows).And.Positive, area);
            RequireEqual(connect, area);
            RequireFigures(connect, area);
        }

        File.Move(Path.Combine(_root, Later), later);
        await Run(["tarragona"]);
        var differing = Differing(Store("tarragona"));
        var plan = sync.Plan(Store("tarragona"));
        Assert.That(plan.Sent, Is.EqualTo(differing).And.Positive.And.LessThan(plan.Rows / 4), "rows that came or went between the versions, and no other");
        Assert.That(sync.Sync(Store("tarragona"), "tarragona").Sent, Is.EqualTo(differing));
        RequireEqual(connect, "tarragona");
        RequireFigures(connect, "tarragona");
        Assert.That(Areas.All(a => sync.Plan(Store(a)).IsNothing), Is.True);
    }

    /// <summary>Every measure that the area has data for, asked of the views, is what qdc query gives.</summary>
    private static void RequireFigures(Func<IWarehouseServer> connect, string area)
    {
        using var server = connect();
        var asked = BiQuery.All(server, area, Year).ToList();
        Assert.That(asked, Has.Count.GreaterThan(10), area);
        Assert.Multiple(() =>
        {
            foreach (var (measure, query, expected) in asked)
            {
                Assert.That(server.Query(query, r => r.IsDBNull(0) ? 0 : r.GetDecimal(0))[0], Is.EqualTo(expected), $"{area} {measure}: {query}");
            }
        });
    }

    private void RequireEqual(Func<IWarehouseServer> connect, string area)
    {
        using var server = connect();
        using var embedded = Store(area).OpenCurrent();
        foreach (var table in WarehouseTable.Of(embedded.Session))
        {
            var columns = string.Join(", ", table.Columns.Select(c => c.Name));
            var there = server.Query($"SELECT {columns} FROM {table.FullName} WHERE area_code = @area", RealServer.Line, ("area", AreaCode.Parse(area))).Order(StringComparer.Ordinal);
            var here = embedded.Session.Query($"SELECT {string.Join(", ", table.Columns.Select(c => c.Sent))} FROM {table.FullName}", RealServer.Line).Order(StringComparer.Ordinal);
            Assert.That(there.SequenceEqual(here), Is.True, $"{area} {table.FullName}");
        }
    }

    /// <summary>Rows that are in one of the two versions only.</summary>
    private static long Differing(AreaStore store)
    {
        using var both = store.OpenSideBySide(store.Current!.Value - 1, store.Current.Value);
        return WarehouseTable.Of(both, "v2").Sum(t =>
        {
            string Rows(string version) => $"(SELECT {string.Join(", ", t.Columns.Select(c => c.Quoted))} FROM {version}.{t.FullName})";
            return both.Scalar<long>($"SELECT (SELECT count(*) FROM ({Rows("v1")} EXCEPT ALL {Rows("v2")})) + (SELECT count(*) FROM ({Rows("v2")} EXCEPT ALL {Rows("v1")}))");
        });
    }

    private AreaStore Store(string area) => new(new QdcHome(Path.Combine(_root, "home")), AreaCode.Parse(area), TimeProvider.System);

    private async Task Run(string[] areas)
    {
        foreach (var area in areas)
        {
            Environment.SetEnvironmentVariable($"QDC_KEY_{area.Replace('-', '_').ToUpperInvariant()}", Convert.ToBase64String(new byte[32].Select((_, i) => (byte)(i + 4)).ToArray()));
        }
        using var output = new StringWriter();
        var code = await QdcCommandLine.Invoke(["run", .. areas, "--home", Path.Combine(_root, "home"), "--jobs", Path.Combine(_root, "etl-jobs")], output, output);
        Assert.That(code, Is.AnyOf(0, 2), output.ToString());
        Assert.That(areas.All(a => Store(a).Current is not null), Is.True, output.ToString());
    }

    private string Copy(string folder, string which = "*")
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), which, SearchOption.AllDirectories))
        {
            var to = Path.Combine(_root, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return Path.Combine(_root, folder);
    }
}
