using System.Globalization;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Showing;

/// <summary>Tells what a backup holds.</summary>
internal static class BackupText
{
    /// <summary>The areas, for documents.</summary>
    public static IEnumerable<object> Of(BackupManifest backup) =>
        backup.Areas.Select(a => new { a.Area, a.Version, Files = a.Files.Count, Bytes = a.Files.Sum(f => f.Bytes), a.Keys, KeyHere = KeyHere(a) });

    /// <summary>True when every key that the area's data need is on this machine.</summary>
    public static bool KeyHere(BackupArea area)
    {
        try
        {
            return area.Keys.All(AreaKeys.Fingerprints(AreaCode.Parse(area.Area)).Contains);
        }
        catch (KeyUnusable)
        {
            return false; // `qdc doctor` says why
        }
    }

    /// <summary>One line an area, with what is to be said of its key.</summary>
    public static void Write(IAnsiConsole console, BackupManifest backup, Func<BackupArea, string> key)
    {
        foreach (var area in backup.Areas)
        {
            console.Line($"  {area.Area}: {(area.Version is { } version ? $"version {version}" : "no version")}, {Size(area.Files)}{(area.Keys.Count == 0 ? "" : "; " + key(area))}");
        }
    }

    /// <summary>How many files of how many megabytes.</summary>
    public static string Size(IEnumerable<BackupFile> files)
    {
        var all = files.ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{all.Count} files, {all.Sum(f => f.Bytes) / 1e6:0.0} MB");
    }
}
