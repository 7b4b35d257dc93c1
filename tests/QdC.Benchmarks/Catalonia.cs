using System.Globalization;
using QdC.Samples;

namespace QdC.Benchmarks;

/// <summary>All of Catalonia, its 42 comarques as areas of their real size over two years, loaded seven at a time into one home: does an area more cost more when many are there?</summary>
/// <param name="scale">Share of the inhabitants; 1 is real.</param>
/// <param name="cache">Where the areas are made.</param>
/// <param name="says">Where the measurement is told.</param>
internal sealed class Catalonia(double scale, string cache, TextWriter says)
{
    private const int Batches = 6;
    private const string FormVersion = "1";
    private static readonly DateOnly Day = new(2025, 12, 31);

    private readonly string _folder = Path.Combine(cache, string.Create(CultureInfo.InvariantCulture, $"catalonia-{scale}-v{FormVersion}"));

    private string Sources => Path.Combine(_folder, "sources");

    private string Jobs => Path.Combine(_folder, "jobs", "etl-jobs");

    /// <summary>Makes the areas where they are not, loads them and says what it took.</summary>
    /// <returns>CPU seconds a record of the last areas, as a multiple of those of all before; nearer 1 than by 0.2 is linear.</returns>
    public double Run()
    {
        Make();
        var home = Path.Combine(_folder, "work-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        says.WriteLine(FormattableString.Invariant($"{SampleOptions.Comarques.Sum(a => SampleOptions.InhabitantsOf(a) * scale):#,0} inhabitants, {Folders.Bytes(Sources) / 1e6:#,0} MB of files"));
        says.WriteLine();
        says.WriteLine("| areas so far | records | seconds | records a second | CPU s | CPU µs a record | peak memory, MB | stored, MB |");
        says.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var (so, batches) = (0, new List<(long Records, Measured Run)>());
        foreach (var batch in Dealt())
        {
            var run = QdcRun.Of(home, Jobs, batch);
            var records = QdcRun.Records(run);
            batches.Add((records, run));
            so += batch.Length;
            says.WriteLine(FormattableString.Invariant($"| {so} | {records:#,0} | {run.Seconds:0.0} | {records / run.Seconds:#,0} | {run.CpuSeconds:0.0} | {1e6 * run.CpuSeconds / records:0.0} | {run.PeakBytes / 1e6:#,0} | {Folders.Bytes(home) / 1e6:#,0} |"));
        }
        double CpuOf(IEnumerable<(long Records, Measured Run)> some) => some.Sum(b => b.Run.CpuSeconds) / some.Sum(b => b.Records);
        var (all, growth) = (batches.Sum(b => b.Records), CpuOf(batches[^1..]) / CpuOf(batches[..^1]));
        says.WriteLine(FormattableString.Invariant($"| all {so} | {all:#,0} | {batches.Sum(b => b.Run.Seconds):0.0} | {all / batches.Sum(b => b.Run.Seconds):#,0} | {batches.Sum(b => b.Run.CpuSeconds):0.0} | {1e6 * CpuOf(batches):0.0} | {batches.Max(b => b.Run.PeakBytes) / 1e6:#,0} | {Folders.Bytes(home) / 1e6:#,0} |"));
        says.WriteLine();
        says.WriteLine(FormattableString.Invariant($"the last {Batch} areas took {growth:0.00} of the CPU seconds a record that those before took: {(Math.Abs(growth - 1) <= 0.2 ? "linear within 20 %" : "NOT linear within 20 %")}"));
        Folders.Remove(home);
        return growth;
    }

    private static int Batch => SampleOptions.Comarques.Count / Batches;

    /// <summary>The areas in batches alike in size: the largest to one after the other, there and back.</summary>
    private static IEnumerable<string[]> Dealt() =>
        SampleOptions.Comarques
            .OrderByDescending(SampleOptions.InhabitantsOf)
            .Chunk(Batches)
            .SelectMany((row, i) => row.Select((area, j) => (Area: area, Batch: i % 2 == 0 ? Batches - 1 - j : j)))
            .GroupBy(dealt => dealt.Batch, dealt => dealt.Area)
            .OrderBy(batch => batch.Key)
            .Select(batch => batch.ToArray());

    private void Make()
    {
        var made = Path.Combine(_folder, "made");
        if (!File.Exists(made))
        {
            Folders.Remove(_folder);
            says.WriteLine($"making {SampleOptions.Comarques.Count} areas below {_folder}");
            Parallel.ForEach(
                SampleOptions.Comarques.OrderByDescending(SampleOptions.InhabitantsOf),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                area => SampleGenerator.WriteFiles(new SampleOptions { Areas = [area], Years = 2, Scale = scale, Deliveries = [Day], OutputFolder = Sources }));
            File.WriteAllText(made, "");
        }
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
}
