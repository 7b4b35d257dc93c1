using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.SentBack;

/// <summary>Why a workbook of findings, or rows of it, is not used.</summary>
public enum SentBackWhy
{
    /// <summary>It is no workbook of findings.</summary>
    Other,

    /// <summary>It cannot be read, or its form was changed.</summary>
    Unreadable,

    /// <summary>It was made for another area.</summary>
    OtherArea,

    /// <summary>No value is filled in.</summary>
    Empty,

    /// <summary>A run has taken it already.</summary>
    Known,

    /// <summary>The rows name no finding of the area.</summary>
    NoFinding,

    /// <summary>The rows name one finding several times.</summary>
    Twice,

    /// <summary>The finding is corrected already.</summary>
    Corrected,

    /// <summary>The finding is not about one cell.</summary>
    NoCell,
}

/// <summary>What is not used of a workbook.</summary>
/// <param name="Why">Why.</param>
/// <param name="Rows">The rows that are meant, from 1; null for the whole workbook.</param>
public sealed record SentBackUnused(SentBackWhy Why, string? Rows = null);

/// <summary>What a workbook corrects in one delivery.</summary>
/// <param name="System">The system.</param>
/// <param name="Extract">The extract.</param>
/// <param name="File">The delivered file.</param>
/// <param name="Values">How many values.</param>
public sealed record SentBackPart(string System, string Extract, string File, int Values);

/// <summary>What the next run will take of a workbook of findings, told before it is put where the run finds it. No filled-in value is part of it.</summary>
/// <param name="Parts">What is used.</param>
/// <param name="Unused">What is not.</param>
public sealed record SentBackCheck(IReadOnlyList<SentBackPart> Parts, IReadOnlyList<SentBackUnused> Unused)
{
    /// <summary>Looks at a file.</summary>
    /// <param name="area">The area that it is sent back for.</param>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="log">The area's log.</param>
    /// <param name="path">The file.</param>
    public static SentBackCheck Look(AreaFile area, JobSet jobs, AreaLog log, string path)
    {
        var scan = new SentBackScan(area, jobs, log);
        return scan.Take(area.Sources[0], path, Path.GetFileName(path)) ? new(scan.Parts, scan.Unused) : new([], [new SentBackUnused(SentBackWhy.Other)]);
    }
}
