using System.Data.Common;
using System.Globalization;
using System.Text;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;

namespace QdC.Pipeline.Extract;

/// <summary>A server's answer in the form in which the system's files are written, and that form read again as it was written here.</summary>
/// <param name="form">The form.</param>
internal sealed class AnswerForm(CsvDialect form)
{
    /// <summary>The declared encoding; a letter that it lacks is an error, not a question mark.</summary>
    public Encoding Encoding { get; } =
        Encoding.GetEncoding((TextSource.Find(form.Encoding) ?? Encoding.UTF8).CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback) switch
        {
            UTF8Encoding => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
            var other => other,
        };

    /// <summary>What a column holds, in words that outlast a change of length or precision.</summary>
    public static string KindOf(Type type) =>
        type == typeof(string) || type == typeof(Guid) ? "text"
        : type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) ? "moment"
        : type == typeof(bool) ? "flag"
        : type == typeof(byte[]) ? "bytes"
        : "number";

    /// <summary>A record of some columns of a row, with its line end.</summary>
    public string Record(DbDataReader row, IReadOnlyList<int> columns) => Record(columns.Select(c => Field(row, c)));

    /// <summary>A record of fields, with its line end.</summary>
    public string Record(IEnumerable<string> fields) => string.Join(form.Delimiter, fields.Select(Quoted)) + "\n";

    /// <summary>A value as the system's files write it. The contract knows days, so a moment is its day.</summary>
    public string Field(DbDataReader row, int column) =>
        row.IsDBNull(column)
            ? ""
            : row.GetValue(column) switch
            {
                string text => text,
                DateTime moment => moment.ToString(form.Dates[0], CultureInfo.InvariantCulture),
                DateOnly day => day.ToString(form.Dates[0], CultureInfo.InvariantCulture),
                DateTimeOffset moment => moment.ToString(form.Dates[0], CultureInfo.InvariantCulture),
                bool flag => flag ? "1" : "0",
                IFormattable number and (decimal or double or float) => number.ToString(null, CultureInfo.InvariantCulture).Replace('.', form.Decimal),
                byte[] => throw new PullImpossible("A column holds bytes, which no text file can", row.GetName(column)),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
            };

    /// <summary>The records of a file that was written here, each as it stands and in fields; the first names the columns.</summary>
    public IEnumerable<(string Raw, List<string> Fields)> Records(string path)
    {
        using var reader = new StreamReader(path, Encoding);
        var (raw, field, fields, isQuoted) = (new StringBuilder(), new StringBuilder(), new List<string>(), false);
        for (var c = reader.Read(); c >= 0; c = reader.Read())
        {
            raw.Append((char)c);
            if (c == form.Quote)
            {
                if (!isQuoted && raw.Length > 1 && raw[^2] == form.Quote)
                {
                    field.Append(form.Quote); // one of two
                }
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && (c == form.Delimiter || c == '\n'))
            {
                fields.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    yield return (raw.ToString(), fields);
                    (fields, _) = ([], raw.Clear());
                }
            }
            else
            {
                field.Append((char)c);
            }
        }
    }

    private string Quoted(string field) =>
        field.Contains(form.Delimiter) || field.Contains(form.Quote) || field.Contains('\n') || field.Contains('\r')
            ? $"{form.Quote}{field.Replace($"{form.Quote}", $"{form.Quote}{form.Quote}", StringComparison.Ordinal)}{form.Quote}"
            : field;
}
