using System.Text;

namespace QdC.Pipeline.Stage.Delimited;

/// <summary>What one reading of a text by the rules gave.</summary>
/// <param name="Cells">The cells.</param>
/// <param name="Regular">True where no rule was broken.</param>
/// <param name="Closed">False where a quote was opened and never closed.</param>
internal sealed record Reading(IReadOnlyList<string> Cells, bool Regular, bool Closed)
{
    public int Lines { get; init; } = 1;
}

/// <summary>How cells are divided and enclosed.</summary>
/// <param name="Delimiter">What stands between two cells.</param>
/// <param name="Quote">What encloses a cell, or <see cref="DelimitedForm.None"/>.</param>
/// <param name="Escape">What stands before a quote in a quoted cell, or <see cref="DelimitedForm.None"/>.</param>
internal sealed record CellForm(string Delimiter, char Quote, char Escape)
{
    /// <summary>That of a form that is complete.</summary>
    public static CellForm Of(DelimitedForm form) => new(form.Delimiter!, form.Quote!.Value, form.Escape!.Value);

    /// <summary>Divides a text by the rules; a broken one is noted and read as most programs would.</summary>
    public Reading Read(string text)
    {
        var cells = new List<string>();
        var (regular, position) = (true, 0);
        while (true)
        {
            var start = position;
            var opening = start;
            while (opening < text.Length && text[opening] == ' ' && Quote != DelimitedForm.None && !At(text, opening))
            {
                opening++;
            }
            if (Quote != DelimitedForm.None && opening < text.Length && text[opening] == Quote)
            {
                var (value, end, closed) = Quoted(text, opening + 1);
                if (!closed)
                {
                    cells.Add(value);
                    return new Reading(cells, regular, false);
                }
                var rest = end;
                while (rest < text.Length && text[rest] == ' ' && !At(text, rest))
                {
                    rest++;
                }
                if (rest < text.Length && !At(text, rest))
                {
                    regular = false;
                    var next = text.IndexOf(Delimiter, rest, StringComparison.Ordinal);
                    rest = next < 0 ? text.Length : next;
                    value += text[end..rest];
                }
                cells.Add(value);
                position = rest;
            }
            else
            {
                var next = NextDelimiter(text, start);
                position = next < 0 ? text.Length : next;
                var value = text[start..position];
                regular &= Quote == DelimitedForm.None || !value.Contains(Quote);
                cells.Add(Quote == DelimitedForm.None || next > text.IndexOf(Delimiter, start, StringComparison.Ordinal) ? Unescaped(value) : value);
            }
            if (position >= text.Length)
            {
                return new Reading(cells, regular, true);
            }
            position += Delimiter.Length;
        }
    }

    /// <summary>What a quoted cell says between its first and its last quote.</summary>
    public string Unescaped(string inner)
    {
        if (Escape == DelimitedForm.None || !inner.Contains(Escape))
        {
            return inner;
        }
        var value = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == Escape && i + 1 < inner.Length && Escapable(inner[i + 1]))
            {
                i++;
            }
            value.Append(inner[i]);
        }
        return value.ToString();
    }

    /// <summary>True where the escape character stands before what it may escape.</summary>
    public bool Escapes(string text, int position) =>
        Escape != DelimitedForm.None && text[position] == Escape && position + 1 < text.Length && Escapable(text[position + 1]);

    private bool Escapable(char c) => c == Quote || (Escape != Quote && (c == Escape || Delimiter.StartsWith(c)));

    /// <summary>Where the next delimiter stands that is not escaped; -1 where none does.</summary>
    private int NextDelimiter(string text, int start)
    {
        var next = text.IndexOf(Delimiter, start, StringComparison.Ordinal);
        while (next > start && Escape != Quote && Escape != DelimitedForm.None && text[next - 1] == Escape && !(next - 2 >= start && text[next - 2] == Escape))
        {
            next = text.IndexOf(Delimiter, next + 1, StringComparison.Ordinal);
        }
        return next;
    }

    private bool At(string text, int position) => string.CompareOrdinal(text, position, Delimiter, 0, Delimiter.Length) == 0;

    private (string Value, int End, bool Closed) Quoted(string text, int start)
    {
        var value = new StringBuilder();
        for (var i = start; i < text.Length; i++)
        {
            if (Escapes(text, i))
            {
                value.Append(text[++i]);
            }
            else if (text[i] == Quote)
            {
                return (value.ToString(), i + 1, true);
            }
            else
            {
                value.Append(text[i]);
            }
        }
        return (value.ToString(), text.Length, false);
    }
}
