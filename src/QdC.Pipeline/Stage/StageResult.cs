using QdC.Warehouse;

namespace QdC.Pipeline.Stage;

/// <summary>What came of staging one delivery. Records = staged + rejected; all other lines are counted in <see cref="Lines"/>.</summary>
internal sealed record StageResult
{
    /// <summary>The staged table's name in schema <c>stg</c>.</summary>
    public required string Table { get; init; }

    /// <summary>What the file held, line by line.</summary>
    public required LineCounts Lines { get; init; }

    /// <summary>Rows in the staged table, duplicates included.</summary>
    public required long Staged { get; init; }

    /// <summary>Whether a key stands in two rows; null when only the staged table tells.</summary>
    public bool? RepeatsKeys { get; init; }

    /// <summary>Records that were rejected.</summary>
    public required long Rejected { get; init; }

    /// <summary>Rejected records whose key could not be read.</summary>
    public required long UnreadableKeys { get; init; }

    /// <summary>Why the delivery is taken for cut; empty when it is whole.</summary>
    public required IReadOnlyList<string> Cuts { get; init; }

    /// <summary>What was found, in file order.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Findings beyond the longest list, counted but not listed.</summary>
    public required long FindingsNotListed { get; init; }

    /// <summary>Findings by rule, listed or not.</summary>
    public required IReadOnlyDictionary<string, long> RuleCounts { get; init; }

    /// <summary>How the file's form differs from the declared one.</summary>
    public required IReadOnlyList<Drift> Drifts { get; init; }

    /// <summary>What the delivery looks like; null for rows that were sent back.</summary>
    public Shape? Shape { get; init; }

    /// <summary>What became of the records of joined files.</summary>
    public IReadOnlyList<JoinedCounts> Joined { get; init; } = [];

    /// <summary>The council's own record numbers of the staged rows; null for rows that were sent back.</summary>
    public StagedKeys? Keys { get; init; }

    /// <summary>Records in the file.</summary>
    public long Records => Lines.Records;

    /// <summary>True when a key that is not in the delivery may be taken for absent.</summary>
    public bool AbsenceMayBeApplied => Cuts.Count == 0 && UnreadableKeys == 0;
}

/// <summary>In what way a file's form differs from the declared one.</summary>
internal enum DriftKind
{
    /// <summary>An optional column that is mapped is not there.</summary>
    ColumnMissing,

    /// <summary>A column that no mapping names; it is not read.</summary>
    ColumnUnknown,

    /// <summary>A column that no mapping names stands twice.</summary>
    ColumnTwice,

    /// <summary>The file is written or laid out in another way; it could be read all the same.</summary>
    Form,
}

/// <summary>A difference between a file and its declaration that stops nothing.</summary>
/// <param name="Kind">In what way it differs.</param>
/// <param name="What">The column, or what differs. A header that looks like an identifier is shown as its shape.</param>
/// <param name="Field">The contract field concerned.</param>
/// <param name="Sheet">The sheet, in a workbook.</param>
internal sealed record Drift(DriftKind Kind, string What, string? Field = null, string? Sheet = null);
