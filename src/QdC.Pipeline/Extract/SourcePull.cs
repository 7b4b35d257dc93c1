using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Extract;

/// <summary>An answer of a source's server, now a file of the source's folder.</summary>
/// <param name="System">The system.</param>
/// <param name="Extract">The extract.</param>
/// <param name="File">The file's name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="LeftOut">Columns of the answer that no mapping names: they are not written.</param>
public sealed record PulledFile(string System, string Extract, string File, long Rows, IReadOnlyList<string> LeftOut);

/// <summary>
/// Asks a source's SQL Server for its extracts and writes the answers into the source's folder, in the form in which the system's files
/// are read and with the day in their names. From there they are deliveries like any other: recognised, landed, replayed.
/// </summary>
public static partial class SourcePull
{
    /// <summary>True when what is asked for is a query's file, not a table.</summary>
    public static bool IsQuery(string asked) => asked.EndsWith(".sql", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a table's name, with or without its schema.</summary>
    public static bool IsTable(string asked) => Table().IsMatch(asked);

    /// <summary>Asks for one extract and writes the answer. A file of the same day is replaced, at once.</summary>
    /// <param name="source">The source.</param>
    /// <param name="extract">One of the extracts that its server is asked for.</param>
    /// <param name="day">The day the answer shows.</param>
    /// <param name="ask">Runs a query and hands its rows on.</param>
    /// <exception cref="PullImpossible">The query's file is not there, the folder is not, or the answer cannot be written in the declared form.</exception>
    public static PulledFile Pull(SourceFile source, ExtractDefinition extract, DateOnly day, Func<string, Func<DbDataReader, PulledFile>, PulledFile> ask)
    {
        var asked = source.Server!.Extracts[extract.Name];
        if (!Directory.Exists(source.Folder))
        {
            throw new PullImpossible("The source's folder is not there", source.Origin, source.Folder);
        }
        return ask(Query(asked), rows => Write(source, extract, day, rows));
    }

    /// <summary>The statement that gives an extract's rows.</summary>
    internal static string Query(string asked)
    {
        if (!IsQuery(asked))
        {
            return $"SELECT * FROM {string.Join('.', asked.Split('.').Select(part => $"\"{part}\""))}";
        }
        return File.Exists(asked) ? File.ReadAllText(asked) : throw new PullImpossible("The query's file is not there", asked);
    }

    private static PulledFile Write(SourceFile source, ExtractDefinition extract, DateOnly day, DbDataReader rows)
    {
        var name = NameOf(extract, day);
        var (columns, leftOut) = Columns(extract, rows);
        var (part, count) = (Path.Combine(source.Folder, $".{name}.part"), 0L);
        var form = extract.Csv!;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            using (var writer = new StreamWriter(part, EncodingOf(form), options))
            {
                WriteLine(writer, form, columns.Select(rows.GetName));
                for (; rows.Read(); count++)
                {
                    WriteLine(writer, form, columns.Select(c => rows.IsDBNull(c) ? "" : Text(rows.GetValue(c), form, rows.GetName(c))));
                }
            }
            File.Move(part, Path.Combine(source.Folder, name), overwrite: true);
        }
        catch (EncoderFallbackException)
        {
            throw new PullImpossible("The answer holds a letter that the declared encoding lacks", extract.Origin, form.Encoding, "utf-8");
        }
        finally
        {
            File.Delete(part);
        }
        return new PulledFile(source.System, extract.Name, name, count, leftOut);
    }

    /// <summary>Only what a mapping names is written: the rest would be landed and never read.</summary>
    private static (List<int> Columns, List<string> LeftOut) Columns(ExtractDefinition extract, DbDataReader rows)
    {
        var wanted = extract.Key.SelectMany(k => k).Concat(extract.Columns.Values.SelectMany(c => c.From)).Select(n => TextFold.Header(n)).ToHashSet();
        var all = Enumerable.Range(0, rows.FieldCount).ToLookup(i => wanted.Contains(TextFold.Header(rows.GetName(i))));
        return ([.. all[true]], [.. all[false].Select(rows.GetName)]);
    }

    private static string NameOf(ExtractDefinition extract, DateOnly day)
    {
        var name = DateIn().Replace(extract.File, m => day.ToString(m.Groups[1].Value, CultureInfo.InvariantCulture)).Replace("*", "", StringComparison.Ordinal).Replace('?', '0');
        return new FilePattern(extract.File).Matches(name, out var date) && date == day
            ? name
            : throw new PullImpossible("The extract's file pattern does not tell the day of a file", extract.Origin, extract.File, "{date:yyyyMMdd} in it");
    }

    private static Encoding EncodingOf(CsvDialect form) =>
        Encoding.GetEncoding((TextSource.Find(form.Encoding) ?? Encoding.UTF8).CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback) switch
        {
            UTF8Encoding => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
            var other => other,
        };

    private static void WriteLine(StreamWriter writer, CsvDialect form, IEnumerable<string> fields)
    {
        var first = true;
        foreach (var field in fields)
        {
            if (!first)
            {
                writer.Write(form.Delimiter);
            }
            first = false;
            var quoted = field.Contains(form.Delimiter) || field.Contains(form.Quote) || field.Contains('\n') || field.Contains('\r');
            writer.Write(quoted ? $"{form.Quote}{field.Replace($"{form.Quote}", $"{form.Quote}{form.Quote}", StringComparison.Ordinal)}{form.Quote}" : field);
        }
        writer.Write('\n');
    }

    /// <summary>A value as the system's files write it. The contract knows days, so a moment is its day.</summary>
    private static string Text(object value, CsvDialect form, string column) =>
        value switch
        {
            string text => text,
            DateTime moment => moment.ToString(form.Dates[0], CultureInfo.InvariantCulture),
            DateOnly day => day.ToString(form.Dates[0], CultureInfo.InvariantCulture),
            DateTimeOffset moment => moment.ToString(form.Dates[0], CultureInfo.InvariantCulture),
            bool flag => flag ? "1" : "0",
            decimal or double or float => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture).Replace('.', form.Decimal),
            byte[] => throw new PullImpossible("A column holds bytes, which no text file can", column),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Table();

    [GeneratedRegex(@"\{date:([^}]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex DateIn();
}

/// <summary>What a source's server answers cannot become a file of the source.</summary>
public sealed class PullImpossible(string what, string where, string? received = null, string? allowed = null)
    : TerminalException(new Problem(what, where, received, allowed, "Nothing was written; correct it and pull again."));
