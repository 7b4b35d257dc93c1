using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QdC.Samples.Truth;

/// <summary>
/// A truth as <c>truth.json</c>. Figures stand one line a series (metric, breakdown, member, kind of period), each as
/// <c>[start, value]</c> for a count, <c>[start, numerator, denominator, value]</c> for all else, followed by the status where it is not ok.
/// Figures by human being stand there only where they differ, with the status <c>none</c> where there is no such figure.
/// </summary>
public static class TruthJson
{
    /// <summary>Reads the figures of a file.</summary>
    /// <param name="path">The <c>truth.json</c>.</param>
    /// <param name="counting"><c>as_recorded</c> or <c>as_people</c>.</param>
    public static IReadOnlyList<KpiRow> ReadFigures(string path, string counting)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var kpis = json.RootElement.GetProperty("kpis");
        var recorded = kpis.GetProperty("as_recorded").EnumerateArray().SelectMany(Series);
        if (counting == "as_recorded")
            return [.. recorded];
        var figures = recorded.ToDictionary(Place);
        foreach (var row in kpis.GetProperty(counting).EnumerateArray().SelectMany(Series))
        {
            if (row.Status == None)
                figures.Remove(Place(row));
            else
                figures[Place(row)] = row;
        }
        return [.. figures.Values];
    }

    /// <summary>Writes the file.</summary>
    internal static void Write(AreaTruth truth, string path)
    {
        using var writer = new StreamWriter(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        writer.WriteLine("{");
        writer.WriteLine($"\"area\":{Text(truth.Area)},\"seed\":{truth.Seed},\"scale\":{Number(truth.Scale)},\"fault_rate\":{Number(truth.FaultRate)},");
        writer.WriteLine("\"deliveries\":[");
        Lines(writer, truth.Deliveries.Select(Delivery));
        writer.WriteLine("],");
        writer.WriteLine($"\"open_set_findings\":{Counts(truth.OpenSetFindings)},");
        writer.WriteLine("\"faults\":[");
        Lines(writer, truth.Faults.Select(Fault));
        writer.WriteLine("],");
        writer.WriteLine($"\"sums\":{{{string.Join(',', truth.Sums.Select(sum => $"{Text(sum.Key)}:{Number(sum.Value)}"))}}},");
        writer.WriteLine("\"kpis\":{\"as_recorded\":[");
        Lines(writer, Series(truth.AsRecorded));
        writer.WriteLine("],\"as_people\":[");
        var recorded = truth.AsRecorded.ToHashSet();
        var people = truth.AsPeople.Select(Place).ToHashSet();
        var gone = truth.AsRecorded.Where(row => !people.Contains(Place(row))).Select(row => row with { Numerator = null, Denominator = null, Value = null, Status = None });
        Lines(writer, Series(truth.AsPeople.Where(row => !recorded.Contains(row)).Concat(gone)));
        writer.WriteLine("]}}");
    }

    private const string None = "none";

    private static (string, string, DateOnly, string, string) Place(KpiRow row) => (row.Metric, row.PeriodKind, row.PeriodStart, row.Breakdown, row.Member);

    private static void Lines(StreamWriter writer, IEnumerable<string> items)
    {
        var first = true;
        foreach (var item in items)
        {
            writer.Write(first ? "" : ",\n");
            writer.Write(item);
            first = false;
        }
        writer.WriteLine();
    }

    private static string Delivery(DeliveryTruth delivery) =>
        $"{{\"date\":{Day(delivery.Date)},\"extracts\":{{{string.Join(",\n", delivery.Extracts.Select(pair => $"{Text(pair.Key)}:{Extract(pair.Value)}"))}}}}}";

    private static string Extract(ExtractTruth extract) =>
        $"{{\"rows\":{extract.Rows},\"rejected\":{extract.Rejected},\"duplicates\":{extract.Duplicates},\"findings\":{Counts(extract.Findings)}}}";

    private static string Fault(FaultTruth fault) =>
        $"{{\"kind\":{Text(fault.Kind.Code)},\"extract\":{Text($"{fault.System}/{fault.Kind.Extract}")},\"delivery\":{Day(fault.Delivery)},\"row\":{fault.Row},\"outcome\":{Text(fault.Kind.Outcome)}}}";

    private static IEnumerable<string> Series(IEnumerable<KpiRow> rows) =>
        rows.GroupBy(row => (row.Metric, row.Breakdown, row.Member, row.PeriodKind))
            .Select(series =>
                $"{{\"metric\":{Text(series.Key.Metric)},\"breakdown\":{Text(series.Key.Breakdown)},\"member\":{Text(series.Key.Member)},"
                + $"\"period_kind\":{Text(series.Key.PeriodKind)},\"figures\":[{string.Join(',', series.Select(Figure))}]}}"
            );

    private static string Figure(KpiRow row)
    {
        var parts = (row.Numerator, row.Denominator, row.Value) switch
        {
            (null, null, null) => "",
            var (count, denominator, value) when denominator is null && count == value => "," + Number(count),
            _ => $",{Number(row.Numerator)},{Number(row.Denominator)},{Number(row.Value)}",
        };
        return $"[{Day(row.PeriodStart)}{parts}{(row.Status == "ok" ? "" : "," + Text(row.Status))}]";
    }

    private static IEnumerable<KpiRow> Series(JsonElement series)
    {
        string Named(string name) => series.GetProperty(name).GetString()!;
        foreach (var figure in series.GetProperty("figures").EnumerateArray())
        {
            var cells = figure.EnumerateArray().ToList();
            var status = cells[^1].ValueKind == JsonValueKind.String && cells.Count > 1 ? cells[^1].GetString()! : "ok";
            var numbers = cells.Skip(1).Where(cell => cell.ValueKind != JsonValueKind.String).Select(Read).ToList();
            yield return new KpiRow(
                Named("metric"),
                Named("period_kind"),
                DateOnly.ParseExact(cells[0].GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Named("breakdown"),
                Named("member"),
                numbers.Count > 0 ? numbers[0] : null,
                numbers.Count > 1 ? numbers[1] : null,
                numbers.Count > 0 ? numbers[^1] : null,
                status
            );
        }
    }

    private static decimal? Read(JsonElement number) => number.ValueKind == JsonValueKind.Null ? null : number.GetDecimal();

    private static string Counts(IReadOnlyDictionary<string, int> counts) =>
        $"{{{string.Join(',', counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Text(pair.Key)}:{pair.Value}"))}}}";

    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string Day(DateOnly day) => $"\"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"";

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(decimal? number) =>
        number is { } value ? decimal.Round(value, 12).ToString("0.############", CultureInfo.InvariantCulture) : "null";
}
