using System.Text.RegularExpressions;
using NUnit.Framework;
using QdC.IntegrationTests.SentBack;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Leaks;

/// <summary>Nothing that identifies a person leaves the flow: planted everywhere in the sources, found nowhere in what the program wrote or said.</summary>
internal sealed partial class LeakTests
{
    private static readonly string[] Areas = ["tarragona", "la-noguera", "reus"];

    /// <summary>Commands that read sources or write stores: they run in a process of their own, whose every word is caught.</summary>
    private static readonly string[] OfTheirOwn = ["run", "report", "backup", "doctor", "check"];
    private Council _council = null!;
    private Canaries _canaries = null!;

    [OneTimeSetUp]
    public void Plant()
    {
        _council = new Council();
        _canaries = new Canaries();
        var (jobs, planting) = (_council.Jobs(), new Planting(_canaries));
        foreach (var area in Areas)
        {
            foreach (var source in jobs.Areas[area].Sources)
            {
                planting.Plant(source.Folder, jobs.Systems[source.System], jobs.Contract);
            }
        }

        planting.PlantBroken(_council.FolderOf("tarragona", "hestia"), _council.FolderOf("tarragona", "council-accounts"));
        foreach (var area in Areas)
        {
            AreaKeys.Create(AreaCode.Parse(area), _council.Variable);
        }
    }

    [OneTimeTearDown]
    public void TearDown() => _council.Dispose();

