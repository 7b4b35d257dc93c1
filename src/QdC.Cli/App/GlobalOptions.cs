using System.CommandLine;

namespace QdC.Cli.App;

/// <summary>The options that every command takes.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Home = new("--home")
    {
        Description = "Folder that holds stores, ledger and landed files [default: the working folder]",
        HelpName = "DIR",
        Recursive = true,
        Validators =
        {
            given =>
            {
                if (given.Tokens is [var folder] && File.Exists(folder.Value))
                {
                    given.AddError($"--home takes a folder, and '{folder.Value}' is a file.");
                }
            },
        },
    };

    public static readonly Option<string?> Jobs = new("--jobs")
    {
        Description = "Folder of the declarative files [default: etl-jobs in the working folder]",
        HelpName = "DIR",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json") { Description = "One JSON document on standard output, nothing else", Recursive = true };

    public static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "Say every step on standard error", Recursive = true };

    public static IEnumerable<Option> All => [Home, Jobs, Json, Verbose];
}
