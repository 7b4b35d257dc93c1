using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using QdC.Cli.Showing;
using QdC.Pipeline.Query;
using QdC.Warehouse;

namespace QdC.Cli.App;

/// <summary>A command line that cannot be understood, told as every other failure is: what, received, allowed, next.</summary>
internal static class Misuse
{
    /// <summary>Everything wrong with a command line; empty when it is understood or asks for help.</summary>
    public static IReadOnlyList<QdcException> Of(ParseResult parsed)
    {
        if (parsed.Action is ExampleHelp)
        {
            return [];
        }
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var first, ..] && !IsOption(first) && command.Subcommands.Count > 0)
        {
            return [new UnknownName("command", first, [.. command.Subcommands.Select(c => c.Name)])];
        }
        var options = parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).Where(t => t.Type == TokenType.Argument && IsOption(t.Value)).Select(t => t.Value).ToList();
        return options.Count > 0
            ? [.. options.Select(o => new UnknownName("option", o, [.. command.Options.Concat(GlobalOptions.All).Where(known => !known.Hidden).Select(known => known.Name)], command.Name))]
            : [.. parsed.Errors.Select(Wrong)];
    }

    /// <summary>Tells it and gives back the exit code.</summary>
    public static int Tell(ParseResult parsed, IReadOnlyList<QdcException> wrong, InvocationConfiguration configuration)
    {
        var facts = wrong.Select(e => Facts.Of(e)).ToList();
        if (parsed.GetResult(GlobalOptions.Json) is { Implicit: false })
        {
            JsonText.Write(configuration.Output, new { Error = facts[0], Problems = facts.Skip(1), ExitCode = ExitCode.Failed });
            return ExitCode.Failed;
        }
        var error = Terminal.Of(configuration.Error, Console.IsErrorRedirected);
        facts.ForEach(f => f.Write(error));
        error.Line($"See `{Path(parsed.CommandResult)} --help`.");
        return ExitCode.Failed;
    }

    private static UsageWrong Wrong(ParseError error)
    {
        if (!error.Message.StartsWith("Cannot parse argument", StringComparison.Ordinal) || error.SymbolResult is not { Tokens: [var token, ..] } symbol)
        {
            return new UsageWrong(string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }
        var (name, type) = symbol switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType),
            ArgumentResult { Parent: OptionResult option } => (option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => (argument.Argument.Name, argument.Argument.ValueType),
            _ => ("the command", typeof(int)),
        };
        return new UsageWrong($"{name} takes a number", token.Value, type == typeof(double) ? "a number, with a point for decimals" : "a whole number");
    }

    private static bool IsOption(string token) => token.StartsWith("--", StringComparison.Ordinal);

    private static string Path(CommandResult command) => command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "qdc";
}
