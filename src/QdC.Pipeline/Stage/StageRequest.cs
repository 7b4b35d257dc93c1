using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Stage;

/// <summary>One delivery to be staged, with all it takes.</summary>
internal sealed record StageRequest
{
    /// <summary>Opens the delivery's bytes in clear, from the start. Called once for CSV and workbooks alike.</summary>
    public required Func<Stream> Open { get; init; }

    /// <summary>True when the bytes hold the joined files before the delivery's own. Default: false</summary>
    public bool HoldsJoined { get; init; }

    /// <summary>The file's name, for findings and messages.</summary>
    public required string FileName { get; init; }

    /// <summary>The extract's definition.</summary>
    public required ExtractDefinition Extract { get; init; }

    /// <summary>The subject it delivers.</summary>
    public required Subject Subject { get; init; }

    /// <summary>The source system.</summary>
    public required string System { get; init; }

    /// <summary>Whose record numbers the source uses, by subject. See <see cref="KeySpace.Scopes"/>.</summary>
    public required Func<string, string> ScopeOf { get; init; }

    /// <summary>Code lists and mappings.</summary>
    public required CodeListSet CodeLists { get; init; }

    /// <summary>The delivery's effective date.</summary>
    public required DateOnly Effective { get; init; }

    /// <summary>The area's key of pseudonyms.</summary>
    public required Secret PseudonymKey { get; init; }

    /// <summary>The area's key of finding hashes: names a row that has no readable key.</summary>
    public required Secret FindingKey { get; init; }

    /// <summary>Seals the identities of persons.</summary>
    public required VaultCipher Vault { get; init; }

    /// <summary>The staging database of the run.</summary>
    public required DuckDbSession Staging { get; init; }

    /// <summary>The staged table's name in schema <c>stg</c>. Default: the extract's name.</summary>
    public string? Table { get; init; }

    /// <summary>Records the manifest promises; null when there is none.</summary>
    public long? PromisedRows { get; init; }

    /// <summary>Why the delivery is known to be cut before it is read, for example a hash that differs from the manifest's.</summary>
    public IReadOnlyList<string> KnownCuts { get; init; } = [];

    /// <summary>Stops between rows. Default: never.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>When set, only these rows are read, with these cells (by header) replaced: a reject workbook sent back.</summary>
    public IReadOnlyDictionary<RowPlace, IReadOnlyDictionary<string, Personal<string>>>? Only { get; init; }

    /// <summary>Persons who were erased, by the pseudonym of their record, with the invented number that stands for it. Default: none</summary>
    public IReadOnlyDictionary<Guid, string> Erased { get; init; } = new Dictionary<Guid, string>();

    /// <summary>Limits on workbooks.</summary>
    public WorkbookLimits Limits { get; init; } = new();
}

/// <summary>Where a record begins in its file.</summary>
/// <param name="Sheet">The sheet, or null for CSV.</param>
/// <param name="Line">The physical line or row, from 1.</param>
public readonly record struct RowPlace(string? Sheet, int Line);

/// <summary>What a workbook may be at most; refused before it is parsed.</summary>
public sealed record WorkbookLimits
{
    /// <summary>Bytes of all parts together, unpacked. Default: 200 MB.</summary>
    public long UnpackedBytes { get; init; } = 200L << 20;

    /// <summary>Unpacked bytes for each packed one, over the whole file. Default: 100.</summary>
    public int Ratio { get; init; } = 100;

    /// <summary>Parts. Default: 1,000.</summary>
    public int Entries { get; init; } = 1000;
}
