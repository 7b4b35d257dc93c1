using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.IntegrationTests.SentBack;

/// <summary>A copy of the pilot areas' sources and jobs in a folder of its own, with an empty home and keys beside it; gone when the test ends.</summary>
internal sealed class Council : IDisposable
{
    public Council()
    {
        Root = Path.Combine(Path.GetTempPath(), "qdc-council-" + Guid.NewGuid().ToString("N"));
        TemporaryFolder.Copy(Path.Combine(Repository.Root, "etl-jobs"), Path.Combine(Root, "etl-jobs"));
        TemporaryFolder.Copy(Path.Combine(Repository.Root, "samples", "pilot"), Path.Combine(Root, "samples", "pilot"));
        TemporaryFolder.Copy(Path.Combine(Repository.Root, "powerbi"), Path.Combine(Root, "powerbi"));
        Home = new QdcHome(Path.Combine(Root, "home"));
    }

    private Council(string root)
    {
        Root = root;
        Home = new QdcHome(Path.Combine(root, "home"));
    }

    public string Root { get; }

    public QdcHome Home { get; }

    /// <summary>The keys' folder, outside the home.</summary>
    public string Keys => Path.Combine(Root, "keys");

    public string JobsFolder => Path.Combine(Root, "etl-jobs");

    /// <summary>The council in a folder that another process made.</summary>
    public static Council In(string root) => new(root);

    public string FolderOf(string area, string system) => Path.Combine(Root, "samples", "pilot", area, system);

    public JobSet Jobs()
    {
        var load = JobLoader.Load(JobsFolder);
        return load.Jobs ?? throw new InvalidOperationException(string.Join("\n", load.Problems));
    }

    public AreaRefresh Refresh(Action<RefreshProgress>? progress = null) =>
        new(Home, Jobs(), SandboxJobs.FewMetrics, TimeProvider.System, progress) { KeyEnvironment = Variable };

    /// <summary>An environment variable as it is here, where keys have a folder of their own.</summary>
    public string? Variable(string name) => name == "QDC_KEYS" ? Keys : Environment.GetEnvironmentVariable(name);

    public RefreshOutcome Run(string area, RefreshOptions? options = null, Action<RefreshProgress>? progress = null)
    {
        if (!AreaKeys.Exist(AreaCode.Parse(area), Variable))
        {
            AreaKeys.Create(AreaCode.Parse(area), Variable);
        }

        return Refresh(progress).Run(Jobs().Areas[area], options ?? new RefreshOptions());
    }

    public AreaLog Log(string area) => AreaLog.OpenRead(Home, AreaCode.Parse(area), TimeProvider.System)!;

    public AreaStore Store(string area) => new(Home, AreaCode.Parse(area), TimeProvider.System);

    public void Dispose()
    {
        if (Directory.Exists(Root))
        {
            foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }

            Directory.Delete(Root, recursive: true);
        }
    }

    /// <summary>The council as it stands, in a folder of its own: what many tests begin with is made once.</summary>
    public Council Copy()
    {
        var root = Path.Combine(Path.GetTempPath(), "qdc-council-" + Guid.NewGuid().ToString("N"));
        TemporaryFolder.Copy(Root, root);
        return new Council(root);
    }
}
