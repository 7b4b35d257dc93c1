using QdC.Pipeline.Stage;

namespace QdC.Pipeline.Validate;

/// <summary>The record being checked: its typed cells, its texts, and what is found wrong with it.</summary>
public sealed class Row
{
    private readonly List<(Rule Rule, int Field)> _found = [];

    /// <summary>A row of a subject's fields.</summary>
    public Row(IReadOnlyList<FieldPlan> fields, DateOnly effective)
    {
        Fields = [.. fields];
        Cells = new Cell[fields.Count];
        Effective = effective;
    }

    /// <summary>How each field is filled.</summary>
    public FieldPlan[] Fields { get; }

    /// <summary>The typed cells, in the order of the fields.</summary>
    public Cell[] Cells { get; }

    /// <summary>The effective date of the delivery.</summary>
    public DateOnly Effective { get; }

    /// <summary>Where the texts come from.</summary>
    public RowReader? Reader { get; set; }

    /// <summary>What was found, in the order it was found.</summary>
    public IReadOnlyList<(Rule Rule, int Field)> Found => _found;

    /// <summary>True when an error was found: the row will be rejected.</summary>
    public bool Rejected { get; private set; }

    /// <summary>Field position that stands for the whole row.</summary>
    public const int WholeRow = -1;

    /// <summary>The text of a field as it stands in the source, trimmed.</summary>
    public ReadOnlySpan<byte> Text(FieldPlan field) => field.Source < 0 ? [] : Trim(Reader!.Field(field.Source));

    /// <summary>Takes outer blanks off, no-break spaces included.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        const byte Blank = (byte)' ';
        if (text.Length > 0 && text[0] is > Blank and not 0xC2 && text[^1] is > Blank and not 0xA0)
        {
            return text; // as nearly all are
        }

        text = text.Trim(" \t\r\n"u8);
        while (text.StartsWith("\u00A0"u8))
        {
            text = text[2..].TrimStart(" \t"u8);
        }

        while (text.EndsWith("\u00A0"u8))
        {
            text = text[..^2].TrimEnd(" \t"u8);
        }

        return text;
    }

    /// <summary>The common code a field holds, or null.</summary>
    public string? Code(int field) => field >= 0 && Cells[field].HasValue ? Fields[field].Codes?.Code((int)Cells[field].Number) : null;

    /// <summary>Records a broken rule, once for each rule and field.</summary>
    public void Report(Rule rule, int field)
    {
        if (!_found.Contains((rule, field)))
        {
            _found.Add((rule, field));
            Rejected |= rule.Severity == QdC.Warehouse.Severity.Error;
        }
    }

    /// <summary>Forgets the record before.</summary>
    public void Clear()
    {
        _found.Clear();
        Rejected = false;
    }
}
