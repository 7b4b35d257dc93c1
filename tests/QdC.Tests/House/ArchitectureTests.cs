using System.Xml.Linq;
using NUnit.Framework;

namespace QdC.Tests.House;

/// <summary>Which project may use which project, and which package belongs where.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["QdC.Metrics"] = [],
        ["QdC.Warehouse"] = [],
        ["QdC.Pipeline"] = ["QdC.Warehouse", "QdC.Metrics"],
        ["QdC.Publish"] = ["QdC.Warehouse", "QdC.Metrics"],
        ["QdC.Portal"] = ["QdC.Pipeline", "QdC.Publish"],
        ["QdC.Cli"] = ["QdC.Pipeline", "QdC.Publish", "QdC.Warehouse", "QdC.Metrics", "QdC.Portal", "QdC.Samples"],
        ["QdC.Samples"] = [],
    };

    private static readonly Dictionary<string, string[]> BelongsTo = new()
    {
        ["DuckDB.NET.Data.Full"] = ["QdC.Warehouse"],
        ["Microsoft.Data.Sqlite"] = ["QdC.Warehouse"],
        ["Microsoft.Data.SqlClient"] = ["QdC.Warehouse"],
        ["Cronos"] = ["QdC.Pipeline"],
        ["CsvHelper"] = ["QdC.Pipeline"],
        ["ExcelDataReader"] = ["QdC.Pipeline"],
        ["NJsonSchema"] = ["QdC.Pipeline", "QdC.Publish"],
        ["ClosedXML"] = ["QdC.Publish"],
        ["Vizor.ECharts"] = ["QdC.Portal"],
        ["Azure.Identity"] = ["QdC.Publish"],
        ["System.CommandLine"] = ["QdC.Cli"],
        ["Spectre.Console"] = ["QdC.Cli"],
    };

    private static IReadOnlyList<string> ProjectFiles { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(p => !p.Replace('\\', '/').Contains("/tests/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<TestCaseData> Projects() => ProjectFiles.Select(p => new TestCaseData(p).SetArgDisplayNames(Path.GetFileNameWithoutExtension(p)));

    [TestCaseSource(nameof(Projects))]
    public void A_project_uses_only_the_projects_it_may(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.That(MayUse, Does.ContainKey(name), "say what a new project may use");
        var used = References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')));
        Assert.That(used, Is.SubsetOf(MayUse[name]));
    }

    [TestCaseSource(nameof(Projects))]
    public void A_package_is_used_only_where_it_belongs(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        foreach (var package in References(project, "PackageReference"))
        {
            Assert.That(!package.StartsWith("Hangfire", StringComparison.Ordinal) || name == "QdC.Portal", "Hangfire belongs to the portal");
            if (BelongsTo.TryGetValue(package, out var owners))
            {
                Assert.That(owners, Does.Contain(name), package);
            }
        }
    }

    [Test]
    public void The_samples_know_neither_pipeline_nor_warehouse_nor_metrics()
    {
        var samples = ProjectFiles.Single(p => Path.GetFileNameWithoutExtension(p) == "QdC.Samples");
        Assert.That(References(samples, "ProjectReference"), Is.Empty);
        var sources = Directory.EnumerateFiles(Path.GetDirectoryName(samples)!, "*.cs", SearchOption.AllDirectories).Where(f => !IsGenerated(f));
        foreach (var source in sources)
        {
            var text = File.ReadAllText(source);
            foreach (var forbidden in new[] { "QdC.Pipeline", "QdC.Warehouse", "QdC.Metrics", "metrics.yaml", "sql/area" })
            {
                Assert.That(text, Does.Not.Contain(forbidden), Path.GetFileName(source));
            }
        }
    }

    [TestCaseSource(nameof(Projects))]
    public void Versions_stand_in_one_place(string project)
    {
        var versions = XDocument.Load(project).Descendants("PackageReference").Where(r => r.Attribute("Version") is not null || r.Element("Version") is not null);
        Assert.That(versions.Select(v => v.Attribute("Include")?.Value), Is.Empty);
        Assert.That(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")), Is.True, "packages are locked");
    }

    [Test]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "QdC.Analytics.sln"));
        foreach (var project in Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories))
        {
            Assert.That(solution, Does.Contain(Path.GetFileName(project)));
        }
    }

    [Test]
    public void No_source_file_is_longer_than_a_story()
    {
        var longer = new[] { "src", "samples", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(f => !IsGenerated(f))
            .Select(f => (File: Path.GetRelativePath(Repository.Root, f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > 600);
        Assert.That(longer, Is.Empty);
    }

    private static bool IsGenerated(string file) => file.Replace('\\', '/') is var path && (path.Contains("/obj/", StringComparison.Ordinal) || path.Contains("/bin/", StringComparison.Ordinal));

    private static List<string> References(string project, string kind) => [.. XDocument.Load(project).Descendants(kind).Select(r => r.Attribute("Include")!.Value)];
}
