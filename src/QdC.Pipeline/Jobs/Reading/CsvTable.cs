using System.Text;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>A value of a CSV file and where it stands.</summary>
internal readonly record struct CsvCell(string Text, Place Place);

/// <summary>
/// The small CSV files of <c>code-lists</c> (comma, double quotes, header), read with the place of every value,
/// which CsvHelper does not give.
/// </summary>
/// <param name="Header">The first line.</param>
/// <param name="Rows">The other lines that are not empty.</param>
internal sealed record CsvTable(IReadOnlyList<CsvCell> Header, IReadOnlyList<IReadOnlyList<CsvCell>> Rows)
{
    /// <summary>Reads a file; a quote that never ends becomes a problem.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problems">Where problems gather.</param>
    /// <param name="separator">What stands between values.</param>
    public static CsvTable Read(JobText file, Problems problems, char separator = ',')
    {
        var rows = new List<IReadOnlyList<CsvCell>>();
        var row = new List<CsvCell>();
        var text = file.Text;
        var (at, line, lineStart) = (0, 1, 0);
        while (at < text.Length)
        {
            var place = new Place(file.Path, line, at - lineStart + 1);
            row.Add(new(text[at] == '"' ? Quoted() : Bare(), place));
            if (at < text.Length && text[at] == separator)
            {
                at++;
                if (at == text.Length || text[at] is '\r' or '\n')
                    row.Add(new("", new Place(file.Path, line, at - lineStart + 1)));
                else
                    continue;
            }
            EndRow();
        }
        return rows.Count == 0 ? new([], []) : new(rows[0], rows[1..]);

        string Bare()
        {
            var start = at;
            while (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
                at++;
            return text[start..at].Trim();
        }

        string Quoted()
        {
            var start = new Place(file.Path, line, at - lineStart + 1);
            var value = new StringBuilder();
            for (at++; at < text.Length; at++)
            {
                if (text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"')
                    at++;
                else if (text[at] == '"')
                {
                    at++;
                    if (Bare() != "")
                        problems.Error(start, "text after a closing quote");
                    return value.ToString().Trim();
                }
                if (text[at] == '\n')
                    (line, lineStart) = (line + 1, at + 1);
                value.Append(text[at]);
            }
            problems.Error(start, "a quote is never closed");
            return value.ToString();
        }

        void EndRow()
        {
            if (at < text.Length && text[at] == '\r')
                at++;
            if (at < text.Length && text[at] == '\n')
                at++;
            (line, lineStart) = (line + 1, at);
            if (row.Count > 1 || row[0].Text != "")
                rows.Add(row);
            row = [];
        }
    }
}
