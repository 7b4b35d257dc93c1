using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using QdC.Samples;

namespace QdC.Benchmarks;

/// <summary>
/// All of Catalonia, its 42 comarques as areas of their real size over two years: each alone in a home of its own, then all at once in one. Does an area more cost more when many are there?
/// What was made and what was measured of an area alone is kept, so a run that was cut off goes on where it stopped; measurements hold for the program they were made with.
/// </summary>
/// <param name="scale">Share of the inhabitants; 1 is real.</param>
/// <param name="cache">Where the areas are made.</param>
/// <param name="says">Where the measurement is told.</param>
internal sealed class Catalonia(double scale, string cache, TextWriter says)
{
    private const string FormVersion = "2";
    private static readonly DateOnly Day = new(2025, 12, 31);

    private readonly string _folder = Path.Combine(cache, string.Create(CultureInfo.InvariantCulture, $"catalonia-{scale}-v{FormVersion}"));

    /// <summary>What was measured: the program's own files, as one hash.</summary>
    private static readonly string Program = Convert.ToHexStringLower(SHA256.HashData([
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "qdc*.dll", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive })
            .Where(file => !file.EndsWith("Benchmarks.dll", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(file => SHA256.HashData(File.ReadAllBytes(file))),
    ]))[..16];

    private string Sources => Path.Combine(_folder, "sources");

    private string Jobs => Path.Combine(_folder, "jobs", "etl-jobs");

    /// <summary>Makes the areas where they are not, loads them and says what it took; every area as it is done.</summary>
    public void Run()
    {
        Make();
        says.WriteLine(FormattableString.Invariant($"{SampleOptions.Comarques.Sum(a => SampleOptions.InhabitantsOf(a) * scale):#,0} inhabitants, {Folders.Bytes(Sources) / 1e6:#,0} MB of files"));
        var alone = SampleOptions.Comarques.OrderByDescending(SampleOptions.InhabitantsOf).Select(Alone).ToList();
        says.WriteLine($"all {alone.Count} at once …");
        var together = Load([.. SampleOptions.Comarques]);
        says.WriteLine();
        says.WriteLine("| areas | records | seconds | records a second | CPU s | peak memory, MB | stored, MB |");
        says.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        Row("1, the largest", alone[0]);
        Row("1, of middle size", alone[alone.Count / 2]);
        Row("1, the smallest", alone[^1]);
        Row($"{alone.Count}, one by one", new Loaded(alone.Sum(a => a.Records), alone.Sum(a => a.Seconds), alone.Sum(a => a.CpuSeconds), alone.Max(a => a.PeakBytes), alone.Sum(a => a.StoredBytes)));
        Row($"{alone.Count} at once", together);
        var growth = together.CpuSeconds / alone.Sum(a => a.CpuSeconds);
        says.WriteLine();
        says.WriteLine(FormattableString.Invariant($"{alone.Count} areas at once took {growth:0.00} of the CPU seconds of each alone, {together.Seconds / alone.Sum(a => a.Seconds):0.00} of their seconds: {(Math.Abs(growth - 1) <= 0.2 ? "linear within 20 %" : "NOT linear within 20 %")}"));
    }

