using QdC.IntegrationTests.Sandbox;
using QdC.Metrics;
using QdC.Pipeline;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Foreign;

/// <summary>A home in which the foreign area is refreshed, on HUD's sample or on files that a test writes.</summary>
internal sealed class ForeignHome : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _jobs;
    private readonly MetricsFile _metrics;

    /// <summary>A home for the area.</summary>
    /// <param name="own">True to read <see cref="Source"/>, which the test fills, with the few figures of tests of the star. Default: HUD's sample with all of them.</param>
    public ForeignHome(bool own = false)
    {
        Source = Directory.CreateDirectory(Path.Combine(_folder.Path, "source")).FullName;
        _jobs = HudSample.Jobs(_folder.Path, own ? Source : null);
        _metrics = own ? SandboxJobs.FewMetrics : Metrics;
        AreaKeys.Create(AreaCode.Parse("hud"), _folder.Environment);
    }

    /// <summary>The folder of files that a test writes.</summary>
    public string Source { get; }

    /// <summary>Where stores, landing and logs are.</summary>
    public string Stores => Path.Combine(_folder.Path, "home");

    /// <summary>The declarative files as they are now.</summary>
    public JobSet Jobs => JobLoader.Load(_jobs) is { Jobs: { } jobs } ? jobs : throw new InvalidOperationException(string.Join("\n", JobLoader.Load(_jobs).Errors));

    /// <summary>The repository's metrics.</summary>
    public static MetricsFile Metrics => SandboxJobs.Metrics;

    /// <summary>The area's store.</summary>
    public AreaStore Store => new(new QdcHome(Stores), AreaCode.Parse("hud"), TimeProvider.System);

    /// <summary>The area's keys.</summary>
    public AreaKeys Keys()
    {
        using var log = Store.OpenLog();
        return AreaKeys.Open(log, _folder.Environment);
    }

    /// <summary>Changes the system's file.</summary>
    public void Change(string from, string to)
    {
        var path = Path.Combine(_jobs, "systems", "hud.yaml");
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Contains(from, StringComparison.Ordinal) ? text.Replace(from, to, StringComparison.Ordinal) : throw new ArgumentException($"hud.yaml does not hold {from}"));
    }

    /// <summary>Writes a file of the source.</summary>
    public void Write(string file, params string[] lines) => File.WriteAllLines(Path.Combine(Source, file), lines);

    /// <summary>Refreshes the area.</summary>
    public RefreshOutcome Refresh(RefreshOptions? options = null, Action<RefreshProgress>? progress = null)
    {
        var jobs = Jobs;
        return new AreaRefresh(new QdcHome(Stores), jobs, _metrics, TimeProvider.System, progress) { KeyEnvironment = _folder.Environment }.Run(jobs.Areas["hud"], options ?? new RefreshOptions());
    }

    /// <summary>What a query gives on the version that is served, one text a row.</summary>
    public IReadOnlyList<string> Ask(string query)
    {
        using var version = Store.OpenCurrent();
        return version.Session.Query(query, row => row.GetString(0));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }
        _folder.Dispose();
    }
}
