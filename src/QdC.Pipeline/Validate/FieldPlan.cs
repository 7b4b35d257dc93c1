using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Validate;

/// <summary>How one contract field is filled and checked in this delivery.</summary>
public sealed class FieldPlan
{
    /// <summary>The field of the contract.</summary>
    public required ContractField Field { get; init; }

    /// <summary>Its position in the contract.</summary>
    public required int Index { get; init; }

    /// <summary>Its mapping; null when the system file has none.</summary>
    public required ColumnMapping? Mapping { get; init; }

    /// <summary>True for a field of the natural key.</summary>
    public required bool IsKeyPart { get; init; }

    /// <summary>The code map of a code field.</summary>
    public CodeMap? Codes { get; init; }

    /// <summary>Whose record numbers a reference holds.</summary>
    public KeySpace? Space { get; init; }

    /// <summary>The declared forms of dates.</summary>
    public required DateForms Dates { get; init; }

    /// <summary>The declared form of numbers.</summary>
    public required NumberForm Numbers { get; init; }

    /// <summary>Texts that mean empty, in UTF-8.</summary>
    public byte[][] NullTexts { get; init; } = [];

    /// <summary>Dates that mean empty.</summary>
    public DateOnly[] NullDates { get; init; } = [];

    /// <summary>Texts that mean true or false, folded.</summary>
    public IReadOnlyDictionary<string, bool> Truths { get; init; } = new Dictionary<string, bool>();

    /// <summary>Texts of <see cref="Truths"/> met so far, as they are written.</summary>
    internal Utf8Table TruthsSeen { get; } = new(1024);

    /// <summary>The separator of several values in a cell, in UTF-8; empty for a single one.</summary>
    public byte[] Split { get; init; } = [];

    /// <summary>Conditions under which the value counts: field position and the number of the code it must hold.</summary>
    public (int Field, int Code)[] OnlyWhen { get; set; } = [];

    /// <summary>The value where the cell holds anything; null takes the cell's own.</summary>
    public Cell? WhenFilled { get; init; }

    /// <summary>The value where the cell is empty; null leaves it empty.</summary>
    public Cell? WhenEmpty { get; init; }

    /// <summary>A constant for every row; null when there is none.</summary>
    public Cell? Constant { get; init; }

    /// <summary>The text of <see cref="Constant"/> where it is stored as text.</summary>
    public byte[] ConstantText { get; init; } = [];

    /// <summary>The rules that look at this field, in order.</summary>
    public FieldRule[] Rules { get; set; } = [];

    /// <summary>The column in the current table; -1 when it has none.</summary>
    public int Source { get; set; } = -1;

    /// <summary>The column's name in the current table.</summary>
    public string? Column { get; set; }

    /// <summary>True when the value comes from a column of the source.</summary>
    public bool FromColumn => Mapping is { From.Count: > 0 };
}
