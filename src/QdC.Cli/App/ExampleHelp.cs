using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace QdC.Cli.App;

/// <summary>The help of System.CommandLine with the command's examples below it.</summary>
internal sealed class ExampleHelp(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is QdcCommand { Examples: { Count: > 0 } examples })
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {example}");
            }
            output.WriteLine();
        }
        return code;
    }

    /// <summary>Puts the examples below the help of every command.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            var help = (HelpAction)option.Action!;
            help.MaxWidth = Console.IsOutputRedirected ? 110 : Math.Clamp(Console.WindowWidth, 60, 110);
            option.Action = new ExampleHelp(help);
        }
    }
}
