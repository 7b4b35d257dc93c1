using System.Collections.Concurrent;
using QdC.IntegrationTests.Sandbox;
using QdC.Metrics;
using QdC.Pipeline;
using QdC.Pipeline.Diff;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;
using QdC.Samples;
using QdC.Warehouse;

namespace QdC.IntegrationTests;

/// <summary>An area refreshed in a folder of its own, from the committed samples or from generated ones.</summary>
internal sealed class RefreshedArea : IDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<RefreshedArea>> CommittedAreas = new();
    private readonly TemporaryFolder _folder = new();
    private bool _isShared;

    private RefreshedArea(string area, Func<TemporaryFolder, string> jobsFolder)
    {
        Jobs = JobLoader.Load(jobsFolder(_folder)).Jobs ?? throw new InvalidOperationException("the declarative files are not sound");
        Area = Jobs.Areas[area];
        Metrics = SandboxJobs.Metrics;
        AreaKeys.Create(AreaCode.Parse(area), _folder.Environment);
        Outcome = Refresh(new RefreshOptions());
    }

    private RefreshedArea(RefreshedArea of)
    {
        (Jobs, Area, Metrics, Outcome) = (of.Jobs, of.Area, of.Metrics, of.Outcome);
        of.CopyTo(_folder);
    }

    /// <summary>The declarative files.</summary>
    public JobSet Jobs { get; }

    /// <summary>The metrics.</summary>
    public MetricsFile Metrics { get; }

    /// <summary>The area.</summary>
    public AreaFile Area { get; }

    /// <summary>What the first refresh did.</summary>
    public RefreshOutcome Outcome { get; }

    /// <summary>The area's store.</summary>
    public AreaStore Store => new(new QdcHome(_folder.Path), AreaCode.Parse(Area.Area), TimeProvider.System);

    /// <summary>What was landed of it.</summary>
    public Landing Landing(AreaKeys keys) => new(new QdcHome(_folder.Path), keys, TimeProvider.System);

    /// <summary>The area's keys.</summary>
    public AreaKeys Keys()
    {
        using var log = Store.OpenLog();
        return AreaKeys.Open(log, _folder.Environment);
    }

    /// <summary>An area refreshed on the committed samples: once for all who only read it.</summary>
    public static RefreshedArea Committed(string area) =>
        CommittedAreas.GetOrAdd(area, name => new Lazy<RefreshedArea>(() => new RefreshedArea(name, _ => RepositoryFolder.Jobs) { _isShared = true })).Value;

    /// <summary>The area as it stands, keys and all, in a folder of its own: it may be refreshed further.</summary>
    public RefreshedArea Copy() => new(this);

    /// <summary>Copies its home, keys and all, into an empty folder.</summary>
    public void CopyTo(TemporaryFolder folder) => TemporaryFolder.Copy(_folder.Path, folder.Path);

    /// <summary>Removes what <see cref="Committed"/> made.</summary>
    public static void RemoveCommitted()
    {
        foreach (var made in CommittedAreas.Values.Where(m => m.IsValueCreated))
        {
            made.Value._folder.Dispose();
        }
    }

    /// <summary>Refreshes an area on the committed samples with one declarative file changed.</summary>
    public static RefreshedArea Changed(string area, string file, string from, string to) =>
        new(
            area,
            folder =>
            {
                var jobs = RepositoryFolder.JobsOn(Path.Combine(RepositoryFolder.Root, "samples", "pilot"), folder.Path);
                foreach (var copied in Directory.EnumerateFiles(Path.Combine(jobs, "areas")))
                {
                    File.WriteAllText(copied, File.ReadAllText(copied).Replace("../../samples/mini", Path.Combine(RepositoryFolder.Root, "samples", "mini")));
                }
                var path = Path.Combine(jobs, file);
                var text = File.ReadAllText(path);
                File.WriteAllText(path, text.Contains(from) ? text.Replace(from, to) : throw new ArgumentException($"{file} does not hold {from}"));
                return jobs;
            }
        );

    /// <summary>Generates samples for an area and refreshes it.</summary>
    public static RefreshedArea Generate(string area, double scale, int years, double faults, int seed) =>
        new(
            area,
            folder =>
            {
                var samples = Path.Combine(folder.Path, "samples");
                SampleGenerator.Generate(new SampleOptions { Areas = [area], Years = years, Scale = scale, FaultRate = faults, Seed = seed, OutputFolder = samples });
                return RepositoryFolder.JobsOn(samples, folder.Path);
            }
        );

    /// <summary>Compares two of its versions.</summary>
    public VersionComparison Diff(int before, int after) =>
        new VersionDiff(new QdcHome(_folder.Path), Jobs, Metrics, TimeProvider.System).Compare(Area, before, after, new DiffRequest());

    /// <summary>Refreshes once more.</summary>
    public RefreshOutcome Refresh(RefreshOptions options) => _isShared
        ? throw new InvalidOperationException("others read this area")
        : new AreaRefresh(new QdcHome(_folder.Path), Jobs, Metrics, TimeProvider.System) { KeyEnvironment = _folder.Environment }.Run(Area, options);

    /// <summary>A writable copy of the published version.</summary>
    public DuckDbSession CopyForWriting()
    {
        var copy = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.duckdb");
        File.Copy(Store.PathOf(Store.Current!.Value), copy);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        return DuckDbSession.Open(copy);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isShared)
        {
            _folder.Dispose();
        }
    }
}