    /// <summary>One area by itself, measured now or when the same program was run before.</summary>
    private Loaded Alone(string area, int index)
    {
        var kept = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "alone", Program)).FullName, area + ".json");
        var isKept = File.Exists(kept);
        var loaded = isKept ? JsonSerializer.Deserialize<Loaded>(File.ReadAllText(kept))! : Load(area);
        if (!isKept)
        {
            File.WriteAllText(kept, JsonSerializer.Serialize(loaded));
        }
        says.WriteLine(FormattableString.Invariant($"{index + 1,2} of {SampleOptions.Comarques.Count} {area}: {loaded.Records:#,0} records, {loaded.Seconds:0.0} s, {loaded.PeakBytes / 1e6:#,0} MB{(isKept ? " (measured before)" : "")}"));
        return loaded;
    }

    private void Row(string areas, Loaded loaded) =>
        says.WriteLine(FormattableString.Invariant($"| {areas} | {loaded.Records:#,0} | {loaded.Seconds:0.0} | {loaded.Records / loaded.Seconds:#,0} | {loaded.CpuSeconds:0.0} | {loaded.PeakBytes / 1e6:#,0} | {loaded.StoredBytes / 1e6:#,0} |"));

    /// <summary>Loads areas into a new home, which is removed afterwards.</summary>
    private Loaded Load(params string[] areas)
    {
        var home = Path.Combine(_folder, "work-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        var run = QdcRun.Of(home, Jobs, areas);
        var loaded = new Loaded(QdcRun.Records(run), run.Seconds, run.CpuSeconds, run.PeakBytes, Folders.Bytes(home));
        Folders.Remove(home);
        return loaded;
    }

    private void Make()
    {
        var made = Directory.CreateDirectory(Path.Combine(_folder, "made")).FullName;
        var missing = SampleOptions.Comarques.Where(area => !File.Exists(Path.Combine(made, area))).OrderByDescending(SampleOptions.InhabitantsOf).ToList();
        says.WriteLine(missing.Count == 0 ? $"{SampleOptions.Comarques.Count} areas are there" : $"making {missing.Count} of {SampleOptions.Comarques.Count} areas below {_folder}");
        Parallel.ForEach(
            missing,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            area =>
            {
                Folders.Remove(Path.Combine(Sources, area)); // half made
                SampleGenerator.WriteFiles(new SampleOptions { Areas = [area], Years = 2, Scale = scale, Deliveries = [Day], OutputFolder = Sources });
                File.WriteAllText(Path.Combine(made, area), "");
                says.WriteLine(FormattableString.Invariant($"made {area}: {SampleOptions.InhabitantsOf(area) * scale:#,0} inhabitants, {Folders.Bytes(Path.Combine(Sources, area)) / 1e6:#,0} MB"));
            });
        Folders.Remove(Path.Combine(_folder, "jobs"));
        Folders.Copy(Path.Combine(Repository.Root, "etl-jobs"), Jobs);
        Folders.Copy(Path.Combine(Repository.Root, "powerbi"), Path.Combine(_folder, "jobs", "powerbi"));
        File.Delete(Path.Combine(_folder, "jobs", "powerbi", "roles.yaml")); // it names areas that are not here
        Directory.Delete(Path.Combine(Jobs, "areas"), recursive: true);
        Directory.CreateDirectory(Path.Combine(Jobs, "areas"));
        foreach (var (area, number) in SampleOptions.Comarques.Select((area, i) => (area, i + 1)))
        {
            File.WriteAllText(Path.Combine(Jobs, "areas", area + ".yaml"), AreaFile(area, number));
        }
    }

    private string AreaFile(string area, int number)
    {
        string From(string system) => $"from: {{ folder: {Path.Combine(Sources, area, system).Replace('\\', '/')} }}";
        return FormattableString.Invariant(
            $$"""
            area: {{area}}
            number: {{number}}
            name: {{area}}
            municipalities: [{{string.Join(", ", SampleOptions.MunicipalitiesOf(area).Select(m => $"\"{m}\""))}}]
            sources:
              - { system: hestia, {{From("hestia")}} }
              - { system: council-accounts, refers_to: hestia, {{From("council-accounts")}} }
              - { system: home-care-provider, refers_to: hestia, {{From("home-care-provider")}} }
              - { system: council-staff, {{From("council-staff")}} }
              - { system: population, {{From("population")}} }
            history_from: {{Day.Year - 1}}-01-01
            system_of_record: { payment: council-accounts, home_care_delivery: home-care-provider }
            retention: { persons_years: 10 }

            """);
    }

    private sealed record Loaded(long Records, double Seconds, double CpuSeconds, long PeakBytes, long StoredBytes);
}
