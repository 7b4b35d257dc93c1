using System.CommandLine;
using System.Text;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Stage.Delimited;
using QdC.Pipeline.Stage.Looking;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc peek</c>: how a source file is written, its header and its first rows, with nobody in them.</summary>
internal sealed class PeekCommand : QdcCommand
{
    private const int ShownRows = 3;
    private const int ShownLines = 20;
    private const int ShownCandidates = 8;
    private readonly Argument<string> _file = new("FILE") { Description = "A delimited text, a text of fixed width, XML or an .xlsx workbook" };
    private readonly Option<string?> _as = new("--as") { Description = "csv: write the file itself, everything it says, as clean CSV; XML and text of fixed width too (UTF-8, commas, RFC 4180). What follows says how it is written; what is not said is found out", HelpName = "csv" };
    private readonly Option<string[]> _layout = SaidOptions.Layout();
    private readonly Option<string[]> _rows = SaidOptions.Rows();
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The CSV file to write [default: standard output]", HelpName = "FILE" };
    private readonly Option<string?> _encoding = new("--encoding") { Description = "utf-8, windows-1252, iso-8859-1, utf-16 or another code page", HelpName = "NAME" };
    private readonly Option<string?> _delimiter = new("--delimiter") { Description = "What stands between two cells: one character or several, or tab, space", HelpName = "TEXT" };
    private readonly Option<string?> _quote = new("--quote") { Description = "What encloses a cell, or none", HelpName = "CHAR" };
    private readonly Option<string?> _escape = new("--escape") { Description = "What stands before a quote inside a quoted cell, or none [default: the quote itself]", HelpName = "CHAR" };
    private readonly Option<string?> _lineEnd = new("--line-end") { Description = "What ends a record: crlf, lf, cr or any text", HelpName = "TEXT" };
    private readonly Option<int?> _preamble = new("--preamble") { Description = "Lines before the header that are left out", HelpName = "N" };
    private readonly Option<int?> _header = new("--header") { Description = "Lines of the header, joined into one; 0: there is none", HelpName = "N" };
    private readonly Option<int?> _footer = new("--footer") { Description = "Lines after the table that are left out", HelpName = "N" };
    private readonly Option<int?> _columns = new("--columns") { Description = "How many columns the table has", HelpName = "N" };
    private readonly Option<string> _ragged = new("--ragged") { Description = "A row with fewer or more cells: keep it, pad a short one, fit (pad it, and cut empty cells off a long one), or refuse the file", DefaultValueFactory = _ => "keep", HelpName = "POLICY" };

    public PeekCommand()
        : base(
            "peek",
            "Look at a source file: dialect, header, first rows. Values that may say who somebody is are shown as shapes.",
            "qdc peek samples/pilot/la-noguera/spreadsheet/expedients_2025-01.xlsx",
            "qdc peek export.txt --as csv -o clean.csv",
            "qdc peek pagaments.txt --layout NumPagament:10,Expedient:8,Data:21-28 --as csv",
            "qdc peek recursos.xml --rows /Resposta/Llista/Recurs",
            "qdc peek export.txt --as csv --encoding windows-1252 --delimiter tab --quote none --preamble 3 --ragged pad"
        )
    {
        _as.AcceptOnlyFromAmong("csv");
        _ragged.AcceptOnlyFromAmong([.. Enum.GetNames<RaggedRows>().Select(n => n.ToLowerInvariant())]);
        Arguments.Add(_file);
        foreach (var option in new Option[] { _as, _output, _encoding, _delimiter, _quote, _escape, _lineEnd, _preamble, _header, _footer, _columns, _ragged, _layout, _rows })
        {
            Options.Add(option);
        }
        Does(Look);
    }

    private int Look(CommandContext context, ParseResult parsed)
    {
        var path = parsed.GetValue(_file)!;
        if (!File.Exists(path))
        {
            throw new UsageWrong("There is no such file", path);
        }
        if (parsed.GetValue(_as) is not null)
        {
            return Write(context, parsed, path);
        }
        var seen = Peek.Look(path, said: SaidOptions.Of(parsed, _layout, _rows));
        return context.Give(
            seen,
            console =>
            {
                console.MarkupInterpolated($"[bold]{seen.File}[/] {seen.Form}");
                if (seen.Dialect is { } d)
                {
                    var delimiter = d.Delimiter == "\t" ? "tab" : $"'{d.Delimiter}'";
                    console.MarkupInterpolated($", {d.Encoding}{(d.ByteOrderMark ? " with byte order mark" : "")}, separated by {delimiter}, {(d.Quote is { } q ? $"quoted by {q}" : "no quotes")}, lines end with {d.LineEnd}");
                }
                if (seen.Fixed is { } lines)
                {
                    console.MarkupInterpolated($", {lines.Encoding}, --layout {lines.Layout}");
                    if (lines.Layout.IsGuess)
                    {
                        console.MarkupInterpolated($"\nWhere columns begin is guessed from blanks and from sorts of characters: look at each, and say --layout where it is wrong.");
                    }
                    if (lines.OtherLines > 0)
                    {
                        console.MarkupInterpolated($"\n{lines.OtherLines} lines have another length.");
                    }
                }
                if (seen.Xml is { } xml)
                {
                    console.MarkupInterpolated($", --rows {xml.Rows}{(xml.IsGuess ? " (found; others below)" : "")}");
                }
                console.WriteLine();
                if (seen.Xml is { } outline)
                {
                    Write(console, outline);
                }
                foreach (var table in seen.Tables)
                {
                    Write(console, table, seen.Xml is not null);
                }
            }
        );
    }

