using System.CommandLine;
using QdC.Cli.Showing;
using QdC.Pipeline.Jobs;
using QdC.Portal.Settings;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.App;

/// <summary>What a command is given: where things are, where to write, what time it is.</summary>
internal sealed class CommandContext
{
    private readonly string? _home;

    private readonly ParseResult _parsed;

    private CommandContext(ParseResult parsed)
    {
        _parsed = parsed;
        _home = parsed.GetValue(GlobalOptions.Home);
        JobsFolder = Path.GetFullPath(parsed.GetValue(GlobalOptions.Jobs) ?? "etl-jobs");
        Json = parsed.GetValue(GlobalOptions.Json);
        Verbose = parsed.GetValue(GlobalOptions.Verbose);
        Output = parsed.InvocationConfiguration.Output;
        Out = Terminal.Of(Output, Console.IsOutputRedirected);
        Error = Terminal.Of(parsed.InvocationConfiguration.Error, Console.IsErrorRedirected);
        Home = HomeAt(_home ?? Environment.CurrentDirectory);
    }

    /// <summary>Where the stores are.</summary>
    public QdcHome Home { get; private init; }

    /// <summary>The full path of the declarative files.</summary>
    public string JobsFolder { get; private init; }

    /// <summary>True when one JSON document is wanted and nothing else.</summary>
    public bool Json { get; }

    /// <summary>True when every step is to be told.</summary>
    public bool Verbose { get; }

    /// <summary>Tells a step on standard error; null when they are not to be told.</summary>
    public Action<string>? Step => Verbose ? step => Error.Line(step, "dim") : null;

    /// <summary>Standard output as it is.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard output for people.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Standard error for people: progress and failures.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; } = TimeProvider.System;

    /// <summary>Who runs the command, for decisions.</summary>
    public string User { get; } = Environment.UserName;

    /// <summary>The declarative files, read once.</summary>
    public Workspace Workspace => field ??= Workspace.Load(JobsFolder);

    /// <summary>The areas named or, when none is, all that do not run on request only and do not await their files.</summary>
    public IReadOnlyList<AreaFile> Areas(IReadOnlyCollection<string>? names) =>
        names is { Count: > 0 } || Awaiting.Count == 0 ? Workspace.Select(names) : [.. Workspace.Select(null).Except(Awaiting)];

    /// <summary>The areas to be asked: those named or, when none is, those that have a version; and those left out for having none. All, where none has one.</summary>
    public (IReadOnlyList<AreaFile> Asked, IReadOnlyList<AreaFile> Without) Served(IReadOnlyCollection<string> names)
    {
        var areas = Workspace.Select(names);
        var served = areas.Where(a => names.Count > 0 || Store(a.Area).Current is not null).ToList();
        return served.Count == 0 ? (areas, []) : (served, [.. areas.Except(served)]);
    }

    /// <summary>Areas that are declared and of which nothing is here, neither a folder of files nor a store. None, where that is so of all: then the folders are wrong.</summary>
    public IReadOnlyList<AreaFile> Awaiting => field ??= Awaits(Workspace.Select(null));

    private List<AreaFile> Awaits(IReadOnlyList<AreaFile> areas)
    {
        var awaiting = areas.Where(a => a.Awaits(Home)).ToList();
        return awaiting.Count == areas.Count ? [] : awaiting;
    }

    /// <summary>The context of a parsed command line.</summary>
    public static CommandContext Of(ParseResult parsed) => new(parsed);

    /// <summary>The same context with another home unless one was given.</summary>
    public CommandContext WithDefaultHome(ParseResult parsed, string folder) => _home is null ? new(parsed) { Home = HomeAt(folder) } : this;

    private static QdcHome HomeAt(string folder) => new(folder) { Shared = SharedOperations.Of(folder) };

    /// <summary>The same home with other declarative files.</summary>
    public CommandContext On(string jobsFolder) => new(_parsed) { Home = Home, JobsFolder = Path.GetFullPath(jobsFolder) };

    /// <summary>Gives a result: the document where JSON is wanted, else what is written for people.</summary>
    public int Give(object document, Action<IAnsiConsole> forPeople, int exitCode = ExitCode.Done)
    {
        if (Json)
        {
            JsonText.Write(Output, document);
        }
        else
        {
            forPeople(Out);
        }
        return exitCode;
    }

    /// <summary>Opens an area's log for reading; null when the area has none here.</summary>
    public AreaLog? OpenLog(string area) => AreaLog.OpenRead(Home, AreaCode.Parse(area), Clock);

    /// <summary>The area's store.</summary>
    public AreaStore Store(string area) => new(Home, AreaCode.Parse(area), Clock);
}
