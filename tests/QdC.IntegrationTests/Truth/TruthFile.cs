using System.Globalization;
using System.Text.Json;
using QdC.Samples.Truth;

namespace QdC.IntegrationTests.Truth;

/// <summary>What must be found in one delivery of one extract.</summary>
internal sealed record TrueExtract(string Date, string Name, long Rows, long Rejected, long Duplicates, IReadOnlyDictionary<string, long> Findings);

/// <summary>What the simulation says an area's warehouse must hold: <c>truth.json</c>.</summary>
internal sealed record TruthFile(
    IReadOnlyList<TrueExtract> Extracts,
    IReadOnlyDictionary<string, long> OpenSetFindings,
    IReadOnlyDictionary<string, decimal> Sums,
    IReadOnlyList<KpiRow> Figures
)
{
    /// <summary>Reads the truth in one way of counting people: <c>as_people</c> or <c>as_recorded</c>.</summary>
    public static TruthFile Read(string path, string counting)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement;
        return new TruthFile(
            [
                .. from delivery in root.GetProperty("deliveries").EnumerateArray()
                from extract in delivery.GetProperty("extracts").EnumerateObject()
                select new TrueExtract(
                    delivery.GetProperty("date").GetString()!,
                    extract.Name,
                    extract.Value.GetProperty("rows").GetInt64(),
                    extract.Value.GetProperty("rejected").GetInt64(),
                    extract.Value.GetProperty("duplicates").GetInt64(),
                    extract.Value.GetProperty("findings").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetInt64())
                ),
            ],
            root.GetProperty("open_set_findings").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetInt64()),
            root.GetProperty("sums").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetDecimal()),
            TruthJson.ReadFigures(path, counting)
        );
    }

    /// <summary>Figures written as a table: metric, period_kind, period_start, breakdown, member, numerator, denominator, value, status.</summary>
    public static List<KpiRow> ReadCsv(string path) =>
        [
            .. File.ReadLines(path)
                .Skip(1)
                .Select(line => line.Split(','))
                .Select(c => new KpiRow(c[0], c[1], DateOnly.Parse(c[2]), c[3], c[4], Number(c[5]), Number(c[6]), Number(c[7]), c[8])),
        ];

    private static decimal? Number(string text) => text.Length == 0 ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