    /// <summary>Writes the file as clean CSV; what had to be done for it is told too, on standard error where the file goes to standard output.</summary>
    private int Write(CommandContext context, ParseResult parsed, string path)
    {
        var form = new DelimitedForm
        {
            Encoding = Said(parsed, _encoding),
            Delimiter = Said(parsed, _delimiter) switch { "tab" or "\\t" => "\t", "space" => " ", var other => other },
            Quote = Character(parsed, _quote),
            Escape = Character(parsed, _escape),
            LineEnd = Said(parsed, _lineEnd) switch { "crlf" or "\\r\\n" => "\r\n", "lf" or "\\n" => "\n", "cr" or "\\r" => "\r", var other => other },
            Preamble = parsed.GetValue(_preamble),
            Header = parsed.GetValue(_header),
            Footer = parsed.GetValue(_footer),
            Columns = parsed.GetValue(_columns) is > 0 and var columns ? columns : null,
            Ragged = Enum.Parse<RaggedRows>(parsed.GetValue(_ragged)!, ignoreCase: true),
        };
        var said = SaidOptions.Of(parsed, _layout, _rows);
        if (parsed.GetValue(_output) is { } file)
        {
            CleanResult? done = null;
            OutputFile.Save(OutputFile.Path(file), to => done = Clean(path, form, said, to));
            return context.Give(done!, console => console.WriteLine(Summary(done!)));
        }
        using var to = Console.OpenStandardOutput();
        context.Error.WriteLine(Summary(Clean(path, form, said, to)));
        return ExitCode.Done;
    }

    private static CleanResult Clean(string path, DelimitedForm form, SaidForms said, Stream to)
    {
        using var writer = new StreamWriter(to, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        return CleanTable.Write(path, form, said, writer);
    }

    private static string Summary(CleanResult done)
    {
        var said = new List<string> { $"{done.Rows} rows of {done.Columns} columns" };
        if (done.Places is { } places)
        {
            said.Add($"{(places.StartsWith('/') ? "--rows" : "--layout")} {places}{(done.IsGuess ? ", which is a guess" : "")}");
        }
        void Add(long count, string what)
        {
            if (count > 0)
            {
                said.Add($"{count} {what}");
            }
        }
        Add(done.Preamble, "lines before the table left out");
        Add(done.Footer, "lines after it left out");
        Add(done.Blank, "blank lines left out");
        Add(done.Nuls, "characters without meaning (NUL) left out");
        Add(done.Repaired.Count, $"rows with contradicting quotes or delimiters put right ({Lines(done.Repaired)})");
        Add(done.Ragged.Count, $"rows with more or fewer cells ({Lines(done.Ragged)})");
        return string.Join("; ", said);
    }

    private static string Lines(IReadOnlyList<int> lines) => $"line {string.Join(", ", lines.Take(ShownLines))}{(lines.Count > ShownLines ? "…" : "")}";

    private static string? Said(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { Length: > 0 } said ? said : null;

    private static char? Character(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) switch
        {
            null => null,
            "" or "none" => DelimitedForm.None,
            [var c] => c,
            "\"\"" => '"',
            "\\\\" => '\\',
            var other => throw new UsageWrong($"{option.Name} is one character", other, "one character, or none"),
        };

    private static void Write(IAnsiConsole console, PeekXml xml)
    {
        if (xml.IsOfOne)
        {
            console.Line("No element repeats, so that what is a row is a guess: look at a file of several records, or say --rows.");
        }
        var candidates = Terminal.Table([("may be a row", false), ("there are", true), ("fields", true)]);
        foreach (var candidate in xml.Candidates.Take(ShownCandidates))
        {
            candidates.AddRow(new Text(candidate.Path), new Text($"{candidate.Count:n0}"), new Text($"{candidate.Fields}"));
        }
        console.Write(candidates);
        var fields = Terminal.Table([("field", false), ("path from the row", false), ("", false)]);
        foreach (var field in xml.Fields)
        {
            fields.AddRow(new Text(field.Name), new Text(field.Path), new Text(field.Repeats ? "several in a row" : ""));
        }
        console.Write(fields);
    }

    private static void Write(IAnsiConsole console, PeekTable table, bool hasNames)
    {
        var header = hasNames ? "" : table.HeaderLine is { } line ? $"header in line {line}" : "no header";
        console.WriteLine();
        console.Line($"{(table.Sheet is { } sheet ? $"sheet {sheet}, " : "")}{(header.Length > 0 ? $"{header}, " : "")}{table.Columns.Count} columns, {table.Sampled} rows looked at");
        if (table.Columns.Count == 0)
        {
            return;
        }
        var rows = table.Rows.Take(ShownRows).ToList();
        var shown = Terminal.Table([("column", false), ("holds", false), ("empty", true), .. rows.Select((_, i) => ($"row {i + 1}", false))]);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            shown.AddRow([
                new Text(column.Name),
                new Text(column.Type, new Style(decoration: Decoration.Dim)),
                new Text(column.Empty == 0 ? "" : $"{column.Empty}"),
                .. rows.Select(r => new Text(i < r.Count ? r[i] : "", column.Masked ? new Style(decoration: Decoration.Dim) : Style.Plain)),
            ]);
        }
        console.Write(shown);
    }
}
