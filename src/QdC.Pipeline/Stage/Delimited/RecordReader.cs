using System.Text;

namespace QdC.Pipeline.Stage.Delimited;

/// <summary>A record of a delimited text.</summary>
/// <param name="Line">The line it begins on.</param>
/// <param name="Lines">How many lines it takes.</param>
/// <param name="Cells">What its cells say.</param>
/// <param name="Repaired">True where its quotes or delimiters contradicted themselves and the reading with the right number of cells was taken.</param>
internal sealed record DelimitedRecord(int Line, int Lines, IReadOnlyList<string> Cells, bool Repaired)
{
    public bool Blank => Cells.All(string.IsNullOrWhiteSpace);

    public int Filled => Cells.Count(c => !string.IsNullOrWhiteSpace(c));
}

/// <summary>
/// Reads records. One that obeys its dialect is read as it stands, over as many lines as its quotes say. One that does not is
/// read line by line for the division into the table's number of cells that breaks the fewest rules, so a stray quote costs
/// nothing but itself.
/// </summary>
internal sealed class RecordReader(LineReader lines, CellForm form, int? columns)
{
    private const int MaxLines = 2000;
    private const int MaxRepaired = 40;
    private const int MaxLength = 1 << 22;
    private static readonly string[] OtherDelimiters = [";", ",", "\t", "|", " ", ":"];

    private bool _inTable;

    /// <summary>Reads the next record; null at the end. A blank line is a record of one empty cell.</summary>
    public DelimitedRecord? Read()
    {
        if (lines.Peek() is not { } first)
        {
            return null;
        }
        var strict = Strict(first);
        var found = strict.Regular && (columns is null || strict.Cells.Count == columns || strict.Lines == 1)
            ? Otherwise(first, strict)
            : Repair(first, strict) ?? new DelimitedRecord(first.Number, strict.Lines, strict.Cells, !strict.Regular);
        _inTable |= !found.Repaired && found.Filled > 1 && found.Cells.Count == columns;
        lines.Take(found.Lines);
        return found;
    }

    /// <summary>The record by the rules, over as many lines as it takes to close its quotes.</summary>
    private Reading Strict(Line first)
    {
        var one = form.Read(first.Text);
        if (one.Closed)
        {
            return one;
        }
        var text = new StringBuilder(first.Text);
        var (last, taken) = (first, 1);
        while (true)
        {
            do
            {
                if (taken == MaxLines || text.Length > MaxLength || lines.Peek(taken) is not { } next)
                {
                    return one with { Regular = false, Closed = true };
                }
                text.Append(last.End).Append(next.Text);
                (last, taken) = (next, taken + 1);
            }
            while (!last.Text.Contains(form.Quote)); // nothing on such a line can close it
            if (form.Read(text.ToString()) is { Closed: true } several)
            {
                return several with { Lines = taken };
            }
        }
    }

    /// <summary>A record that obeys the rules but has another number of cells may be divided by another delimiter than the rest.</summary>
    private DelimitedRecord Otherwise(Line first, Reading strict)
    {
        if (columns > 1 && strict.Cells.Count != columns && strict.Lines == 1)
        {
            foreach (var other in OtherDelimiters)
            {
                if (other != form.Delimiter && (other != " " || _inTable || !IsSentence(first.Text)) && first.Text.Contains(other, StringComparison.Ordinal)
                    && (form with { Delimiter = other }).Read(first.Text) is { Regular: true, Closed: true } reading && reading.Cells.Count == columns)
                {
                    return new DelimitedRecord(first.Number, 1, reading.Cells, true);
                }
            }
        }
        return new DelimitedRecord(first.Number, strict.Lines, strict.Cells, false);
    }

    /// <summary>Words with a small one among them are a title above the table, no cells.</summary>
    private static bool IsSentence(string text) => text.Split(' ') is var words && words.Count(w => w.Length > 0 && w.All(char.IsLetter)) * 2 >= words.Length && words.Any(w => w.Length is 1 or 2 && w.All(char.IsLower));

    private DelimitedRecord? Repair(Line first, Reading strict)
    {
        if (columns is not { } width)
        {
            return null;
        }
        var text = new StringBuilder(first.Text);
        for (var taken = 1; taken <= Math.Min(strict.Lines, MaxRepaired); taken++)
        {
            if (RecordRepair.Divide(text.ToString(), form, width) is { } cells)
            {
                return new DelimitedRecord(first.Number, taken, cells, true);
            }
            text.Append(lines.Peek(taken - 1)!.Value.End).Append(lines.Peek(taken)?.Text);
        }
        return null;
    }
}
