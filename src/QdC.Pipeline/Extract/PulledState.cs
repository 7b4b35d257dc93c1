using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Extract;

/// <summary>A column of an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds: text, number, moment, flag or bytes.</param>
internal sealed record AnswerColumn(string Name, string Kind);

/// <summary>What the last pull of an extract knew, beside its file in the source's folder: enough to ask only for what changed since. It holds no row.</summary>
/// <param name="Question">Hash of what was asked and how it was written: another question begins anew.</param>
/// <param name="File">The file that was written.</param>
/// <param name="FileHash">Its SHA-256.</param>
/// <param name="Columns">The answer's columns.</param>
/// <param name="High">The highest watermark seen; null when there was none.</param>
/// <param name="ReconciledOn">The day its keys were last compared with the source's.</param>
/// <param name="Accepted">The accepted changes that are in it: one that comes again later is decided anew.</param>
internal sealed record PulledState(string Question, string File, string FileHash, IReadOnlyList<AnswerColumn> Columns, string? High, DateOnly ReconciledOn, IReadOnlyList<long>? Accepted = null)
{
    /// <summary>The state of the same question; null when there is none.</summary>
    public static PulledState? Read(SourceFile source, ExtractDefinition extract, string question)
    {
        try
        {
            var state = JsonSerializer.Deserialize<PulledState>(System.IO.File.ReadAllText(PathOf(source, extract)));
            return state?.Question == question ? state : null;
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps it, at once.</summary>
    public void Keep(SourceFile source, ExtractDefinition extract)
    {
        var path = PathOf(source, extract);
        using (var part = OwnFile.Create(path + ".part"))
        {
            JsonSerializer.Serialize(part, this);
        }
        System.IO.File.Move(path + ".part", path, overwrite: true);
    }

    /// <summary>True while its file is as it was written.</summary>
    public bool IsThere(SourceFile source) => Path.Combine(source.Folder, File) is var path && System.IO.File.Exists(path) && HashOf(path) == FileHash;

    /// <summary>The hash of a question: the statement, and the form the answer is written in.</summary>
    public static string QuestionOf(string query, AskedExtract asked, ExtractDefinition extract) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { query, asked.Watermark, extract.File, extract.Csv, extract.Key }))));

    /// <summary>The hash of a file.</summary>
    public static string HashOf(string path)
    {
        using var file = System.IO.File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static string PathOf(SourceFile source, ExtractDefinition extract) => Path.Combine(source.Folder, $".{extract.Name}.pulled"); // a hidden file is no delivery
}

/// <summary>Files that their owner alone can read.</summary>
internal static class OwnFile
{
    /// <summary>Creates one, or replaces what is there.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new FileStream(path, options);
    }
}
