using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QdC.Pipeline.Stage;

/// <summary>What a delivery looks like, by which the next one is told from it. It holds no value of a person.</summary>
internal sealed record Shape
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The encoding its text seems to be written in; null for a workbook.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between two cells; null for a workbook.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The sheet that was read first; null for text.</summary>
    public string? Sheet { get; init; }

    /// <summary>The line of the header, from 1.</summary>
    public int HeaderLine { get; init; }

    /// <summary>Records.</summary>
    public long Records { get; init; }

    /// <summary>Its columns in the order of the file.</summary>
    public IReadOnlyList<ShapeColumn> Columns { get; init; } = [];

    /// <summary>Codes that nothing maps.</summary>
    public IReadOnlyList<ShapeCode> Codes { get; init; } = [];

    /// <summary>What was remarkable of its form and did no harm.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>As JSON, without the hashes of what no mapping names: it may be anything.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(this with { Columns = [.. Columns.Select(c => c.Field is null ? c with { Values = [] } : c)] }, Form);

    /// <summary>From JSON.</summary>
    public static Shape FromJson(string json) => JsonSerializer.Deserialize<Shape>(json, Form)!;
}

/// <summary>A column of a delivery.</summary>
/// <param name="Name">Its header, masked where it looks like an identifier.</param>
/// <param name="Field">The contract field that it fills, or <c>key</c>; null when no mapping names it.</param>
/// <param name="Type">What its first values seem to be: see <see cref="PeekColumn"/>.</param>
/// <param name="Filled">Of the first rows, those in which it is filled.</param>
/// <param name="Bad">Of these, those whose value is none of the field's type or list.</param>
internal sealed record ShapeColumn(string Name, string? Field, string Type, int Filled, int Bad)
{
    /// <summary>Keyed hashes of some of its first values, cut short; none for what says anything of a person.</summary>
    public IReadOnlyList<int> Values { get; init; } = [];

    /// <summary>A form of dates, or a decimal separator, by which its bad values could all be read; null where there is none.</summary>
    public string? Reads { get; init; }
}

/// <summary>A code that nothing maps.</summary>
/// <param name="Field">The field it stands in.</param>
/// <param name="Column">Its column.</param>
/// <param name="List">The code list.</param>
/// <param name="Text">The code, masked as in a finding.</param>
internal sealed record ShapeCode(string Field, string Column, string List, string Text);
