using System.Data;
using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace QdC.Benchmarks;

/// <summary>The source files as a plain script can read them: UTF-8 text instead of windows-1252, each sheet of a workbook as a CSV of its own.</summary>
internal static class PlainFiles
{
    /// <summary>Writes them.</summary>
    public static void Write(string sources, string plain)
    {
        Directory.CreateDirectory(plain);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var file in Directory.EnumerateFiles(sources, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Transcode(file, Path.Combine(plain, NameOf(file)), file.Contains("hestia", StringComparison.Ordinal) ? Encoding.GetEncoding(1252) : Encoding.UTF8);
        }
        foreach (var file in Directory.EnumerateFiles(sources, "*.xlsx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Export(file, Path.Combine(plain, Path.GetFileNameWithoutExtension(NameOf(file))));
        }
    }

    private static string NameOf(string file) => System.Text.RegularExpressions.Regex.Replace(Path.GetFileName(file), "_[0-9]{8}", "");

    private static void Transcode(string from, string to, Encoding encoding)
    {
        using var reader = new StreamReader(from, encoding);
        using var writer = new StreamWriter(to, append: false, new UTF8Encoding(false));
        while (reader.ReadLine() is { } line)
        {
            writer.WriteLine(line);
        }
    }

    private static void Export(string from, string to)
    {
        using var stream = File.OpenRead(from);
        using var book = ExcelReaderFactory.CreateReader(stream);
        do
        {
            using var writer = new StreamWriter($"{to}-{book.Name}.csv", append: false, new UTF8Encoding(false));
            while (book.Read())
            {
                var cells = Enumerable.Range(0, book.FieldCount).Select(i => Text(book.GetValue(i))).ToList();
                if (cells.Count(c => c.Length > 0) > 2) // not a title, not the sum at the end
                {
                    writer.WriteLine(string.Join(';', cells));
                }
            }
        } while (book.NextResult());
    }

    private static string Text(object? value)
    {
        var text = value switch
        {
            null => "",
            DateTime day => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture).Replace('.', ','),
            _ => value.ToString() ?? "",
        };
        return text.AsSpan().IndexOfAny(";\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }
}
