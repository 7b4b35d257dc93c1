using QdC.Cli.Showing;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.App;

/// <summary>Tells a failure: its facts when they are ours, else its type only, because a foreign message may quote data.</summary>
internal static class Failure
{
    /// <summary>Writes the failure and gives back the exit code.</summary>
    public static int Tell(CommandContext context, Exception e, CancellationToken cancel)
    {
        var code = CodeOf(e);
        if (context.Json)
        {
            JsonText.Write(
                context.Output,
                new
                {
                    Error = Facts.Of(e, cancel),
                    Problems = (e as ConfigurationWrong)?.Problems,
                    ExitCode = code,
                }
            );
            return code;
        }
        if (e is ConfigurationWrong wrong)
        {
            ConfigurationText.Write(context.Error, wrong.Problems, "red");
        }
        Facts.Of(e, cancel).Write(context.Error);
        return code;
    }

    /// <summary>The exit code of a failure.</summary>
    public static int CodeOf(Exception e) => e is ConfigurationWrong or SettingException ? ExitCode.Configuration : ExitCode.Failed;
}

/// <summary>The facts of a failure, to be shown or sent to the process that waits for them.</summary>
/// <param name="Kind">The type of the failure.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Where">Where.</param>
/// <param name="Received">What was found.</param>
/// <param name="Allowed">What would have been right.</param>
/// <param name="Next">What to do now.</param>
internal sealed record Facts(string Kind, string What, string? Where, string? Received, string? Allowed, string? Next)
{
    /// <summary>True for a failure that may pass by itself.</summary>
    public bool IsTransient { get; private init; }

    /// <summary>The facts of an exception.</summary>
    public static Facts Of(Exception e, CancellationToken cancel = default) =>
        DiskFull.Behind(e) switch
        {
            QdcException { Problem: var p } ours => new(ours.GetType().Name, p.What, p.Where, p.Received, p.Allowed, p.NextStep) { IsTransient = ours is TransientException },
            OperationCanceledException when cancel.IsCancellationRequested => new("Stopped", "Stopped; what was served before is served still", null, null, null, null),
            UnauthorizedAccessException => new(e.GetType().Name, "A file or folder cannot be opened with this user's rights", null, null, null, "Look at the rights of --home and of the sources with `qdc doctor`."),
            _ => new(e.GetType().Name, $"The program failed ({Kinds(e)})", null, null, null, "Nothing that is served has changed. Look at `qdc runs` and `qdc doctor`; report the kind of failure if it comes again."),
        };

    /// <summary>Writes the facts, one to a line.</summary>
    public void Write(IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[red]✗[/] [bold]{What}[/]");
        Fact(console, "where", Where);
        Fact(console, "received", Received);
        Fact(console, "allowed", Allowed);
        Fact(console, "next", Next);
    }

    private static string Kinds(Exception e) => e.InnerException is null ? e.GetType().Name : $"{e.GetType().Name}: {Kinds(e.InnerException)}";

    private static void Fact(IAnsiConsole console, string name, string? fact)
    {
        if (fact is not null)
        {
            console.Write(new Padder(new Grid().AddColumn(new GridColumn { Width = 8, Padding = new Padding(0, 0, 1, 0) }).AddColumn(new GridColumn { Padding = new Padding(0) }).AddRow(new Markup($"[dim]{name}[/]"), new Text(fact)), new Padding(2, 0, 0, 0)));
        }
    }
}
