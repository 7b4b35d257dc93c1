using System.Text.Json;
using System.Text.Json.Serialization;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Extract;

/// <summary>What a source system says about a set of files it exported together.</summary>
internal sealed record Manifest
{
    /// <summary>Ten-digit code of the council.</summary>
    public string? EnsCode { get; init; }

    /// <summary>The system that wrote it.</summary>
    public string? SourceSystem { get; init; }

    /// <summary>The system's version.</summary>
    public string? SourceVersion { get; init; }

    /// <summary>First day the files speak of.</summary>
    public DateOnly? ExtractFrom { get; init; }

    /// <summary>Last day the files speak of.</summary>
    public DateOnly? ExtractTo { get; init; }

    /// <summary>The day whose state the files show: the effective date.</summary>
    public DateOnly? SnapshotDate { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset? GeneratedAt { get; init; }

    /// <summary><c>full</c> or <c>delta</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Which date decides what falls within the period: of the event or of its registration.</summary>
    public string? DateBasis { get; init; }

    /// <summary>Order among manifests of one day.</summary>
    public int Sequence { get; init; }

    /// <summary>The files by name.</summary>
    public IReadOnlyDictionary<string, ManifestFile> Files { get; init; } = new Dictionary<string, ManifestFile>();

    /// <summary>The manifest's own file name.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    /// <summary>What it says of a file; null when it does not name it.</summary>
    public ManifestFile? Of(string fileName) =>
        Files.FirstOrDefault(f => string.Equals(f.Key, fileName, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Why a file of that name is known to be cut; empty when nothing speaks against it.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="sha256">Gives the hash of its bytes, in hex.</param>
    public IReadOnlyList<string> KnownCuts(string fileName, Func<string> sha256)
    {
        if (Of(fileName) is not { } promised)
        {
            return [$"the manifest {Name} does not name the file"];
        }

        return promised.Sha256 is { Length: > 0 } expected && !string.Equals(expected, sha256(), StringComparison.OrdinalIgnoreCase)
            ? [$"the file's SHA-256 is not the one in the manifest {Name}"]
            : [];
    }

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="ExtractUnreadable">It is no JSON of this form.</exception>
    public static Manifest Read(string path)
    {
        var name = Masking.FileName(Path.GetFileName(path));
        try
        {
            using var content = SourceBytes.Open(path);
            var manifest = JsonSerializer.Deserialize(content, ManifestJson.Default.Manifest);
            return manifest is null ? throw new JsonException() : manifest with { Name = name, Files = manifest.Files ?? new Dictionary<string, ManifestFile>() }; // one that names no file
        }
        catch (JsonException e)
        {
            throw new ExtractUnreadable(
                "The manifest is not JSON of the agreed form", $"{name}:{(e.LineNumber ?? 0) + 1}", e.Path is { Length: > 0 } at ? $"at {Masking.FileName(at)}" : null,
                nextStep: "Ask the council to export it again.");
        }
    }
}

/// <summary>What a manifest says of one file.</summary>
internal sealed record ManifestFile
{
    /// <summary>Records in the file.</summary>
    public long? Rows { get; init; }

    /// <summary>SHA-256 of its bytes, in hex.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>How manifests are written: snake_case names.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
