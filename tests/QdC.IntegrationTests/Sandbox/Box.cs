using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using QdC.Metrics;
using QdC.Pipeline;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Run;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Sandbox;

/// <summary>An area of its own in a folder of its own: where its council puts deliveries, and where they are refreshed to.</summary>
internal sealed class Box : IDisposable
{
    private static readonly Lazy<Box> Smallest = new(() =>
    {
        var box = new Box().Deliver("2025-01-31", World.Small());
        Assert.That(box.Refresh().Version, Is.EqualTo(1));
        return box;
    });

    /// <param name="root">The folder. Default: a new one, gone when the box is.</param>
    public Box(string? root = null)
    {
        Root = root ?? Path.Combine(Path.GetTempPath(), "qdc-box-" + Guid.NewGuid().ToString("N"));
        Home = new QdcHome(Path.Combine(Root, "home"));
        Jobs = SandboxJobs.In(Inbox);
        Directory.CreateDirectory(Inbox);
    }

    public static AreaCode Code { get; } = AreaCode.Parse(SandboxJobs.Area);

    public string Root { get; }

    public QdcHome Home { get; private set; }

    /// <summary>Where the council puts its files.</summary>
    public string Inbox => Path.Combine(Root, "in");

    /// <summary>What the area is refreshed by; a test may change it.</summary>
    public JobSet Jobs { get; set; }

    /// <summary>The figures; a test that asks for others may set them.</summary>
    public MetricsFile Metrics { get; set; } = SandboxJobs.FewMetrics;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2025, 4, 1, 3, 30, 0, TimeSpan.Zero));

    public AreaFile Area => Jobs.Areas[SandboxJobs.Area];

    public AreaStore Store => new(Home, Code, Clock);

    /// <summary>A box whose first version is <see cref="World.Small"/> as of 31 January 2025: refreshed once, a copy for each who asks.</summary>
    public static Box OfSmall() => Smallest.Value.Copy();

    /// <summary>Removes what <see cref="OfSmall"/> copies.</summary>
    public static void RemoveSmall()
    {
        if (Smallest.IsValueCreated)
        {
            Smallest.Value.Dispose();
        }
    }

    /// <summary>The box as it stands, in a folder of its own: what many tests begin with is made once.</summary>
    public Box Copy()
    {
        var root = Path.Combine(Path.GetTempPath(), "qdc-box-" + Guid.NewGuid().ToString("N"));
        TemporaryFolder.Copy(Root, root);
        var copy = new Box(root);
        copy.Clock.SetUtcNow(Clock.GetUtcNow());
        return copy;
    }

    /// <summary>Forgets everything but what the council delivered: an empty store beside the first.</summary>
    public Box WithEmptyStore()
    {
        Home = new QdcHome(Path.Combine(Root, "home-" + Guid.NewGuid().ToString("N")));
        return this;
    }

    /// <summary>Puts whole extracts into the inbox, with a manifest.</summary>
    /// <param name="date">The snapshot date, yyyy-MM-dd.</param>
    /// <param name="world">What the council knows then.</param>
    /// <param name="from">First day the manifest says the files are complete for.</param>
    /// <param name="extracts">Of these extracts only. Default: all.</param>
    public Box Deliver(string date, World world, string from = "2024-01-01", params string[] extracts)
    {
        var names = extracts.Length > 0 ? extracts : [.. world.Extracts];
        var files = names.ToDictionary(name => name, name => CsvOf(name, world.Rows(name)));
        return Deliver(date, files, from);
    }

    /// <summary>Puts the texts of extracts into the inbox, with a manifest that names them.</summary>
    public Box Deliver(string date, IReadOnlyDictionary<string, string> texts, string from = "2024-01-01", string? to = null, int sequence = 1, string mode = "full")
    {
        var day = date.Replace("-", "", StringComparison.Ordinal);
        var suffix = sequence == 1 ? "" : $"_{sequence}";
        var files = new Dictionary<string, object>();
        foreach (var (extract, text) in texts)
        {
            var (name, bytes) = ($"{extract}_{day}{suffix}.csv", Encoding.UTF8.GetBytes(text));
            File.WriteAllBytes(Path.Combine(Inbox, name), bytes);
            files[name] = new { sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        }
        var manifest = new { extract_from = from, extract_to = to ?? date, snapshot_date = date, mode, sequence, files };
        File.WriteAllText(Path.Combine(Inbox, $"manifest_{day}{suffix}.json"), JsonSerializer.Serialize(manifest));
        return this;
    }

    /// <summary>Puts a correction into the inbox.</summary>
    public Box Correct(string date, string extract, params string[] rows)
    {
        File.WriteAllText(
            Path.Combine(Inbox, $"corrections_{extract}_{date.Replace("-", "", StringComparison.Ordinal)}.csv"),
            CsvOf(extract, rows)
        );
        return this;
    }

    /// <summary>Takes files out of the inbox again.</summary>
    public Box Withdraw(string pattern)
    {
        foreach (var file in Directory.GetFiles(Inbox, pattern))
        {
            File.Delete(file);
        }
        return this;
    }

    /// <summary>An extract's text: header, rows, footer.</summary>
    public static string CsvOf(string extract, IEnumerable<string> rows)
    {
        var lines = rows.ToList();
        return string.Join("\r\n", [World.Headers[extract], .. lines, $"Total {lines.Count}", ""]);
    }

    public AreaRefresh Refresher(Action<RefreshProgress>? progress = null) => new(Home, Jobs, Metrics, Clock, progress);

    public RefreshOutcome Refresh(RefreshOptions? options = null)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return Refresher().Run(Area, options ?? new());
    }

    public RefreshPlan Plan(RefreshOptions? options = null) => Refresher().Plan(Area, options ?? new());

    /// <summary>What star and marts say now.</summary>
    public IReadOnlyDictionary<string, string> Star()
    {
        using var version = Store.OpenCurrent();
        return StarContent.Hashes(version.Session);
    }

    /// <summary>Rows of a table as text with natural keys, for messages.</summary>
    public IReadOnlyList<string> Rows(string table)
    {
        using var version = Store.OpenCurrent();
        return StarContent.Rows(version.Session, table);
    }

    public T? Value<T>(string sql)
    {
        using var version = Store.OpenCurrent();
        return version.Session.Scalar<T>(sql);
    }

    /// <summary>A metric's total of a month.</summary>
    public double? Kpi(string metric, string month, string kind = "month") =>
        Value<double?>(
            string.Create(CultureInfo.InvariantCulture, $"SELECT value FROM mart.kpi WHERE metric = '{metric}' AND breakdown = 'total' AND period_kind = '{kind}' AND period_start = DATE '{month}-01'")
        );

    public T Log<T>(Func<AreaLog, T> ask)
    {
        using var log = AreaLog.Open(Home, Code, Clock);
        return ask(log);
    }

    public IReadOnlyList<RecordedFinding> Findings(FindingState state = FindingState.Open) => Log(l => l.Findings(new FindingFilter { State = state }));

    /// <summary>Every file below the home with the hash of its bytes.</summary>
    public IReadOnlyDictionary<string, string> Files() =>
        Directory.Exists(Root)
            ? Directory
                .EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories)
                .ToDictionary(f => Path.GetRelativePath(Root, f), f => Directory.Exists(f) ? "folder" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))))
            : new Dictionary<string, string>();

    public void Dispose()
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }
}
