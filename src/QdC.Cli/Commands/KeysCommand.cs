using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Warehouse;

namespace QdC.Cli.Commands;

/// <summary><c>qdc keys</c>: the areas' master keys.</summary>
internal sealed class KeysCommand : QdcCommand
{
    public KeysCommand()
        : base("keys", "The areas' master keys, from which pseudonyms and encryption come.", "qdc keys create tarragona", "qdc keys rotate tarragona")
    {
        Subcommands.Add(new KeysCreateCommand());
        Subcommands.Add(new KeysRotateCommand());
        Subcommands.Add(new KeysDestroyCommand());
    }
}

/// <summary><c>qdc keys create</c>: make the keys that are missing.</summary>
internal sealed class KeysCreateCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = new("AREA") { Description = "Areas", Arity = ArgumentArity.OneOrMore };

    public KeysCreateCommand()
        : base(
            "create",
            "Create the master key of areas that have none, readable by you only. Never over a key that is there: keep a copy outside this machine. `network` is the key by which the network counts a person once who is attended in several areas; without it no area's persons can be told in another.",
            "qdc keys create tarragona la-noguera",
            "qdc keys create network"
        )
    {
        Arguments.Add(_areas);
        Does((context, parsed) =>
        {
            var created = Create(context, parsed.GetValue(_areas)!.Select(name => name == NetworkKey.Name ? name : context.Workspace.Area(name).Area));
            return context.Give(created, console => created.ForEach(key => console.Line(key.ToString(), key.File is null ? null : "green")));
        });
    }

    /// <summary>Creates the missing keys.</summary>
    public static List<CreatedKey> Create(CommandContext context, IEnumerable<string> areas) =>
        [
            .. areas.Select(area =>
            {
                var code = AreaCode.Parse(area);
                if (AreaKeys.Exist(code))
                {
                    return new CreatedKey(area, null);
                }
                using (var log = context.OpenLog(area))
                {
                    if (log is not null && log.Runs(1).Count > 0)
                    {
                        throw new KeyLost(area, context.Home.Root);
                    }
                }
                return new CreatedKey(area, AreaKeys.Create(code));
            }),
        ];
}

/// <summary>A key that was made, or was there.</summary>
/// <param name="Area">The area.</param>
/// <param name="File">The new file; null when there was a key already.</param>
internal sealed record CreatedKey(string Area, string? File)
{
    public override string ToString() => File is null ? $"{Area}: has its key already" : $"✓ {Area}: {File} — keep a copy outside this machine";
}

/// <summary>An area that has data has no key any more.</summary>
internal sealed class KeyLost(string area, string home)
    : TerminalException(new Problem(
        "The area has data already, made with a key that is not there; a new key cannot read them",
        Where: $"{area} in {home}",
        NextStep: "Put the old key back from where its copy is kept. Only to begin anew, remove the area's store and landing first."));
