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
        if (parseResult.CommandResult.Command is QdcCommand asked)
        {
            asked.TellAll();
        }
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is RootCommand)
        {
            output.WriteLine("Begin with:");
            output.WriteLine("  qdc demo --no-serve");
            output.WriteLine();
            output.WriteLine("Exit codes:");
            output.WriteLine("  0 done, 1 failed, 2 done with rejects or changes found, 3 configuration wrong");
            output.WriteLine();
        }
        if (parseResult.CommandResult.Command is QdcCommand { Examples: { Count: > 0 } examples })
        {
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
