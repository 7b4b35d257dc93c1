namespace QdC.Publish.Excel;

/// <summary>One fault as a council reads it. Nothing in it identifies a person: values are masked before they get here.</summary>
public sealed record RejectLine
{
    /// <summary>The finding's number in the area; what a workbook sent back is recognised by.</summary>
    public required long FindingId { get; init; }

    /// <summary>True when the row was left out, false when it was loaded and is asked about.</summary>
    public required bool IsError { get; init; }

    /// <summary>The rule's code.</summary>
    public required string Rule { get; init; }

    /// <summary>What is wrong, as a sentence in the form's language.</summary>
    public required string Sentence { get; init; }

    /// <summary>What the rule says, without the values of this line; counts on the cover are by it.</summary>
    public required string RuleSentence { get; init; }

    /// <summary>The source system and extract, such as <c>hestia/case</c>.</summary>
    public required string Extract { get; init; }

    /// <summary>The file.</summary>
    public string? File { get; init; }

    /// <summary>The sheet, in a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>The line or row, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>The column's header.</summary>
    public string? Column { get; init; }

    /// <summary>The council's own record number.</summary>
    public string? RecordNo { get; init; }

    /// <summary>What was received, masked.</summary>
    public string? Received { get; init; }

    /// <summary>What would be right.</summary>
    public string? Allowed { get; init; }

    /// <summary>Where it stands: open, corrected, justified.</summary>
    public required string State { get; init; }

    /// <summary>The day it was first seen.</summary>
    public required DateOnly FirstSeen { get; init; }
}

/// <summary>The faults of one area, to be sent to its council and back.</summary>
public sealed record RejectReport
{
    /// <summary>The most lines of one workbook: what a sheet of a million rows and a computer of a council take easily.</summary>
    public const int MostLines = 200_000;

    /// <summary>The area's short name.</summary>
    public required string Area { get; init; }

    /// <summary>The council's name.</summary>
    public required string AreaName { get; init; }

    /// <summary>The day it was made.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Language of every text: ca, es or en. Default: ca.</summary>
    public string Language { get; init; } = "ca";

    /// <summary>The faults.</summary>
    public required IReadOnlyList<RejectLine> Lines { get; init; }

    /// <summary>The name the workbook is sent back under.</summary>
    public string FileName => $"corrections_{Area}_{Date:yyyyMMdd}.xlsx";
}
