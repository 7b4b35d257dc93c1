using System.Globalization;
using System.Text;
using QdC.Samples;

namespace QdC.Benchmarks;

/// <summary>The area that is measured with: Tarragona over ten years, made once into a cache folder and found there again.</summary>
internal sealed class BenchArea
{
    /// <summary>Its short name in the jobs.</summary>
    public const string Name = "tarragona";

    /// <summary>The day of its one delivery.</summary>
    public static readonly DateOnly Day = new(2025, 12, 31);

    // Rows that the simulation writes for the whole of Tarragona over ten years.
    private const double RowsAtScaleOne = 1_400_000;
    private const string FormVersion = "3";

    private BenchArea(string folder) => Folder = folder;

    /// <summary>Everything of the area lies below it.</summary>
    public string Folder { get; }

    /// <summary>What the council's systems deliver.</summary>
    public string Sources => Path.Combine(Folder, "sources");

    /// <summary>Those of the area, one folder a system.</summary>
    public string AreaSources => Path.Combine(Sources, Name);

    /// <summary>The same files as UTF-8 text, for the plain script.</summary>
    public string Plain => Path.Combine(Folder, "plain");

    /// <summary>The declarative files.</summary>
    public string Jobs => Path.Combine(Folder, "jobs", "etl-jobs");

    /// <summary>Bytes of all source files.</summary>
    public long SourceBytes => Directory.EnumerateFiles(Sources, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);

    /// <summary>Makes the area, or finds it made.</summary>
    public static BenchArea Make(long rows, string cache, TextWriter says)
    {
        var folder = Path.Combine(cache, string.Create(CultureInfo.InvariantCulture, $"{Name}-{rows}-v{FormVersion}"));
        var made = Path.Combine(folder, "made");
        var area = new BenchArea(folder);
        if (!File.Exists(made))
        {
            says.WriteLine($"making about {rows:N0} rows below {folder}");
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
            area.WriteSources(rows / RowsAtScaleOne, [Day]);
            PlainFiles.Write(area.AreaSources, area.Plain);
            File.WriteAllText(made, "");
        }
        area.WriteJobs();
        return area;
    }

    /// <summary>Makes a part of the area that delivers at the end of each month, the last time on <see cref="Day"/>.</summary>
    public static BenchArea MonthByMonth(int months, double scale, string folder)
    {
        var area = new BenchArea(folder);
        area.WriteSources(scale, [.. Enumerable.Range(0, months).Select(i => Day.AddDays(1).AddMonths(i + 1 - months).AddDays(-1))]);
        area.WriteJobs();
        return area;
    }

    /// <summary>The same area with sources of its own, to which further deliveries can come.</summary>
    public BenchArea CopyTo(string folder)
    {
        var copy = new BenchArea(folder);
        Folders.Copy(Sources, copy.Sources);
        copy.WriteJobs();
        return copy;
    }

    /// <summary>Puts areas of other names that read the same sources in its place, and gives back where their declarative files are.</summary>
    public string WithTwins(IReadOnlyList<string> names)
    {
        var file = Path.Combine(Jobs, "areas", Name + ".yaml");
        var lines = File.ReadAllLines(file);
        for (var i = 0; i < names.Count; i++)
        {
            File.WriteAllLines(
                Path.Combine(Jobs, "areas", names[i] + ".yaml"),
                lines.Select(line =>
                    line.StartsWith("area:", StringComparison.Ordinal) ? $"area: {names[i]}"
                    : line.StartsWith("number:", StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"number: {i + 1}")
                    : line));
        }
        File.Delete(file);
        return Jobs;
    }

    private void WriteSources(double scale, IReadOnlyList<DateOnly> deliveries) =>
        SampleGenerator.WriteFiles(new SampleOptions { Areas = [Name], Years = 10, Scale = scale, Seed = 5, Deliveries = deliveries, OutputFolder = Sources });

    /// <summary>The repository's declarative files, with Tarragona's sources and history those of the measured area.</summary>
    private void WriteJobs()
    {
        var from = Path.Combine(Repository.Root, "etl-jobs");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Jobs, Path.GetRelativePath(from, file));
            if (Path.GetFileName(Path.GetDirectoryName(file)) == "areas" && Path.GetFileNameWithoutExtension(file) != Name)
            {
                continue;
            }
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
        var area = Path.Combine(Jobs, "areas", Name + ".yaml");
        var lines = File.ReadLines(area)
            .Select(line => line.StartsWith("history_from:", StringComparison.Ordinal)
                ? $"history_from: {Day.Year - 9}-01-01"
                : line.Replace("../../samples/pilot", Sources.Replace('\\', '/'), StringComparison.Ordinal));
        File.WriteAllLines(area, lines.ToArray(), new UTF8Encoding(false));
        var metrics = Path.Combine(Folder, "jobs", "powerbi", "metrics.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(metrics)!);
        File.Copy(Path.Combine(Repository.Root, "powerbi", "metrics.yaml"), metrics, overwrite: true);
    }
}
