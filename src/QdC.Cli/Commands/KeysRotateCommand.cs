using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Warehouse;

namespace QdC.Cli.Commands;

/// <summary><c>qdc keys rotate</c>: a new master key for an area.</summary>
internal sealed class KeysRotateCommand : QdcCommand
{
    private readonly Argument<string> _area = Shared.Area();

    public KeysRotateCommand()
        : base(
            "rotate",
            "Make a new master key for an area and write its landed files and identities anew under it. Pseudonyms and figures do not change. Interrupted at any moment, everything can be read, and the same command goes on. The old key stays: backups made before need it.",
            "qdc keys rotate tarragona --home /srv/qdc"
        )
    {
        Arguments.Add(_area);
        Does((context, parsed, cancel) => Rotate(context, context.Workspace.Area(parsed.GetValue(_area)!).Area, cancel));
    }

    private static int Rotate(CommandContext context, string area, CancellationToken cancel)
    {
        var rotation = new KeyRotation(context.Home, AreaCode.Parse(area), context.Clock, context.Step);
        var done = rotation.Run(cancel: cancel);
        return context.Give(
            done,
            console =>
            {
                console.Line($"✓ {area}: key {done.New} is in use now ({done.Origin}){(done.Resumed ? "; an interrupted rotation was ended" : "")} — keep a copy outside this machine", "green");
                console.Line($"  {done.LandedFiles} landed files and {done.Identities} identities written anew; pseudonyms are what they were");
                console.Line($"  key {done.Old} is needed only for backups made before. When none is kept any more: `qdc keys destroy {area} {done.Old}`");
            }
        );
    }
}

/// <summary><c>qdc keys destroy</c>: a key that nothing needs any more.</summary>
internal sealed class KeysDestroyCommand : QdcCommand
{
    private readonly Argument<string> _area = Shared.Area();
    private readonly Argument<string> _key = new("FINGERPRINT") { Description = "The key's fingerprint, 16 hex characters" };

    public KeysDestroyCommand()
        : base(
            "destroy",
            "Overwrite and remove a master key that an area came from by rotation. Refuses a key that the area's data need. Backups made with it cannot be read any more.",
            "qdc keys destroy tarragona 0123456789abcdef --home /srv/qdc"
        )
    {
        Arguments.Add(_area);
        Arguments.Add(_key);
        Does((context, parsed) =>
        {
            var area = context.Workspace.Area(parsed.GetValue(_area)!).Area;
            using var log = context.OpenLog(area) ?? throw new UsageWrong("The area has no ledger here, so nobody knows which keys its data need", area, next: "Name the home with --home DIR.");
            var file = AreaKeys.Destroy(log, parsed.GetValue(_key)!);
            return context.Give(new { Area = area, File = file }, console => console.Line($"✓ {area}: {file} is destroyed", "green"));
        });
    }
}
