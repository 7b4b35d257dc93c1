using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Drifts;

/// <summary>How deliveries are read otherwise once a change is accepted; only what is given changes.</summary>
internal sealed record DriftEffect
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A column's name as it was.</summary>
    public string? Column { get; init; }

    /// <summary>Its name as it is.</summary>
    public string? Becomes { get; init; }

    /// <summary>A form of dates that comes to those declared.</summary>
    public string? Dates { get; init; }

    /// <summary>The decimal separator.</summary>
    public char? Decimal { get; init; }

    /// <summary>What stands between two cells.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The encoding.</summary>
    public string? Encoding { get; init; }

    /// <summary>Lines or rows above the header.</summary>
    public int? Above { get; init; }

    /// <summary>A sheet that comes to those declared.</summary>
    public string? Sheet { get; init; }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Form);

    /// <summary>From JSON; null of null.</summary>
    public static DriftEffect? FromJson(string? json) => json is null ? null : JsonSerializer.Deserialize<DriftEffect>(json, Form);

    /// <summary>The definition with the change.</summary>
    public ExtractDefinition On(ExtractDefinition extract) =>
        extract with
        {
            Csv = extract.Form is null or CsvDialect ? On(extract.Csv ?? new CsvDialect()) : null,
            Xlsx = extract.Xlsx is { } layout ? On(layout) : null,
            Fixed = extract.Fixed is { } lines ? lines with { Dates = With(lines.Dates, Dates), Decimal = Decimal ?? lines.Decimal, Thousands = Grouping(lines.Thousands) } : null,
            Xml = extract.Xml is { } xml ? xml with { Dates = With(xml.Dates, Dates), Decimal = Decimal ?? xml.Decimal, Thousands = Grouping(xml.Thousands) } : null,
            Key = [.. extract.Key.Select(Names)],
            Joins = [.. extract.Joins.Select(join => join with { By = [.. join.By.Select(Names)] })],
            Columns = extract.Columns.ToDictionary(c => c.Key, c => c.Value with { From = Names(c.Value.From) }),
        };

    private CsvDialect On(CsvDialect dialect) =>
        dialect with
        {
            Delimiter = Delimiter ?? dialect.Delimiter,
            Encoding = Encoding ?? dialect.Encoding,
            SkipLines = Above ?? dialect.SkipLines,
            Decimal = Decimal ?? dialect.Decimal,
            Thousands = Grouping(dialect.Thousands),
            Dates = With(dialect.Dates, Dates),
        };

    private XlsxLayout On(XlsxLayout layout) =>
        layout with
        {
            Sheets = With(layout.Sheets, Sheet),
            TitleRows = Above ?? layout.TitleRows,
            Decimal = Decimal ?? layout.Decimal,
            Thousands = Grouping(layout.Thousands),
            Dates = With(layout.Dates, Dates),
        };

    /// <summary>The grouping separator, unless it has become the decimal one.</summary>
    private char? Grouping(char? thousands) => Decimal is null || thousands != Decimal ? thousands : null;

    private IReadOnlyList<string> Names(IReadOnlyList<string> names) =>
        Column is not null && Becomes is not null && names.Any(n => TextFold.Header(n) == TextFold.Header(Column)) ? With(names, Becomes) : names;

    private static IReadOnlyList<string> With(IReadOnlyList<string> list, string? more) => more is null || list.Contains(more) ? list : [.. list, more];
}
