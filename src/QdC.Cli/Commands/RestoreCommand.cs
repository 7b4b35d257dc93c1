using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Warehouse;

namespace QdC.Cli.Commands;

/// <summary><c>qdc restore</c>: put a backup back.</summary>
internal sealed class RestoreCommand : QdcCommand
{
    private readonly Argument<string?> _folder = new("DIR") { Description = "The backup's folder", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _replace = new("--replace") { Description = "Replace areas that are there; those the backup does not hold stay as they are" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Only end a restore that was interrupted" };

    public RestoreCommand()
        : base(
            "restore",
            "Put a backup back. Every file is proven by its hash before anything is replaced; each area changes at once. Refuses a home that holds data, unless told to replace them.",
            "qdc restore /mnt/backups/2026-01-31 --home /srv/qdc-new",
            "qdc restore /mnt/backups/2026-01-31 --home /srv/qdc --replace",
            "qdc restore --resume --home /srv/qdc"
        )
    {
        Arguments.Add(_folder);
        Options.Add(_replace);
        Options.Add(_resume);
        Does(Restore);
    }

    private int Restore(CommandContext context, ParseResult parsed, CancellationToken cancel)
    {
        var (folder, resume) = (parsed.GetValue(_folder), parsed.GetValue(_resume));
        var restore = new HomeRestore(context.Home, context.Clock, context.Step);
        if (resume)
        {
            return folder is null ? Resume(context, restore) : throw new UsageWrong("--resume ends a restore that was interrupted, and takes no backup", folder);
        }
        var backup = restore.Restore(folder ?? throw new UsageWrong("Which backup?", next: "Name its folder: `qdc restore DIR`."), parsed.GetValue(_replace), cancel: cancel);
        return context.Give(
            new { Home = context.Home.Root, backup.MadeAt, Areas = BackupText.Of(backup), Files = backup.All.Count(), Bytes = backup.All.Sum(f => f.Bytes) },
            console =>
            {
                console.Line($"✓ {context.Home.Root}: {BackupText.Size(backup.All)}, as they were on {backup.MadeAt:yyyy-MM-dd HH:mm}", "green");
                BackupText.Write(console, backup, area => BackupText.KeyHere(area) ? "its key is here" : $"needs key {string.Join(" and ", area.Keys)}, which is not here: put it back before the next run");
                console.Line("Look at it with `qdc doctor`.");
            }
        );
    }

    private static int Resume(CommandContext context, HomeRestore restore)
    {
        var areas = restore.Resume().Select(a => a.Value).ToList();
        return context.Give(
            new { Home = context.Home.Root, Resumed = areas },
            console => console.Line(areas.Count == 0 ? "No restore was interrupted" : $"✓ ended for {string.Join(", ", areas)}", areas.Count == 0 ? null : "green")
        );
    }
}
