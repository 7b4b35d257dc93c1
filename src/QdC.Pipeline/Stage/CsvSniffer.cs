using System.Text;
using System.Text.Unicode;

namespace QdC.Pipeline.Stage;

/// <summary>Guesses the dialect of a CSV file from its beginning. Only for looking: a run reads what is declared.</summary>
internal static class CsvSniffer
{
    private const int LinesCompared = 50;

    public static PeekDialect Sniff(ReadOnlySpan<byte> head)
    {
        var (encoding, marked) = Encoding(head);
        var text = (TextSource.Find(encoding) ?? System.Text.Encoding.UTF8).GetString(head);
        var delimiter = new[] { ';', ',', '\t', '|' }.OrderByDescending(d => Evenness(text, d)).First();
        return new PeekDialect(encoding, marked, delimiter, text.Contains('"') ? '"' : null, LineEnd(text));
    }

    private static (string Name, bool Marked) Encoding(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            return ("utf-8", true);
        }

        if (head.StartsWith<byte>([0xFF, 0xFE]))
        {
            return ("utf-16", true);
        }

        if (head.StartsWith<byte>([0xFE, 0xFF]))
        {
            return ("utf-16BE", true);
        }

        return (Utf8.IsValid(WithoutTail(head)) ? "utf-8" : "windows-1252", false);
    }

    /// <summary>Leaves the last few bytes out, which may be the first half of a character.</summary>
    private static ReadOnlySpan<byte> WithoutTail(ReadOnlySpan<byte> head)
    {
        var cut = head.LastIndexOf((byte)'\n');
        return cut < 0 ? head : head[..cut];
    }

    /// <summary>How many fields most lines have, times the share of the lines that have so many; 0 when the separator divides nothing.</summary>
    private static double Evenness(string text, char delimiter)
    {
        var counts = new List<int>();
        var (fields, quoted) = (1, false);
        foreach (var c in text)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c == delimiter)
            {
                fields++;
            }
            else if (!quoted && c == '\n')
            {
                counts.Add(fields);
                fields = 1;
                if (counts.Count == LinesCompared)
                {
                    break;
                }
            }
        }

        if (counts.Count == 0)
        {
            counts.Add(fields);
        }

        var most = counts.GroupBy(n => n).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First();
        return most.Key == 1 ? 0 : (double)most.Key * most.Count() / counts.Count;
    }

    private static string LineEnd(string text) => text.Contains("\r\n") ? "CRLF" : text.Contains('\n') ? "LF" : text.Contains('\r') ? "CR" : "LF";
}