    [Test]
    public void Every_kind_is_planted_in_every_extract()
    {
        var files = _canaries.All.GroupBy(c => c.Place.Split(' ')[0]).ToDictionary(g => g.Key, g => g.Select(c => c.Kind).ToHashSet());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_canaries.All, Has.Count.GreaterThan(2000));
            foreach (var file in new[] { "persones_20250131.csv", "cites_20250331.csv", "poblacio_20250131.csv", "pagaments_20250131.xlsx", "expedients_2025-03.xlsx", "llistat_persones_20250331.xlsx", "isad_usuaris_20250331.csv", "isad_serveis_20250228.csv" })
            {
                Assert.That(files[file], Is.SupersetOf(Canaries.Identifiers), file);
            }
        }
    }

    [Test]
    public void A_run_that_is_killed_leaves_nothing_planted_behind()
    {
        var scan = new LeakScan(_canaries.All);
        foreach (var (area, at, times) in new[] { ("tarragona", "load", 4), ("tarragona", "stage", 11), ("la-noguera", "load", 9), ("reus", "load", 12) })
        {
            scan.Text($"output of the killed run of {area}", QdcProcess.Kill(_council, at, times, "run", area));
            scan.Folder(_council.Home.Root);
        }

        Assert.That(scan.Opened, Has.Some.Matches("duckdb store/.*/work-"), "the kill left a working copy");
        AssertNone(scan);
    }

    [Test, DependsOnTest(nameof(A_run_that_is_killed_leaves_nothing_planted_behind))]
    public void A_whole_refresh_leaves_nothing_planted_behind()
    {
        var scan = new LeakScan(_canaries.All);
        var (output, hestia) = (Directory.CreateDirectory(Path.Combine(_council.Root, "out")).FullName, _council.FolderOf("tarragona", "hestia"));
        var failed = "";
        string[][] commands =
        [
            ["plan"], ["plan", "tarragona", "--json"], ["run"], ["run", "--json"], ["run", "tarragona", "--reload"],
            ["rejects", "--state", "all", "--limit", "100000"], ["rejects", "--group"], ["rejects", "--json"], ["rejects", "--lang", "en"],
            ["rejects", "tarragona", "--state", "all", "--export", Path.Combine(output, "t.xlsx")], ["rejects", "la-noguera", "--state", "all", "--export", Path.Combine(output, "n.xlsx")],
            ["rejects", "--state", "all", "--export", Path.Combine(output, "all.csv")], ["rejects", "reus", "--state", "all", "--export", Path.Combine(output, "r.xlsx")],
            .. new[] { "memoria", "qualitat", "canvis" }.Select(r => (string[])["report", r, "--area", "tarragona", "--year", "2024", "-o", Path.Combine(output, r + ".xlsx")]),
            ["runs"], ["runs", "--json"], ["runs", "tarragona", "--steps", "3"], ["runs", "la-noguera", "--steps", "2"], ["runs", "reus", "--steps", "2"],
            .. new[] { "people_attended --by municipality --year 2024", "open_cases --by team --year 2024 --json", "interventions_per_person --by team", "home_care_users --year 2024" }.Select(q => (string[])["query", .. q.Split(' '), "--area", "tarragona"]),
            ["doctor"], ["processing"], ["processing", "--json"], ["backup", Path.Combine(output, "backup")], ["check"], ["plan", "--json"],
            .. Directory.EnumerateFiles(Path.Combine(_council.Root, "samples", "pilot"), "*", SearchOption.AllDirectories).Where(f => f.Contains("20250430") || f.Contains("persones_20250331") || f.Contains("pagaments_20250331") || f.Contains("expedients_2025-03") || f.Contains("isad_usuaris_20250331")).Select(f => (string[])["peek", f]),
        ];
        foreach (var command in commands)
        {
            var (code, said) = OfTheirOwn.Contains(command[0]) ? QdcProcess.Run(_council, command) : QdcProcess.Within(_council, command);
            // The name of the file that peek was given is the user's own word.
            var text = command[0] == "peek" ? said.Replace(command[1], "").Replace(Path.GetFileName(command[1]), "") : said;
            scan.Text("output of qdc " + string.Join(' ', command[0] == "peek" ? ["peek", Path.GetFileName(command[1])[..8]] : command), text);
            Assert.That(code, command[0] == "query" ? Is.Zero : Is.Not.EqualTo(134).And.Not.EqualTo(139), $"{command[0]}: {said}");
            failed += command[0] == "run" ? string.Concat(Failures().Matches(said).Select(m => "\n" + m.Value)) : "";
        }

        scan.Folder(_council.Home.Root);
        scan.Folder(output);
        foreach (var area in Areas)
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(_council.Store(area).Current, Is.Not.Null.And.GreaterThanOrEqualTo(1), $"{area} was published; what failed in the runs:{failed}");
                Assert.That(scan.Opened, Has.Some.StartsWith($"duckdb store/{area}/v"));
                Assert.That(scan.Opened, Has.Some.EqualTo($"sqlite store/{area}/log.sqlite"));
                Assert.That(scan.Opened, Has.Some.StartsWith($"bytes landing/{area}/"));
            }
        }

        Assert.That(scan.Opened, Has.Some.StartsWith("archive t.xlsx").And.Some.StartsWith("archive memoria.xlsx").And.Some.StartsWith("archive qualitat.xlsx").And.Some.StartsWith("archive canvis.xlsx"));
        AssertNone(scan);
    }

    [Test, DependsOnTest(nameof(A_whole_refresh_leaves_nothing_planted_behind))]
    public void What_was_planted_was_read_and_is_landed_where_only_the_key_opens_it()
    {
        var area = AreaCode.Parse("tarragona");
        using var log = _council.Store("tarragona").OpenLog();
        using var keys = AreaKeys.Open(log, _council.Variable);
        var landing = new Landing(_council.Home, keys, TimeProvider.System);
        var scan = new LeakScan(_canaries.All);
        var landed = log.Deliveries().Where(d => d.Facts.LandedPath is not null).ToList();
        foreach (var delivery in landed)
        {
            using var clear = landing.Open(delivery.Facts.LandedPath!);
            using var bytes = new MemoryStream();
            clear.CopyTo(bytes);
            scan.Bytes($"{delivery.Extract} {delivery.EffectiveDate}", bytes.ToArray());
        }

        using var other = new AreaLogWithOtherKey(area);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(scan.Leaks.Select(l => l.Canary.Place.Split(' ')[0]).Distinct().Count(f => f.EndsWith(".csv", StringComparison.Ordinal)), Is.GreaterThan(20), "the scanner finds in clear bytes what it does not find in stores");
            Assert.That(log.Findings(), Has.Count.GreaterThan(300));
            Assert.That(() => new Landing(_council.Home, other.Keys, TimeProvider.System).Open(landed[0].Facts.LandedPath!).CopyTo(Stream.Null), Throws.InstanceOf<LandedFileDamaged>());
        }
    }

    /// <summary>What a run says of what failed, with its facts below.</summary>
    [GeneratedRegex("^✗.*(\n +.*)*", RegexOptions.Multiline)]
    private static partial Regex Failures();

    private static void AssertNone(LeakScan scan)
    {
        var leaks = scan.Leaks.ToList();
        Assert.That(leaks, Is.Empty, string.Join("\n", leaks.GroupBy(l => l.Place).Select(g => $"{g.Key}: {g.Count()}, such as {g.First().Canary} <{g.First().Canary.Text}>")));
    }

    /// <summary>The keys that somebody else would have.</summary>
    private sealed class AreaLogWithOtherKey : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("qdc-other-").FullName;
        private readonly AreaLog _log;

        public AreaLogWithOtherKey(AreaCode area)
        {
            _log = new AreaStore(new QdcHome(_folder), area, TimeProvider.System).OpenLog();
            Keys = AreaKeys.Open(_log, _ => Convert.ToBase64String(new byte[32]));
        }

        public AreaKeys Keys { get; }

        public void Dispose()
        {
            Keys.Dispose();
            _log.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
