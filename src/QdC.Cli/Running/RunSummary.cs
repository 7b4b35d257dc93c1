using System.Globalization;
using QdC.Cli.Showing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QdC.Cli.Running;

/// <summary>The end of a run as people read it: a line an area, then what needs somebody.</summary>
internal static class RunSummary
{
    private const int Wide = 105;

    /// <summary>The columns; a narrow terminal leaves some out.</summary>
    private static readonly (string Header, bool Right, bool Always, Func<RunReport, IRenderable> Cell)[] Columns =
    [
        ("area", false, true, r => new Text(r.Area)),
        ("outcome", false, true, r => new Markup($"[{Color(r)}]{r.Outcome}[/]")),
        ("version", true, true, r => Cell(r.Version)),
        ("read", true, true, r => Cell(r.Read)),
        ("loaded", true, true, r => Cell(r.Loaded)),
        ("unchanged", true, true, r => Cell(r.Unchanged)),
        ("rejected", true, true, r => new Text(Number(r.Rejected), r.Rejected > 0 ? new Style(Spectre.Console.Color.Yellow) : Style.Plain)),
        ("duplicate", true, false, r => Cell(r.Duplicate)),
        ("open", true, false, r => Cell(r.Open)),
        ("people", true, false, r => Cell(r.People)),
        ("seconds", true, true, r => new Text(r.Seconds.ToString("0.0", CultureInfo.InvariantCulture))),
    ];

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<RunReport> all)
    {
        var reports = all.Where(r => r.Outcome != RunReport.NothingDelivered).ToList();
        var columns = console.Profile.Width >= Wide ? Columns : [.. Columns.Where(c => c.Always)];
        var table = Terminal.Table([.. columns.Select(c => (c.Header, c.Right))]);
        foreach (var column in table.Columns)
        {
            column.NoWrap = true;
        }
        foreach (var report in reports)
        {
            table.AddRow(columns.Select(c => c.Cell(report)));
        }
        console.Write(table);
        Problems(console, reports);
        if (all.Except(reports).ToList() is [var first, ..] awaiting)
        {
            console.Line($"{awaiting.Count} areas wait for their councils' files: {string.Join(", ", awaiting.Select(r => r.Area))}. The first is read when there are {first.Problems[0].Allowed}.", "dim");
        }
        if (reports.Sum(r => r.Open) is > 0 and var open)
        {
            console.Line($"{Number(open)} findings wait for the councils: rows left out (rejected) and questions (the row is in). See them with `qdc rejects`.", "dim");
        }
    }

    /// <summary>Writes what needs somebody.</summary>
    public static void Problems(IAnsiConsole console, IReadOnlyList<RunReport> reports)
    {
        foreach (var report in reports)
        {
            foreach (var problem in report.Problems)
            {
                Write(console, report, problem);
            }
        }
    }

    private static void Write(IAnsiConsole console, RunReport report, RunProblem problem)
    {
        var (sign, color) = problem.Kind switch
        {
            "decision" => ("?", "yellow"),
            "test" => ("!", "yellow"),
            "told" => ("i", "blue"),
            _ => ("✗", "red"),
        };
        console.MarkupLineInterpolated($"[{color}]{sign}[/] [bold]{report.Area}[/]{(problem.Where is null || problem.Where == report.Area ? "" : " " + problem.Where)} [{color}]{problem.What}[/]");
        foreach (var (name, fact) in new[] { ("received", problem.Received), ("allowed", problem.Allowed), ("next", problem.Next) })
        {
            if (fact is not null)
            {
                console.MarkupLineInterpolated($"    [dim]{name}[/] {fact}");
            }
        }
    }

    private static string Color(RunReport report) => report.Outcome switch { "published" => "green", "unchanged" => "default", _ => "red" };

    private static Text Cell(long? number) => new(number is { } n ? Number(n) : "–");

    private static string Number(long n) => n.ToString("#,0", CultureInfo.InvariantCulture);
}
