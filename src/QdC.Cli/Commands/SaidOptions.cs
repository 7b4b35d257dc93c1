using System.CommandLine;
using QdC.Cli.App;
using QdC.Pipeline.Stage.Looking;

namespace QdC.Cli.Commands;

/// <summary>Options that say how files are written that have no header: of all files, or of those that a pattern names.</summary>
internal static class SaidOptions
{
    private const char Sign = '=';

    /// <summary>How lines of fixed width are divided.</summary>
    public static Option<string[]> Layout() => new("--layout") { Description = "Lines are of fixed width: names of the columns with the width of each, or with first and last place from 1; PATTERN= before it says of which files. Default: found, and told to be a guess", HelpName = "[PATTERN=]NAME:WIDTH,NAME:FROM-TO" };

    /// <summary>Where the rows of XML lie.</summary>
    public static Option<string[]> Rows() => new("--rows") { Description = "The path of the elements of XML that are rows, from the root, or //Name; PATTERN= before it says of which files. Default: the element that repeats", HelpName = "[PATTERN=]PATH" };

    /// <summary>What they say.</summary>
    /// <exception cref="UsageWrong">One of them is no layout or no path.</exception>
    public static SaidForms Of(ParseResult parsed, Option<string[]> layout, Option<string[]> rows) =>
        new(
            [.. (parsed.GetValue(layout) ?? []).Select(Divided).Select(s => (s.Files, FixedForm.Parse(s.Said) ?? throw new UsageWrong("It is no layout of lines", s.Said, "NAME:WIDTH or NAME:FROM-TO, with commas between, from left to right")))],
            [.. (parsed.GetValue(rows) ?? []).Select(Divided).Select(s => (s.Files, SaidForms.IsRows(s.Said) ? s.Said : throw new UsageWrong("It is no path of rows", s.Said, "names from the root, for example /Resposta/Llista/Recurs, or //Recurs for any depth")))]);

    private static (string Files, string Said) Divided(string text) =>
        text.IndexOf(Sign) is > 0 and var at ? (text[..at], text[(at + 1)..]) : ("*", text);
}
