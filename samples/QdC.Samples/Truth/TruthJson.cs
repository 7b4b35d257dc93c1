using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QdC.Samples.Truth;

/// <summary>Writes a truth as <c>truth.json</c>, one figure a line. Figures by human being stand there only where they differ.</summary>
internal static class TruthJson
{
    /// <summary>Writes the file.</summary>
    public static void Write(AreaTruth truth, string path)
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
        Lines(writer, truth.AsRecorded.Select(Kpi));
        writer.WriteLine("],\"as_people\":[");
        var recorded = truth.AsRecorded.ToHashSet();
        Lines(writer, truth.AsPeople.Where(row => !recorded.Contains(row)).Select(Kpi));
        writer.WriteLine("]}}");
    }

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
        $"{{\"kind\":{Text(fault.Kind.Code)},\"extract\":{Text(fault.Kind.Extract)},\"delivery\":{Day(fault.Delivery)},\"row\":{fault.Row},\"outcome\":{Text(fault.Kind.Outcome)}}}";

    private static string Kpi(KpiRow row) =>
        $"{{\"metric\":{Text(row.Metric)},\"period_kind\":{Text(row.PeriodKind)},\"period_start\":{Day(row.PeriodStart)},"
        + $"\"breakdown\":{Text(row.Breakdown)},\"member\":{Text(row.Member)},\"numerator\":{Number(row.Numerator)},"
        + $"\"denominator\":{Number(row.Denominator)},\"value\":{Number(row.Value)},\"status\":{Text(row.Status)}}}";

    private static string Counts(IReadOnlyDictionary<string, int> counts) =>
        $"{{{string.Join(',', counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Text(pair.Key)}:{pair.Value}"))}}}";

    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string Day(DateOnly day) => $"\"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"";

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(decimal? number) =>
        number is { } value ? decimal.Round(value, 12).ToString("0.############", CultureInfo.InvariantCulture) : "null";
}
