using System.Diagnostics;
using NUnit.Framework;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.SqlServerTests.Scripts;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>What is told of a server through the real client: of a real one, and as far as it goes of the one that the tests carry.</summary>
internal static class ServerStories
{
    public static IReadOnlyDictionary<string, Func<string, Task>> All { get; } = new Dictionary<string, Func<string, Task>>
    {
        ["Migrations are applied from empty and from every earlier one, and once"] = Migrations,
        ["A sync of an area ends with the embedded star, row by row, and the next sends the difference only"] = Syncs,
        ["The views give the figures of the embedded version"] = Figures,
        ["A sync that breaks ten times leaves one version whole, and the next ends it"] = Breaks,
        ["A sync that is killed ten times leaves one version whole, and the next ends it"] = Kills,
        ["The four pilots end as their embedded stars, one more delivery sends what differs, and the views give their figures"] = Pilots,
        ["The books that machines share keep what they promise"] = SharedBooks,
        ["Two workers share the jobs, and one that is killed is taken over within a minute"] = Workers,
        ["A source's server is asked for what changed, of one moment where it can be"] = Sources,
        ["Who is not mapped to an area sees nothing of it"] = Rights,
    };

    private static Task Migrations(string given)
    {
        var numbered = WarehouseScript.All.Where(s => s.Number is not null).ToList();
        foreach (var released in Enumerable.Range(0, numbered.Count))
        {
            using var real = new RealServer(given);
            using (var server = real.Open())
            {
                new WarehouseMigrator(server, TimeProvider.System, "tests", numbered[..released]).Migrate();
                Assert.That(new WarehouseMigrator(server, TimeProvider.System, "tests").Migrate().Count(s => s.State == ScriptState.Pending), Is.Positive);
                Assert.That(new WarehouseMigrator(server, TimeProvider.System, "tests").Migrate().Select(s => s.State), Has.None.EqualTo(ScriptState.Pending));
            }
            real.Migrate();
            TestContext.Out.WriteLine(real.Lacking.Count == 0 ? "The server has every feature." : $"Skipped, because the server lacks it: {string.Join(", ", real.Lacking)}.");
        }
        return Task.CompletedTask;
    }

    private static async Task Syncs(string given)
    {
        using var mini = await Mini.Copy();
        using var real = Migrated(given);
        var first = real.Syncs().Sync(mini.Store, "Mini");
        RequireEqual(real, mini, 1);
        Assert.That(first.Sent, Is.EqualTo(first.Rows));
        Assert.That(real.Syncs().Sync(mini.Store, "Mini").IsNothing, Is.True);
        mini.Change(
            "UPDATE star.fact_payment SET amount = amount + 0.01 WHERE payment_id = (SELECT min(payment_id) FROM star.fact_payment)",
            "INSERT INTO star.fact_cost SELECT * REPLACE (executed + 1 AS executed) FROM star.fact_cost LIMIT 3",
            "DELETE FROM star.fact_demand WHERE demand_id = (SELECT min(demand_id) FROM star.fact_demand)");
        Assert.That(real.Syncs().Plan(mini.Store).Sent, Is.EqualTo(6));
        Assert.That(real.Syncs().Sync(mini.Store, "Mini").Sent, Is.EqualTo(6));
        RequireEqual(real, mini, 2);
    }

    private static async Task Figures(string given)
    {
        using var mini = await Mini.Copy();
        using var real = Migrated(given);
        real.Syncs().Sync(mini.Store, "Mini");
        using var server = real.Open();
        foreach (var (name, asked, expected) in BiQuery.All(server).ToList())
        {
            Assert.That(server.Query(asked, r => r.IsDBNull(0) ? 0 : r.GetDecimal(0))[0], Is.EqualTo(expected), $"{name}: {asked}");
        }
    }

    private static async Task Breaks(string given)
    {
        using var mini = await Mini.Copy();
        using var real = Migrated(given);
        real.Syncs().Sync(mini.Store, "Mini");
        var random = new Random(10);
        for (var time = 1; time <= 10; time++)
        {
            mini.Change("UPDATE star.fact_payment SET amount = amount + 1", "DELETE FROM star.fact_activity WHERE rowid = (SELECT max(rowid) FROM star.fact_activity)");
            var plan = new FailurePlan(random.Next(120, 200), time % 2 == 0);
            try
            {
                real.Syncs(() => new FailingServer(real.Open(), plan), tries: 1).Sync(mini.Store, "Mini");
            }
            catch (ServerUnavailable)
            {
                RequireEqual(real, mini, time, time + 1);
            }
            real.Syncs().Sync(mini.Store, "Mini");
            RequireEqual(real, mini, time + 1);
        }
    }

