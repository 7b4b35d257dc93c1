using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.SentBack;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Quality;

/// <summary>Why a file that was dropped in was not even looked into, or could not be put where runs find it.</summary>
public enum ReturnFault
{
    /// <summary>There is no file.</summary>
    NoFile,

    /// <summary>Its name does not end in .xlsx.</summary>
    NoWorkbook,

    /// <summary>It is too big.</summary>
    TooBig,

    /// <summary>The area has no run yet, so nothing was ever sent.</summary>
    NoRun,

    /// <summary>The folder of the source is not there or may not be written to.</summary>
    NotWritten,
}

/// <summary>What became of a workbook that was dropped in.</summary>
/// <param name="Fault">Why it was not looked into; null when it was.</param>
/// <param name="Check">What the next run takes of it.</param>
/// <param name="File">The name it lies under for the next run; null when nothing of it is used.</param>
public sealed record ReturnAnswer(ReturnFault? Fault, SentBackCheck? Check = null, string? File = null)
{
    /// <summary>How many values the next run takes.</summary>
    public int Values => Check?.Parts.Sum(p => p.Values) ?? 0;

    /// <summary>What is noted of it.</summary>
    internal string Detail => Fault is { } fault ? $"{fault}" : $"{File ?? "not kept"}: {Values} values taken, not used: {string.Join(", ", Check!.Unused.Select(u => $"{u.Why}").Distinct().DefaultIfEmpty("none"))}";
}

/// <summary>Takes a workbook of findings that came back through the portal, and puts it into the folder in which <c>qdc run</c> looks for it.</summary>
internal sealed class WorkbookReturn(AreaFile area, JobSet jobs, QdcHome home, TimeProvider clock)
{
    /// <summary>Takes a file. Its values are in no message, and it is kept nowhere but in the council's own folder.</summary>
    public ReturnAnswer Take(IFormFile? file)
    {
        if (file is null || file.Length == 0)
        {
            return new(ReturnFault.NoFile);
        }
        if (!file.FileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
        {
            return new(ReturnFault.NoWorkbook);
        }
        if (file.Length > QualityRoutes.MostBytes)
        {
            return new(ReturnFault.TooBig);
        }
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(area.Area), clock);
        if (log is null)
        {
            return new(ReturnFault.NoRun);
        }
        var sources = area.Sources.Where(s => Directory.Exists(s.Folder)).ToList();
        if (sources.Count == 0)
        {
            return new(ReturnFault.NotWritten);
        }
        // A hidden name: a run that looks meanwhile does not see it.
        var part = Path.Combine(sources[0].Folder, $".{Guid.NewGuid():N}.part");
        try
        {
            using (var to = new FileStream(part, FileMode.CreateNew))
            {
                file.CopyTo(to);
            }
            var check = SentBackCheck.Look(area, jobs, log, part);
            if (check.Parts.Count == 0)
            {
                return new(null, check);
            }
            var folder = (sources.Find(s => s.System == check.Parts[0].System) ?? sources[0]).Folder;
            var name = string.Create(CultureInfo.InvariantCulture, $"corrections_{area.Area}_{clock.GetUtcNow():yyyyMMdd}_{Hash(part)}.xlsx");
            File.Move(part, Path.Combine(folder, name), overwrite: true);
            return new(null, check, name);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static string Hash(string path)
    {
        using var bytes = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 4));
    }
}
