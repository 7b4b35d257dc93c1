using System.Security.Cryptography;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Extract;

/// <summary>A file of a source's folder that is a delivery of one extract.</summary>
internal sealed record FoundFile
{
    /// <summary>The extract it delivers.</summary>
    public required ExtractDefinition Extract { get; init; }

    /// <summary>Where it is; of a file in an archive the path goes on behind the archive.</summary>
    public required string Path { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>True for a correction: it changes the records it holds and says nothing of others.</summary>
    public bool IsCorrection { get; init; }

    /// <summary>True for a list of the keys there are: it says of the others that they are gone.</summary>
    public bool IsKeyList { get; init; }

    /// <summary>The files that fit each of the extract's joins.</summary>
    public IReadOnlyList<(JoinDefinition Join, IReadOnlyList<string> Paths)> Joined { get; init; } = [];

    /// <summary>Names of all files of the folder, to tell which of them a missing one may have become.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>The column that tells the date of all deliveries of the folder; null when none is declared.</summary>
    public DateColumn? DateColumn { get; init; }

    /// <summary>The files that <see cref="DateColumn"/> may mean.</summary>
    public IReadOnlyList<string> DateFiles { get; init; } = [];

    /// <summary>The date in its name.</summary>
    public DateOnly? DateFromName { get; init; }

    /// <summary>The manifest that names it, or that is of its date.</summary>
    public Manifest? Manifest { get; init; }

    /// <summary>What the manifest says of it; null when it does not name it.</summary>
    public ManifestFile? Promised => Manifest?.Of(Name);

    /// <summary>The manifest's place among those of one day; 0 without manifest.</summary>
    public int Sequence => Manifest?.Sequence ?? 0;

    /// <summary>
    /// Why the file is known to be cut before it is read: its bytes are not those the manifest names. Empty when nothing speaks
    /// against it. Rows are compared once they are counted.
    /// </summary>
    /// <param name="sha256">The hash of the file's bytes, in hex; null computes it.</param>
    public IReadOnlyList<string> KnownCuts(string? sha256 = null) =>
        Manifest is null || IsCorrection || (IsKeyList && Promised is null) ? [] : Manifest.KnownCuts(Name, () => sha256 ?? HashOf(Path));

    private static string HashOf(string path)
    {
        using var file = SourceBytes.Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

/// <summary>What was found in a source's folder.</summary>
/// <param name="Files">Deliveries and corrections, by extract in file order, then date and name.</param>
/// <param name="Unclaimed">Names of files that no extract's pattern fits.</param>
/// <param name="Problems">What is wrong with the folder or with manifests; the files concerned are not listed.</param>
internal sealed record FolderListing(IReadOnlyList<FoundFile> Files, IReadOnlyList<string> Unclaimed, IReadOnlyList<Problem> Problems);
