using System.Globalization;
using QdC.Cli.Showing;
using Spectre.Console;

namespace QdC.Cli.Running;

/// <summary>The end of a run as people read it: a line an area, then what needs somebody.</summary>
internal static class RunSummary
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<RunReport> reports)
    {
        var table = Terminal.Table(
            ("area", false), ("outcome", false), ("version", true), ("read", true), ("loaded", true), ("unchanged", true),
            ("rejected", true), ("duplicate", true), ("open", true), ("people", true), ("seconds", true));
        foreach (var report in reports)
        {
            table.AddRow(
                new Text(report.Area),
                new Markup($"[{Color(report)}]{report.Outcome}[/]"),
                Cell(report.Version),
                Cell(report.Read),
                Cell(report.Loaded),
                Cell(report.Unchanged),
                new Text(Number(report.Rejected), report.Rejected > 0 ? new Style(Spectre.Console.Color.Yellow) : Style.Plain),
                Cell(report.Duplicate),
                Cell(report.Open),
                Cell(report.People),
                new Text(report.Seconds.ToString("0.0", CultureInfo.InvariantCulture))
            );
        }
        console.Write(table);
        foreach (var report in reports)
        {
            foreach (var problem in report.Problems)
            {
                Write(console, report, problem);
            }
        }
        if (reports.Sum(r => r.Open) is > 0 and var open)
        {
            console.Line($"{Number(open)} findings wait for the councils: rows left out (rejected) and questions (the row is in). See them with `qdc rejects`.", "dim");
        }
    }

    private static void Write(IAnsiConsole console, RunReport report, RunProblem problem)
    {
        var (sign, color) = problem.Kind switch
        {
            "decision" => ("?", "yellow"),
            "test" => ("!", "yellow"),
            _ => ("✗", "red"),
        };
        console.MarkupLineInterpolated($"[{color}]{sign}[/] [bold]{report.Area}[/] {problem.Where} [{color}]{problem.What}[/]");
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
