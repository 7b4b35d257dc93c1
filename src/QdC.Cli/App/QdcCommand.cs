using System.CommandLine;
using System.CommandLine.Invocation;

namespace QdC.Cli.App;

/// <summary>A command with examples for its help, and one way to run and to fail.</summary>
internal abstract class QdcCommand : Command
{
    protected QdcCommand(string name, string description, params string[] examples)
        : base(name, description) => Examples = examples;

    /// <summary>Command lines a reader can copy.</summary>
    public IReadOnlyList<string> Examples { get; }

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
    protected void Does(Func<CommandContext, ParseResult, int> act) => Does((context, parsed, _) => Task.FromResult(act(context, parsed)));
}
