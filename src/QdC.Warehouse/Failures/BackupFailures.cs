namespace QdC.Warehouse;

/// <summary>A backup cannot be written to the folder.</summary>
public sealed class BackupFolderTaken(string folder, string what)
    : TerminalException(new Problem(
        what,
        Where: folder,
        Allowed: "a folder that is not there or is empty, outside what is backed up",
        NextStep: "Name another folder; one a day, such as backups/2026-01-31, can be kept as long as it is wanted."));

/// <summary>There is no finished backup in the folder.</summary>
public sealed class BackupMissing(string folder)
    : TerminalException(new Problem(
        "There is no finished backup in the folder",
        Where: folder,
        Allowed: $"a folder in which `qdc backup` wrote its {BackupManifest.FileName} and {BackupManifest.HashFileName}, which it does last",
        NextStep: "Name the folder that `qdc backup` was given, or another backup."));

/// <summary>A backup is not what it was when it was made; nothing was restored from it.</summary>
public sealed class BackupDamaged : TerminalException
{
    private const int Named = 5;

    /// <summary>The files of a backup that are not what they were.</summary>
    public BackupDamaged(string folder, IReadOnlyList<DamagedFile> files)
        : base(new Problem(
            files.Count == 1 ? "A file of the backup is not what it was when it was made" : $"{files.Count} files of the backup are not what they were when it was made",
            Where: folder,
            Received: string.Join(", ", files.Take(Named).Select(f => $"{f.Path} ({f.What})")) + (files.Count > Named ? $" and {files.Count - Named} more" : ""),
            NextStep: "Use another backup: from this one nothing is restored."))
    {
    }
}

/// <summary>A file of a backup that is not what it was.</summary>
/// <param name="Path">As the manifest writes it.</param>
/// <param name="What">What is wrong with it.</param>
public sealed record DamagedFile(string Path, string What);

/// <summary>A restore would replace what is there.</summary>
public sealed class HomeNotEmpty(string home, IReadOnlyList<string> there)
    : TerminalException(new Problem(
        "The home holds data already; nothing was restored",
        Where: home,
        Received: string.Join(", ", there),
        NextStep: "Restore to an empty home with --home DIR, or replace what is there with --replace (areas that the backup does not hold stay as they are)."));

/// <summary>A restore of the area was interrupted between its old and its new files.</summary>
public sealed class RestoreUnfinished(AreaCode area)
    : TerminalException(new Problem(
        "A restore of the area was interrupted; until it has ended nothing may write to it",
        Where: area.Value,
        NextStep: "End it with `qdc restore --resume`."));

/// <summary>Another process restores to the same home.</summary>
public sealed class HomeBusy(string home)
    : TransientException(new Problem("Another process restores to the home", Where: home, NextStep: "Wait until it has ended."));

/// <summary>While an area's files were copied its key began to be rotated, or a person was erased: what was copied does not fit together.</summary>
public sealed class BackupOvertaken(AreaCode area)
    : TransientException(new Problem(
        "The area's key was rotated or a person was erased while its files were copied; the backup is none",
        Where: area.Value,
        NextStep: "Remove the folder, and back up again to another when that has ended."));
