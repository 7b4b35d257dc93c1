using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Scaffold;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc scaffold</c>: a first description of a system nobody has described, from example files.</summary>
internal sealed class ScaffoldCommand : QdcCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Example files of one system (delimited text, text of fixed width, XML, .xlsx), or folders of them", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _system = new("--system") { Description = "The system's name [default: the folder of the first file]", HelpName = "NAME" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Folder to write systems/NAME.yaml and its code-lists/*.csv into [default: the system file on standard output]", HelpName = "DIR" };
    private readonly Option<string[]> _layout = SaidOptions.Layout();
    private readonly Option<string[]> _rows = SaidOptions.Rows();
    private readonly Option<bool> _force = new("--force") { Description = "Write over files that are there" };

    public ScaffoldCommand()
        : base(
            "scaffold",
            "Draft the description of a new system from example files. It recognises dialect, header, types, keys, likely fields of the contract and likely meanings of codes, says why, and marks what it is unsure of. Give several months of an export: what holds for all of them is drafted, and what changed is said.",
            "qdc scaffold export/*.csv --system exemple",
            "qdc scaffold export --system exemple -o etl-jobs",
            "qdc scaffold export --layout \"pagaments_*.txt=NumPagament:10,Expedient:8,Data:21-28\" --rows \"recursos_*.xml=/Resposta/Llista/Recurs\""
        )
    {
        Arguments.Add(_files);
        Options.Add(_system);
        Options.Add(_output);
        Options.Add(_layout);
        Options.Add(_rows);
        Options.Add(_force);
        Does(Draft);
    }

    private int Draft(CommandContext context, ParseResult parsed)
    {
        var files = parsed.GetValue(_files)!.SelectMany(Files).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
        {
            throw new UsageWrong("There is no file", string.Join(", ", parsed.GetValue(_files)!));
        }
        var system = parsed.GetValue(_system) ?? NameOf(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(files[0]))!));
        var draft = Scaffolding.Draft(system, files, Known(context.JobsFolder, system), SaidOptions.Of(parsed, _layout, _rows));
        if (parsed.GetValue(_output) is { } folder)
        {
            var written = Write(folder, system, draft, parsed.GetValue(_force));
            return context.Give(new { system, files = written, tables = draft.Tables }, console => Show(console, draft, written));
        }
        return context.Give(
            new { system, draft.SystemFile, draft.CodeLists, draft.Tables },
            _ => context.Output.Write(draft.SystemFile)
        );
    }

    /// <summary>What is declared beside the system: a draft of it may be there already, and be wrong.</summary>
    private static JobSet Known(string jobsFolder, string system)
    {
        var known = JobLoader.LoadWithout(jobsFolder, system);
        return known.Jobs ?? throw new ConfigurationWrong([.. known.Errors.Select(ConfigurationProblem.Of)]);
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path)
            ? Directory.EnumerateFiles(path).Where(Scaffolding.Reads)
            : File.Exists(path) ? [path] : throw new UsageWrong("There is no such file", path);

    private static string NameOf(string folder) => Scaffolding.NameOf(folder) is { Length: > 0 } name ? name : "system";

    private static List<string> Write(string folder, string system, Scaffolded draft, bool force)
    {
        var files = draft.CodeLists.ToDictionary(c => Path.Combine(folder, "code-lists", c.Key), c => c.Value);
        files[Path.Combine(folder, "systems", $"{system}.yaml")] = draft.SystemFile;
        if (!force && files.Keys.FirstOrDefault(File.Exists) is { } there)
        {
            throw new UsageWrong("The file is there already", there, next: "Name another system with --system, another folder with -o, or write over it with --force.");
        }
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        return [.. files.Keys.Order(StringComparer.Ordinal)];
    }

    private static void Show(IAnsiConsole console, Scaffolded draft, List<string> written)
    {
        var table = Terminal.Table([("file", false), ("taken for", false), ("sure", true), ("fields", true), ("must be there and is not found", false), ("to look at", false)]);
        foreach (var t in draft.Tables)
        {
            table.AddRow(
                new Text($"{t.File}{(t.Sheet is { } sheet ? $", {sheet}" : "")}{(t.Files > 1 ? $" (+{t.Files - 1})" : "")}"),
                new Text(t.Subject ?? "nothing"),
                new Text($"{t.Confidence:P0}"),
                new Text(t.Found == 0 ? "" : $"{t.Found}"),
                new Text(string.Join(", ", t.Missing)),
                new Text(string.Join(", ", t.Doubtful)));
        }
        console.Write(table);
        foreach (var t in draft.Tables)
        {
            foreach (var change in t.Changes)
            {
                console.Line($"{t.Subject ?? t.File}: {(change.IsAsked ? "? " : "")}{change}");
            }
        }
        written.ForEach(f => console.Line($"wrote {f}"));
        console.Line($"Read the lines marked ? in it, then: qdc check");
    }
}
