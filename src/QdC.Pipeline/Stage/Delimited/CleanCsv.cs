namespace QdC.Pipeline.Stage.Delimited;

/// <summary>What was written, and what had to be done for it. Nothing is left out without being counted here.</summary>
/// <param name="Form">How the file is written, as given or found.</param>
/// <param name="Rows">Rows written, the header among them.</param>
/// <param name="Columns">Columns of the table.</param>
/// <param name="Preamble">Lines before the table left out.</param>
/// <param name="Footer">Lines after the table left out.</param>
/// <param name="Blank">Blank lines left out.</param>
/// <param name="Repaired">The lines on which records begin whose quotes or delimiters contradicted themselves.</param>
/// <param name="Ragged">The lines on which records begin that have more or fewer cells.</param>
public sealed record CleanResult(DelimitedForm Form, long Rows, int Columns, int Preamble, int Footer, long Blank, IReadOnlyList<int> Repaired, IReadOnlyList<int> Ragged)
{
    /// <summary>The layout of lines of fixed width, or the path of the rows of XML, as it can be said again; null for delimited text.</summary>
    public string? Places { get; init; }

    /// <summary>True where <see cref="Places"/> was guessed.</summary>
    public bool IsGuess { get; init; }

    /// <summary>Characters that are none, as programs that broke off leave them: they are left out.</summary>
    public long Nuls { get; init; }
}

/// <summary>Writes any delimited text as clean CSV: UTF-8 without a mark, commas, double quotes doubled inside (RFC 4180).</summary>
internal static class CleanCsv
{
    private const int FooterSearched = 20;

    /// <summary>Reads a file and writes it clean, streaming.</summary>
    /// <param name="path">The file.</param>
    /// <param name="given">What is known of how it is written; the rest is found out.</param>
    /// <param name="to">Where to write.</param>
    /// <exception cref="ExtractUnreadable">The encoding does not exist, or a row is ragged where that is refused.</exception>
    public static CleanResult Write(string path, DelimitedForm given, TextWriter to)
    {
        using var file = DelimitedFile.Open(path, given);
        return new Writing(Path.GetFileName(path), file.Form, given.Footer, to).Run(file.Lines()) with { Nuls = file.Nuls };
    }

    /// <summary>A cell as CSV: in quotes where it holds a comma, a quote or a line end.</summary>
    internal static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Writes a row.</summary>
    internal static void Write(TextWriter to, IReadOnlyList<string> row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            if (i > 0)
            {
                to.Write(',');
            }
            to.Write(row is [""] ? "\"\"" : Quoted(row[i])); // an empty cell alone would be a blank line
        }
        to.Write("\r\n");
    }

    private sealed class Writing(string file, DelimitedForm form, int? footer, TextWriter to)
    {
        private readonly List<int> _repaired = [];
        private readonly List<int> _ragged = [];
        private readonly List<DelimitedRecord> _held = [];
        private long _rows;
        private long _blank;

        public CleanResult Run(LineReader lines)
        {
            lines.Take(Skip(lines, form.Preamble!.Value));
            var reader = new RecordReader(lines, CellForm.Of(form), form.Columns);
            Header(reader);
            while (reader.Read() is { } record)
            {
                _held.Add(record);
                if (_held.Count > Math.Max(FooterSearched, footer ?? 0))
                {
                    Write(_held[0]);
                    _held.RemoveAt(0);
                }
            }
            var after = Footer();
            foreach (var record in _held.SkipLast(after))
            {
                Write(record);
            }
            return new CleanResult(form with { Footer = footer ?? after }, _rows, form.Columns!.Value, form.Preamble!.Value, _held.TakeLast(after).Sum(r => r.Lines), _blank, _repaired, _ragged);
        }

        private static int Skip(LineReader lines, int count)
        {
            var there = 0;
            while (there < count && lines.Peek(there) is not null)
            {
                there++;
            }
            return there;
        }

        /// <summary>The header, its lines joined column by column.</summary>
        private void Header(RecordReader reader)
        {
            var names = new List<DelimitedRecord>();
            while (names.Count < form.Header && reader.Read() is { } record)
            {
                if (record.Blank && record.Cells.Count == 1)
                {
                    _blank++;
                    continue;
                }
                names.Add(record);
            }
            if (names.Count == 1)
            {
                Write(names[0]);
            }
            else if (names.Count > 1)
            {
                var joined = Enumerable.Range(0, names.Max(n => n.Cells.Count))
                    .Select(i => string.Join(' ', names.Select(n => i < n.Cells.Count ? n.Cells[i].Trim() : "").Where(c => c.Length > 0)));
                Write(names[0] with { Cells = [.. joined], Repaired = names.Exists(n => n.Repaired) });
            }
        }

        /// <summary>How many of the records held are after the table: as many as were said, or those at the end that are blank or hardly filled.</summary>
        private int Footer()
        {
            if (footer is { } said)
            {
                var (count, left) = (0, said);
                while (left > 0 && count < _held.Count)
                {
                    left -= _held[^++count].Lines;
                }
                return count;
            }
            var last = _held.Count;
            while (last > 0 && _held[last - 1] is { Filled: <= 1 } record && (record.Cells.Count == 1 || record.Cells.Count == form.Columns))
            {
                last--;
            }
            // Only after rows that are filled; a table may hold rows of one value.
            if (form.Columns <= 2 || last == 0 || _held[last - 1].Filled > 2)
            {
                return form.Columns > 2 && last > 0 ? _held.Count - last : 0;
            }
            // A line without any delimiter below a table of several columns is none of its rows.
            return _held.FindLastIndex(r => r.Cells.Count > 1 && !r.Blank) is >= 0 and var row ? _held.Count - 1 - row : 0;
        }

        private void Write(DelimitedRecord record)
        {
            if (record.Blank && record.Cells.Count == 1 && form.Columns != 1 || record is { Blank: true, Cells: [""] })
            {
                _blank++;
                return;
            }
            if (record.Repaired)
            {
                _repaired.Add(record.Line);
            }
            var row = record.Cells;
            if (row.Count != form.Columns)
            {
                _ragged.Add(record.Line);
                row = Shaped(record);
            }
            CleanCsv.Write(to, row);
            _rows++;
        }

        private IReadOnlyList<string> Shaped(DelimitedRecord record)
        {
            var (row, width) = (record.Cells, form.Columns!.Value);
            switch (form.Ragged)
            {
                case RaggedRows.Refuse:
                    throw new ExtractUnreadable("A row has another number of cells than the table has columns", $"{file}:{record.Line}", $"{row.Count} cells", $"{width} cells", "Correct the row, or say --ragged keep, pad or fit.");
                case RaggedRows.Pad or RaggedRows.Fit when row.Count < width:
                    return [.. row, .. Enumerable.Repeat("", width - row.Count)];
                case RaggedRows.Fit when row.Skip(width).All(string.IsNullOrEmpty):
                    return [.. row.Take(width)];
                default:
                    return row;
            }
        }
    }
}
