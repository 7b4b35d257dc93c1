namespace QdC.IntegrationTests.RowsAddUp;

/// <summary>
/// Counts a CSV file without the product's help. A record is what RFC 4180 says; a line whose quoting is broken is a record of its own.
/// </summary>
/// <param name="Records">Records of data, good or bad.</param>
/// <param name="Blank">Lines whose every field is empty.</param>
/// <param name="Footer">Lines that begin with Total.</param>
/// <param name="Either">Lines among the records of which nothing but broken quoting is left: a record or blank, as one likes.</param>
internal sealed record CountedApart(int Records, int Blank, int Footer, int Either)
{
    public static CountedApart Of(byte[] bytes)
    {
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        if (text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal))
        {
            text = text[3..];
        }
        var (records, blank, footer, either, header, at) = (0, 0, 0, 0, false, 0);
        while (at < text.Length)
        {
            var sound = EndOfRecord(text, at);
            var end = sound ?? EndOfLine(text, at);
            var record = text[at..end].TrimEnd('\r', '\n');
            at = end;
            var empty = record.Trim(';', ' ', '\t', '"').Length == 0;
            if (empty && sound is not null && record.Split(';').All(f => f.Trim(' ', '\t') is "" || (f.Trim() is ['"', .. var inner, '"'] && inner.Trim().Length == 0)))
            {
                blank++;
            }
            else if (!header)
            {
                header = true;
            }
            else if (record.StartsWith("Total", StringComparison.Ordinal))
            {
                footer++;
            }
            else
            {
                records++;
                either += empty ? 1 : 0;
            }
        }
        return new CountedApart(records, blank, footer, either);
    }

    private static int EndOfLine(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end + 1;
    }

    /// <summary>Where the record that begins here ends; null when its quoting is broken.</summary>
    private static int? EndOfRecord(string text, int at)
    {
        while (true)
        {
            if (at < text.Length && text[at] == '"')
            {
                if (EndOfQuoted(text, at + 1) is not { } closed)
                {
                    return null;
                }
                at = closed;
                if (at < text.Length && text[at] is not (';' or '\r' or '\n'))
                {
                    return null;
                }
            }
            else
            {
                while (at < text.Length && text[at] is not (';' or '\n' or '"'))
                {
                    at++;
                }
                if (at < text.Length && text[at] == '"')
                {
                    return null;
                }
            }
            if (at >= text.Length)
            {
                return at;
            }
            if (text[at] != ';')
            {
                return EndOfLine(text, at);
            }
            at++;
        }
    }

    private static int? EndOfQuoted(string text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] != '"')
            {
                at++;
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                at += 2;
            }
            else
            {
                return at + 1;
            }
        }
        return null;
    }
}