    private static async Task Kills(string given)
    {
        using var mini = await Mini.Copy();
        using var real = Migrated(given);
        real.Syncs().Sync(mini.Store, "Mini");
        var random = new Random(11);
        for (var time = 1; time <= 10; time++)
        {
            mini.Change("UPDATE star.fact_payment SET amount = amount + 1", "UPDATE star.fact_activity SET minutes = coalesce(minutes, 0) + 1");
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "qdc.dll"), "warehouse", "sync", "mini", "--home", mini.Root, "--jobs", Path.Combine(Repository.Root, "etl-jobs")]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["QDC_WAREHOUSE"] = real.ConnectionString;
            start.Environment["QDC_DEVELOPMENT"] = "1";
            using (var process = Process.Start(start)!)
            {
                if (!process.WaitForExit(random.Next(300, 3000)))
                {
                    process.Kill(entireProcessTree: true);
                    process.WaitForExit();
                }
            }
            RequireEqual(real, mini, time, time + 1);
            real.Syncs().Sync(mini.Store, "Mini");
            RequireEqual(real, mini, time + 1);
        }
    }

    private static async Task Rights(string given)
    {
        using var mini = await Mini.Copy();
        using var real = Migrated(given);
        if (real.Lacking.Contains(ServerFeature.SecurityPolicies) || real.Lacking.Contains(ServerFeature.Roles))
        {
            Assert.Ignore($"The server lacks {string.Join(" and ", real.Lacking)}: who sees what is not tested on it.");
        }
        real.Syncs().Sync(mini.Store, "Mini");
        using var server = real.Open();
        foreach (var reader in new[] { "reader_of_mini", "reader_of_none" })
        {
            server.Execute($"CREATE USER {reader} WITHOUT LOGIN");
            server.Execute($"ALTER ROLE qdc_reader ADD MEMBER {reader}");
        }
        server.Execute("INSERT INTO security.principal_area (principal_name, area_code) VALUES (N'reader_of_mini', 'mini')");
        long As(string user, string query)
        {
            server.Execute($"EXECUTE AS USER = '{user}'");
            try
            {
                return Convert.ToInt64(server.Query(query, r => r.GetValue(0))[0], null);
            }
            finally
            {
                server.Execute("REVERT");
            }
        }
        Assert.That(As("reader_of_mini", "SELECT COUNT(*) FROM bi.fact_payment"), Is.Positive);
        Assert.That(As("reader_of_none", "SELECT COUNT(*) FROM bi.fact_payment"), Is.Zero);
        Assert.That(As("reader_of_none", "SELECT COUNT(*) FROM bi.area"), Is.Zero);
        foreach (var table in new[] { "star.fact_payment", "mart.kpi", "load.fact_payment", "ops.area_version", "security.principal_area" })
        {
            Assert.Throws<ServerRefused>(() => As("reader_of_mini", $"SELECT COUNT(*) FROM {table}"), table);
        }
        server.Execute("DELETE FROM security.principal_area WHERE principal_name = USER_NAME()");
        Assert.That(server.Query("SELECT COUNT(*) FROM star.fact_payment", r => r.GetInt32(0))[0], Is.Zero, "the owner of the database too");
        mini.Change("DELETE FROM star.fact_payment WHERE rowid = 0");
        Assert.Throws<LoaderSeesTooLittle>(() => real.Syncs().Sync(mini.Store, "Mini"));
    }

    private static Task SharedBooks(string given)
    {
        using var real = Migrated(given);
        foreach (var (promise, keep) in Operations.BookContract.All)
        {
            TestContext.Out.WriteLine(promise);
            using (var server = real.Open())
            {
                foreach (var table in new[] { "turn", "area_job", "area_schedule", "area_lease" })
                {
                    server.Execute($"DELETE FROM ops.{table}");
                }
            }
            using var books = Operations.Books.Real(real);
            keep(books);
        }
        return Task.CompletedTask;
    }

    private static Task Sources(string given)
    {
        using var real = new RealServer(given);
        using var server = (SqlClientServer)real.Open();
        server.Execute("CREATE TABLE dbo.pay (NumPagament nvarchar(20) NOT NULL, IdRecurs nvarchar(20) NULL, Import decimal(18, 2) NULL, DataPagament date NULL, Canviat datetime2(7) NULL)");
        foreach (var i in Enumerable.Range(1, 20))
        {
            server.Execute($"INSERT INTO dbo.pay VALUES (N'P{i}', N'R;{i}', {i}.5, '2025-01-{i:00}', '2025-01-{i:00}T08:00:00.1234567')");
        }
        var folder = Directory.CreateTempSubdirectory("qdc-pull-").FullName;
        try
        {
            var (day, extract) = (new DateOnly(2025, 1, 31), Mini.Workspace.Jobs.Systems["mini-office"].Extracts.Single(e => e.Name == "payment"));
            PulledFile Pull(DateOnly on, string into, string? watermark = "Canviat")
            {
                var source = new SourceFile { System = "mini-office", Folder = Directory.CreateDirectory(Path.Combine(folder, into)).FullName, Server = new SourceServer("env:X", new Dictionary<string, AskedExtract> { ["payment"] = new("dbo.pay", watermark) }) };
                PulledFile? file = null;
                server.InSnapshot(() => file = SourcePull.Pull(source, extract, on, (query, rows) => server.Read(query, r => { rows(r); return 0; })));
                return file!;
            }
            Assert.That(Pull(day, "it").Rows, Is.EqualTo(20));
            server.Execute("UPDATE dbo.pay SET Import = 99, Canviat = '2025-01-31T12:00:00' WHERE NumPagament = N'P3'");
            server.Execute("DELETE FROM dbo.pay WHERE NumPagament = N'P5'");
            var changed = Pull(day.AddDays(1), "it");
            Assert.That((changed.Changed, changed.Gone, changed.Rows), Is.EqualTo((3L, 1L, 19L)));
            Assert.That(File.ReadLines(Path.Combine(folder, "it", changed.File)).Order(StringComparer.Ordinal), Is.EqualTo(File.ReadLines(Path.Combine(folder, "whole", Pull(day.AddDays(1), "whole", null).File)).Order(StringComparer.Ordinal)));
        }
        finally
        {
            Mini.Remove(folder);
        }
        return Task.CompletedTask;
    }

    private static async Task Workers(string given)
    {
        using var mini = await Mini.Copy();
        using var real = Migrated(given);
        using var books = Operations.Books.Real(real);
        File.WriteAllText(Path.Combine(mini.Root, "qdc.yaml"), "operations: { queue: env:QDC_QUEUE }\n");
        var workers = new List<Process> { Work(), Work() };
        try
        {
            var done = await Ended(books.Jobs.Order("mini", JobKind.Refresh, "tests"));
            Assert.That(done.Outcome, Is.EqualTo(JobOutcome.Unchanged), done.Error);
            var job = books.Jobs.Order("mini", JobKind.Backfill, "tests");
            var holder = await Until(() => books.Jobs.Find(job.Id)?.Holder);
            var killed = workers.Single(w => holder.Contains($"/{w.Id}/", StringComparison.Ordinal));
            killed.Kill(entireProcessTree: true);
            var taken = await Ended(job);
            Assert.That((taken.Outcome, mini.Store.Current), Is.EqualTo(((JobOutcome?)JobOutcome.Done, (int?)2)), taken.Error);
            Assert.That(taken.EndedAt - taken.AskedAt, Is.LessThan(TimeSpan.FromMinutes(3)));
            Assert.That(taken.StartedAt - taken.AskedAt, Is.LessThan(TimeSpan.FromMinutes(1.5)));
            Assert.That(books.Leases.Holder(Mini.Area), Is.Null, "given back");
        }
        finally
        {
            workers.ForEach(w => { using (w) { w.Kill(entireProcessTree: true); } });
        }

        Process Work()
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "qdc.dll"), "worker", "--home", mini.Root, "--jobs", Path.Combine(Repository.Root, "etl-jobs")]) { RedirectStandardError = true };
            (start.Environment["QDC_QUEUE"], start.Environment["QDC_DEVELOPMENT"]) = (real.ConnectionString, "1");
            return Process.Start(start)!;
        }

        Task<AreaJob> Ended(AreaJob job) => Until(() => books.Jobs.Find(job.Id) is { EndedAt: not null } ended ? ended : null);

        async Task<T> Until<T>(Func<T?> look)
            where T : class
        {
            for (var until = Environment.TickCount64 + 180_000; Environment.TickCount64 < until; await Task.Delay(200))
            {
                if (look() is { } found)
                {
                    return found;
                }
            }
            throw new TimeoutException("the job did not end within three minutes");
        }
    }

    private static async Task Pilots(string given)
    {
        using var real = Migrated(given);
        await PilotStory.Tell(real.Open);
    }

    private static RealServer Migrated(string given)
    {
        var real = new RealServer(given);
        real.Migrate();
        return real;
    }

    private static void RequireEqual(RealServer real, Mini mini, params int[] versions)
    {
        using var server = real.Open();
        var version = server.Query("SELECT version FROM ops.area_version WHERE area_code = 'mini'", r => r.GetInt32(0))[0];
        Assert.That(versions, Does.Contain(version));
        using var embedded = mini.Store.OpenRead(version);
        foreach (var table in WarehouseTable.Of(embedded.Session))
        {
            var rows = embedded.Session.Query($"SELECT {string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))} FROM {table.FullName}", RealServer.Line).Order(StringComparer.Ordinal);
            var there = server.Query($"SELECT {string.Join(", ", table.Columns.Select(c => c.Name))} FROM {table.FullName} WHERE area_code = 'mini'", RealServer.Line).Order(StringComparer.Ordinal);
            Assert.That(there, Is.EqualTo(rows), table.FullName);
        }
    }
}
