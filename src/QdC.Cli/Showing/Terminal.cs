using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QdC.Cli.Showing;

/// <summary>A console for people: colours and live bars in a terminal only, never with <c>NO_COLOR</c>.</summary>
internal static class Terminal
{
    private const int WideEnough = 400;

    /// <summary>The console over a writer. Tables fit its width, which is the screen's.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="redirected">True where a pipe or a file reads.</param>
    /// <param name="wide">The width where no screen has one.</param>
    public static IAnsiConsole Of(TextWriter writer, bool redirected, int wide = WideEnough)
    {
        var console = Create(writer, redirected, wide);
        console.Pipeline.Attach(new WholeCodes());
        return console;
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected, int wide)
    {
        var plain = redirected || (writer != Console.Out && writer != Console.Error);
        if (plain)
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            });
            console.Profile.Width = wide; // nothing is broken into lines for a reader that is no screen
            console.Profile.Capabilities.Unicode = true;
            return console;
        }
        Console.OutputEncoding = Encoding.UTF8;
        return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
    }

    /// <summary>A table of few lines: a rule below the header, columns set apart by space.</summary>
    public static Table Table(params (string Header, bool Right)[] columns)
    {
        var table = new Table { Border = TableBorder.Simple, BorderStyle = new Style(decoration: Decoration.Dim) };
        foreach (var (header, right) in columns)
        {
            var column = new TableColumn(new Text(header, new Style(decoration: Decoration.Bold))) { NoWrap = right, Padding = new Padding(0, 0, 1, 0) };
            table.AddColumn(right ? column.RightAligned() : column);
        }
        return table;
    }

    /// <summary>Text behind a mark; what does not fit a line goes on below its beginning, not below the mark.</summary>
    public static void Hanging(this IAnsiConsole console, string mark, string markup)
    {
        IRenderable of = new Markup(mark);
        var width = of.Measure(RenderOptions.Create(console, console.Profile.Capabilities), console.Profile.Width).Max;
        console.Write(new Grid().AddColumn(new GridColumn { Width = width, NoWrap = true, Padding = new Padding(0, 0, 1, 0) }).AddColumn(new GridColumn { Padding = new Padding(0) }).AddRow(of, new Markup(markup)));
    }

    /// <summary>A line of plain text, in a style.</summary>
    public static void Line(this IAnsiConsole console, string text, string? style = null) =>
        console.Write(style is null ? new Text(text + "\n") : new Markup($"[{style}]{Markup.Escape(text)}[/]\n"));
}
