using QdC.Metrics;
using QdC.Publish.PowerBi;

namespace QdC.Tests.Publish.PowerBi;

/// <summary>The definitions of the repository, and what is built of them, read once.</summary>
internal static class Definition
{
    private static readonly Lazy<MetricsFile> ReadMetrics = new(() => MetricsReader.Read(Text("metrics.yaml"), "powerbi/metrics.yaml").File!);
    private static readonly Lazy<DashboardsFile> ReadPages = new(() => DashboardsReader.Read(Text("dashboards.yaml"), "powerbi/dashboards.yaml", Metrics).File!);
    private static readonly Lazy<IReadOnlyDictionary<string, string>> BuiltOnce = new(() => PowerBiDefinition.Build(Metrics, Pages));

    public static string Folder { get; } = Path.Combine(Repository.Root, "powerbi");

    public static MetricsFile Metrics => ReadMetrics.Value;

    public static DashboardsFile Pages => ReadPages.Value;

    public static IReadOnlyDictionary<string, string> Built => BuiltOnce.Value;

    private static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));
}
