using System.Globalization;
using System.Text;
using QdC.Metrics;
using QdC.Publish.Csv;

namespace QdC.Publish.Detail;

/// <summary>Writes the rows behind a figure as CSV after RFC 4180, a row at a time: UTF-8 with byte order mark, CRLF; no text can become a formula.</summary>
public static class DetailCsv
{
    /// <summary>Writes headers and rows. What the cover says has no place in such a file.</summary>
    public static void Write(DetailDocument detail, Stream to)
    {
        using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', detail.Columns.Select(c => RejectCsv.Field(c.Header))));
        while (detail.Rows.Read())
        {
            for (var c = 0; c < detail.Columns.Count; c++)
            {
                if (c > 0)
                {
                    writer.Write(',');
                }
                switch (detail.Rows.GetValue(c))
                {
                    case DateTime day:
                        writer.Write(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                        break;
                    case string text:
                        writer.Write(RejectCsv.Field(text));
                        break;
                    case IFormattable number:
                        writer.Write(number.ToString(null, CultureInfo.InvariantCulture));
                        break;
                    default:
                        break;
                }
            }
            writer.WriteLine();
        }
    }
}
