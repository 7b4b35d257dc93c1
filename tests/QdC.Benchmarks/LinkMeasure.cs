using System.Globalization;
using System.Text.Json;
using QdC.Pipeline.Link;
using QdC.Samples.People;

namespace QdC.Benchmarks;

/// <summary>Measures <c>qdc link</c> on registers of invented persons against the same blocking with one comparison in a plain query.</summary>
internal sealed class LinkMeasure(string cache, TextWriter says)
{
    /// <summary>Links registers of a tenth and of the whole of so many records.</summary>
    public void Run(int records)
    {
        says.WriteLine("| records | seconds | CPU seconds | peak memory, MB | pairs compared | pairs a second | plain query, seconds | its CPU seconds | ratio by CPU |");
        says.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var small = One(records / 10);
        var large = One(records);
        says.WriteLine();
        says.WriteLine(Format($"growth from {records / 10:#,0} to {records:#,0}: {large.Seconds / small.Seconds:0.0} times by the clock, {large.CpuSeconds / small.CpuSeconds:0.0} by CPU time"));
    }

    /// <summary>The plain query, run in this process: it is started as a process of its own to be measured.</summary>
    public static void Plain(string file)
    {
        var records = new PersonFile(file).Read(Fields()).Records;
        records.Complete();
        var slots = Slots.All.Where(s => records[s].Any).ToList();
        using var tables = new PairTables(records, records.ByContent(), slots, Linker.Settings);
        var pairs = new Blocking(tables.Db, slots, records.Count).Run();
        var alike = tables.Db.Scalar<long>(
            "SELECT count(*) FROM pair JOIN person a ON a.row = pair.a JOIN person b ON b.row = pair.b WHERE jaro_winkler_similarity(a.given_name, b.given_name) >= 0.9");
        Console.WriteLine(Format($"{alike} of {pairs}"));
    }

    private Measured One(int records)
    {
        const double Duplicates = 0.1;
        var file = Path.Combine(cache, Format($"register-{records}.csv"));
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(cache);
            PersonRegister.Write(new RegisterOptions { Persons = (int)(records / (1 + Duplicates)), Duplicates = Duplicates, Seed = 8 }, file);
        }
        var none = new Dictionary<string, string>();
        var linked = Checked(Measured.Dotnet(
            [Path.Combine(AppContext.BaseDirectory, "qdc.dll"), "link", file, "--fields", PersonRegister.Fields, "--truth", "persona", "--json", "-o", Path.Combine(cache, "clusters.csv")], none));
        var plain = Checked(Measured.Dotnet([typeof(LinkMeasure).Assembly.Location, "link-plain", file], none));
        using var result = JsonDocument.Parse(linked.Output);
        var pairs = result.RootElement.GetProperty("pairs_compared").GetInt64();
        var truth = result.RootElement.GetProperty("truth");
        says.WriteLine(Format(
            $"| {result.RootElement.GetProperty("records").GetInt32():#,0} | {linked.Seconds:0.0} | {linked.CpuSeconds:0.0} | {linked.PeakBytes / 1e6:#,0} | {pairs:#,0} | {pairs / linked.Seconds:#,0} | {plain.Seconds:0.0} | {plain.CpuSeconds:0.0} | {linked.CpuSeconds / plain.CpuSeconds:0.00} |"));
        says.WriteLine(Format($"<!-- precision {truth.GetProperty("precision").GetDouble():0.00000}, recall {truth.GetProperty("recall").GetDouble():0.00000} -->"));
        return linked;
    }

    private static PersonFields Fields() => PersonFields.Parse(PersonRegister.Fields.Split(','));

    private static Measured Checked(Measured measured) =>
        measured.Code == 0 ? measured : throw new InvalidOperationException(string.Join('\n', measured.Lines.Select(l => l.Line)));

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
