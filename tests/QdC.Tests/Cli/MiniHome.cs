using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Cli.App;
using QdC.Warehouse;

namespace QdC.Tests.Cli;

/// <summary>A home in which the area <c>mini</c> is published once for all tests that only read it.</summary>
internal static class MiniHome
{
    private static readonly Lazy<Task<QdcResult>> FirstRun = new(Publish);

    public static string Root { get; } = Path.Combine(Path.GetTempPath(), "qdc-mini-" + Guid.NewGuid().ToString("N"));

    /// <summary>The repository's declarative files, with one of mini's services put on the sensitive list.</summary>
    public static string Jobs { get; } = Path.Combine(Root, "jobs", "etl-jobs");

    /// <summary>The service that is sensitive here.</summary>
    public const string SensitiveService = "2.3.7.2";

    public static Task<QdcResult> Published() => FirstRun.Value;

    /// <summary>Runs a command on the published home.</summary>
    public static async Task<QdcResult> Run(params string[] arguments)
    {
        await Published();
        return await Qdc.Run([.. arguments, "--home", Root, "--jobs", Jobs]);
    }

    /// <summary>Asks for figures of mini.</summary>
    public static async Task<FigureAnswer> Ask(FigureRequest request)
    {
        await Published();
        var workspace = Workspace.Load(Jobs);
        return new FigureQuery(new QdcHome(Root), workspace.Jobs, workspace.Metrics, TimeProvider.System).Ask(request);
    }

    /// <summary>The area.</summary>
    public static AreaFile Area { get; } = Workspace.Load(Path.Combine(Repository.Root, "etl-jobs")).Area("mini");

    /// <summary>A key for an area, in this process only.</summary>
    public static void GiveKey(string area) =>
        Environment.SetEnvironmentVariable("QDC_KEY_" + area.ToUpperInvariant().Replace('-', '_'), Convert.ToBase64String(new byte[32].Select((_, i) => (byte)(i + area.Length)).ToArray()));

    /// <summary>Copies the declarative files; the folders of sources stay those of the repository.</summary>
    public static void CopyJobs(string to)
    {
        var from = Path.Combine(Repository.Root, "etl-jobs");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, File.ReadAllText(file).Replace("../../samples", Path.Combine(Repository.Root, "samples").Replace('\\', '/'), StringComparison.Ordinal));
        }
        var definitions = Path.Combine(Path.GetDirectoryName(to)!, "powerbi");
        Directory.CreateDirectory(definitions);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "powerbi"), "*.yaml"))
        {
            File.Copy(file, Path.Combine(definitions, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static async Task<QdcResult> Publish()
    {
        GiveKey("mini");
        CopyJobs(Jobs);
        var services = Path.Combine(Jobs, "code-lists", "service.csv");
        File.WriteAllLines(services, File.ReadLines(services).Select(l => l.Split(',')[1] == SensitiveService ? l[..l.LastIndexOf(',')] + ",yes" : l).ToArray());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(Root);
        return await Qdc.Run("run", "mini", "--json", "--home", Root, "--jobs", Jobs);
    }

    /// <summary>Removes a folder with what is sealed in it.</summary>
    public static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }
        Directory.Delete(folder, recursive: true);
    }
}
