using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Stage;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc peek</c>: how a source file is written, its header and its first rows, with nobody in them.</summary>
internal sealed class PeekCommand : QdcCommand
{
    private const int ShownRows = 3;
    private readonly Argument<string> _file = new("FILE") { Description = "A CSV file or an .xlsx workbook" };

    public PeekCommand()
        : base(
            "peek",
            "Look at a source file: dialect, header, first rows. Values that may say who somebody is are shown as shapes.",
            "qdc peek samples/pilot/la-noguera/spreadsheet/expedients_2025-01.xlsx"
        )
    {
        Arguments.Add(_file);
        Does(Look);
    }

    private int Look(CommandContext context, ParseResult parsed)
    {
        var path = parsed.GetValue(_file)!;
        if (!File.Exists(path))
        {
            throw new UsageWrong("There is no such file", path);
        }
        var seen = Peek.Look(path);
        return context.Give(
            seen,
            console =>
            {
                console.MarkupInterpolated($"[bold]{seen.File}[/] {seen.Form}");
                if (seen.Dialect is { } d)
                {
                    var delimiter = d.Delimiter == '\t' ? "tab" : $"'{d.Delimiter}'";
                    console.MarkupInterpolated($", {d.Encoding}{(d.ByteOrderMark ? " with byte order mark" : "")}, separated by {delimiter}, {(d.Quote is { } q ? $"quoted by {q}" : "no quotes")}, lines end with {d.LineEnd}");
                }
                console.WriteLine();
                foreach (var table in seen.Tables)
                {
                    Write(console, table);
                }
            }
        );
    }

    private static void Write(IAnsiConsole console, PeekTable table)
    {
        var header = table.HeaderLine is { } line ? $"header in line {line}" : "no header";
        console.WriteLine();
        console.Line($"{(table.Sheet is { } sheet ? $"sheet {sheet}, " : "")}{header}, {table.Columns.Count} columns, {table.Sampled} rows looked at");
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
