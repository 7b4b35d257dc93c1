namespace QdC.Pipeline.Stage.Delimited;

/// <summary>How a delimited text file of any origin is written. A null is found out from the file.</summary>
public sealed record DelimitedForm
{
    /// <summary>The code page's name, as .NET or Python write it; a byte order mark outweighs it.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between two cells: one character or several.</summary>
    public string? Delimiter { get; init; }

    /// <summary>What encloses a cell; <see cref="None"/> where nothing does.</summary>
    public char? Quote { get; init; }

    /// <summary>What stands before a quote inside a quoted cell, often the quote itself; <see cref="None"/> where nothing does.</summary>
    public char? Escape { get; init; }

    /// <summary>What ends a record: CRLF and LF are taken for each other; CR alone, or any other text, is taken as it is.</summary>
    public string? LineEnd { get; init; }

    /// <summary>Lines before the header, blank ones among them, that are no part of the table.</summary>
    public int? Preamble { get; init; }

    /// <summary>Lines of the header; what several say of a column is joined by a space. 0: there is none.</summary>
    public int? Header { get; init; }

    /// <summary>Lines after the table that are no part of it.</summary>
    public int? Footer { get; init; }

    /// <summary>How many columns the table has.</summary>
    public int? Columns { get; init; }

    /// <summary>What becomes of a row that has more or fewer cells.</summary>
    public RaggedRows Ragged { get; init; }

    /// <summary>Stands for "there is no such character".</summary>
    public const char None = '\0';
}

/// <summary>What becomes of a row that has more or fewer cells than the table has columns.</summary>
public enum RaggedRows
{
    /// <summary>It is written as it is.</summary>
    Keep,

    /// <summary>A short one is filled with empty cells.</summary>
    Pad,

    /// <summary>A short one is filled, and a long one loses empty cells at its end.</summary>
    Fit,

    /// <summary>Nothing is written after the first.</summary>
    Refuse,
}
