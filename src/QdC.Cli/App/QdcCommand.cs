using System.CommandLine;
using System.CommandLine.Invocation;

namespace QdC.Cli.App;

/// <summary>A command with examples for its help, and one way to run and to fail.</summary>
internal abstract class QdcCommand : Command
{
    private readonly string _description;

    protected QdcCommand(string name, string description, params string[] examples)
        : base(name, FirstSentence(description))
    {
        Examples = examples;
        _description = description;
    }

    /// <summary>Command lines a reader can copy.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Puts the whole description into the command's own help; lists of commands show its first sentence.</summary>
    public void TellAll() => Description = _description;

    /// <summary>What the command does.</summary>
    protected void Does(Func<CommandContext, ParseResult, CancellationToken, Task<int>> act) =>
        SetAction(
            async (parsed, cancel) =>
            {
                var context = CommandContext.Of(parsed);
                try
                {
                    return await act(context, parsed, cancel);
                }
                catch (Exception e)
                {
                    return Failure.Tell(context, e, cancel);
                }
            }
        );

    /// <inheritdoc cref="Does(Func{CommandContext, ParseResult, CancellationToken, Task{int}})"/>
    protected void Does(Func<CommandContext, ParseResult, CancellationToken, int> act) => Does((context, parsed, cancel) => Task.FromResult(act(context, parsed, cancel)));

    /// <inheritdoc cref="Does(Func{CommandContext, ParseResult, CancellationToken, Task{int}})"/>
    protected void Does(Func<CommandContext, ParseResult, int> act) => Does((context, parsed, _) => act(context, parsed));

    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..end] : text.TrimEnd('.');
}
