using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Warehouse;

namespace QdC.Cli.Commands;

/// <summary><c>qdc backup</c>: everything that cannot be made again, proven by content hash.</summary>
internal sealed class BackupCommand : QdcCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The backup's folder; a new one each time" };
    private readonly Option<bool> _verify = new("--verify") { Description = "Read a backup that is there and say whether it is what it was; write nothing" };

    public BackupCommand()
        : base(
            "backup",
            "Copy everything of the home that cannot be made again: versions, ledger, landed files, identities. Runs may go on meanwhile. The keys are not in it: keep them elsewhere; the backup says which one each area needs.",
            "qdc backup /mnt/backups/2026-01-31 --home /srv/qdc",
            "qdc backup /mnt/backups/2026-01-31 --verify"
        )
    {
        Arguments.Add(_folder);
        Options.Add(_verify);
        Does(Back);
    }

    private int Back(CommandContext context, ParseResult parsed)
    {
        var (folder, verify) = (Path.GetFullPath(parsed.GetValue(_folder)!), parsed.GetValue(_verify));
        var backup = verify ? BackupCheck.Run(folder, context.Step) : new HomeBackup(context.Home, context.Clock, context.Step).Write(folder);
        return context.Give(
            new { Folder = folder, Verified = true, backup.MadeAt, Areas = BackupText.Of(backup), Files = backup.All.Count(), Bytes = backup.All.Sum(f => f.Bytes) },
            console =>
            {
                console.Line($"✓ {folder}: {BackupText.Size(backup.All)}, {(verify ? $"as they were on {backup.MadeAt:yyyy-MM-dd HH:mm}" : "written, read again and found the same")}", "green");
                BackupText.Write(console, backup, area => $"needs key {string.Join(" and ", area.Keys)}");
                console.Line("The keys are not in it: keep copies of them in another place. The declarative files are not either: they belong in version control.");
            }
        );
    }
}
