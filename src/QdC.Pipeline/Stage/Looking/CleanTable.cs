using QdC.Pipeline.Stage.Delimited;

namespace QdC.Pipeline.Stage.Looking;

/// <summary>Writes any text that holds one table as clean CSV: delimited, of fixed width, or XML.</summary>
public static class CleanTable
{
    /// <summary>Reads a file and writes it clean, streaming.</summary>
    /// <param name="path">The file.</param>
    /// <param name="given">What is known of how delimited text is written; where a delimiter is given it is one.</param>
    /// <param name="said">What is known of other forms.</param>
    /// <param name="to">Where to write.</param>
    /// <exception cref="ExtractUnreadable">It is no such text, the encoding does not exist, or a row is ragged where that is refused.</exception>
    public static CleanResult Write(string path, DelimitedForm given, SaidForms said, TextWriter to)
    {
        var name = Path.GetFileName(path);
        var head = Peek.Head(path);
        if (head.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            throw new ExtractUnreadable("The file is a workbook or a zip archive, no text", name, nextStep: "Look at it without --as; a workbook's sheets are read as they are.");
        }
        if (given.Encoding is null)
        {
            Peek.DemandText(head, name);
        }
        if (given.Delimiter is null && (said.RowsOf(name) is not null || XmlOutline.Looks(head)))
        {
            return Xml(path, said.RowsOf(name), to);
        }
        if (given.Delimiter is null && head.Length > 0 && FixedTable.Of(path, said.LayoutOf(name)) is { } lines)
        {
            using (lines)
            {
                return Lines(name, lines, given.Ragged, to);
            }
        }
        return CleanCsv.Write(path, given, to);
    }

    private static CleanResult Xml(string path, string? rows, TextWriter to)
    {
        using var xml = XmlTable.Open(path, rows);
        CleanCsv.Write(to, xml.Names);
        var (count, doubtful) = (1L, new List<int>());
        foreach (var (line, cells, isDoubtful) in xml.Rows())
        {
            CleanCsv.Write(to, cells);
            count++;
            if (isDoubtful)
            {
                doubtful.Add(line);
            }
        }
        return new CleanResult(new DelimitedForm(), count, xml.Names.Count, 0, 0, 0, doubtful, []) { Places = xml.Form.Rows, IsGuess = xml.Form.IsGuess };
    }

    private static CleanResult Lines(string file, FixedTable lines, RaggedRows ragged, TextWriter to)
    {
        CleanCsv.Write(to, lines.Names);
        var (count, others) = (1L, new List<int>());
        foreach (var (line, cells, isOther) in lines.Rows())
        {
            if (isOther)
            {
                if (ragged == RaggedRows.Refuse)
                {
                    throw new ExtractUnreadable("A line has another length than the others", $"{file}:{line}", nextStep: "Correct it, or say --ragged keep.");
                }
                others.Add(line);
            }
            CleanCsv.Write(to, cells);
            count++;
        }
        return new CleanResult(lines.Form, count, lines.Names.Count, lines.Layout.SkipLines, 0, 0, [], others) { Places = lines.Layout.ToString(), IsGuess = lines.Layout.IsGuess };
    }
}
