using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Scaffold;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Quality;

/// <summary>Why files that were dropped in were not looked into.</summary>
public enum DraftFault
{
    /// <summary>There is no file, or none of the kinds that are read.</summary>
    NoFile,

    /// <summary>Two files have one name, or they are too many.</summary>
    TooMany,

    /// <summary>A file cannot be read.</summary>
    Unreadable,
}

/// <summary>What was drafted from files that somebody dropped in.</summary>
/// <param name="System">The system's name.</param>
/// <param name="Draft">The draft; null where there is a fault.</param>
/// <param name="Fault">Why there is none; null when there is one.</param>
/// <param name="Problem">What is wrong with a file that cannot be read.</param>
public sealed record DraftAnswer(string System, Scaffolded? Draft, DraftFault? Fault = null, Problem? Problem = null);

/// <summary>Drafts the description of a system from files dropped into the portal, as <c>qdc scaffold</c> does. They lie in a folder that only this process may read, for as long as that takes.</summary>
internal static class NewSystem
{
    /// <summary>The most bytes of all files together.</summary>
    public const long MostBytes = 48 << 20;

    private const int MostFiles = 60;

    /// <summary>The draft.</summary>
    /// <param name="name">The system's name, as somebody typed it.</param>
    /// <param name="files">The files.</param>
    /// <param name="jobs">What is described already.</param>
    public static DraftAnswer Draft(string? name, IFormFileCollection files, JobSet jobs)
    {
        var system = Named(name);
        var given = files.Where(f => f.Length > 0 && Scaffolding.Reads(f.FileName)).ToList();
        if (given.Count == 0)
        {
            return new(system, null, DraftFault.NoFile);
        }
        if (given.Count > MostFiles || given.DistinctBy(f => NameOf(f), StringComparer.OrdinalIgnoreCase).Count() < given.Count)
        {
            return new(system, null, DraftFault.TooMany);
        }
        var folder = Directory.CreateTempSubdirectory("qdc-draft-").FullName;
        try
        {
            foreach (var file in given)
            {
                using var to = new FileStream(Path.Combine(folder, NameOf(file)), FileMode.CreateNew);
                file.CopyTo(to);
            }
            return new(system, Scaffolding.Draft(system, Directory.EnumerateFiles(folder), jobs));
        }
        catch (QdcException e)
        {
            return new(system, null, DraftFault.Unreadable, e.Problem);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The draft as the folder of declarative files has it.</summary>
    public static byte[] Zip(DraftAnswer answer)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in answer.Draft!.CodeLists.Select(c => ($"code-lists/{c.Key}", c.Value)).Prepend(($"systems/{answer.System}.yaml", answer.Draft.SystemFile)))
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return bytes.ToArray();
    }

    /// <summary>A file's own name: browsers may send folders along, and nobody else is to be trusted.</summary>
    private static string NameOf(IFormFile file) => file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..].TrimStart('.').Replace('\0', '_');

    private static string Named(string? name)
    {
        var kept = Scaffolding.NameOf(name ?? "");
        return kept.Length is > 0 and <= 40 ? kept : "nou-sistema";
    }
}
