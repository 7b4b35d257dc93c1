using QdC.Cli.App;
using Spectre.Console;

namespace QdC.Cli.Showing;

/// <summary>Writes problems of declarative files, file by file.</summary>
internal static class ConfigurationText
{
    /// <summary>Writes them, each with its place first, so that an editor can jump there.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<ConfigurationProblem> problems, string color)
    {
        foreach (var problem in problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line))
        {
            console.MarkupInterpolated($"{problem.Place} ");
            console.Write(new Markup($"[{color}]{Markup.Escape(problem.What)}[/]"));
            console.Write(new Text(problem.What.EndsWith('.') ? "" : "."));
            if (problem.Nearest is { } nearest)
            {
                console.MarkupInterpolated($" Did you mean [bold]{nearest}[/]?");
            }
            if (problem.Next is { } next)
            {
                console.MarkupInterpolated($" {next}");
            }
            console.WriteLine();
        }
    }
}
