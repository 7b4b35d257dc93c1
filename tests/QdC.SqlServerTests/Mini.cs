using QdC.Cli.App;
using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.SqlServerTests;

/// <summary>A home in which the area <c>mini</c> is published; each copy of it may be changed at will.</summary>
internal sealed class Mini : IDisposable
{
    private static readonly Lazy<Task<string>> Published = new(Publish);

    private Mini(string root) => Root = root;

    /// <summary>The home.</summary>
    public string Root { get; }

    /// <summary>The area's store.</summary>
    public AreaStore Store => new(new QdcHome(Root), Area, TimeProvider.System);

    /// <summary>The area.</summary>
    public static AreaCode Area { get; } = AreaCode.Parse("mini");

    /// <summary>The declarative files.</summary>
    public static Workspace Workspace { get; } = Workspace.Load(Path.Combine(Repository.Root, "etl-jobs"));

    /// <summary>The metrics.</summary>
    public static MetricsFile Metrics => Workspace.Metrics;

    /// <summary>The version that is published once for all, for reading only.</summary>
    public static async Task<AreaVersion> Version() => new AreaStore(new QdcHome(await Published.Value), Area, TimeProvider.System).OpenCurrent();

    /// <summary>A home of its own with the published version in it.</summary>
    public static async Task<Mini> Copy()
    {
        var (from, to) = (await Published.Value, NewFolder());
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("/lock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return new Mini(to);
    }

    /// <summary>Publishes a next version, changed by SQL.</summary>
    public int Change(params string[] statements)
    {
        using var lease = Store.TakeLease();
        using var copy = Store.BeginVersion(lease);
        foreach (var statement in statements)
        {
            copy.Session.Execute(statement);
        }
        return copy.Publish();
    }

    /// <inheritdoc/>
    public void Dispose() => Remove(Root);

    private static async Task<string> Publish()
    {
        var root = NewFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(root);
        Environment.SetEnvironmentVariable("QDC_KEY_MINI", Convert.ToBase64String(new byte[32].Select((_, i) => (byte)(i + 4)).ToArray()));
        using var output = new StringWriter();
        var code = await QdcCommandLine.Invoke(["run", "mini", "--home", root, "--jobs", Path.Combine(Repository.Root, "etl-jobs")], output, output);
        return code == 0 ? root : throw new InvalidOperationException(output.ToString());
    }

    private static string NewFolder() => Path.Combine(Path.GetTempPath(), "qdc-server-" + Guid.NewGuid().ToString("N"));

    /// <summary>Removes a folder with what is sealed in it.</summary>
    public static void Remove(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }
        Directory.Delete(folder, recursive: true);
    }
}
