namespace QdC.Pipeline.Jobs;

/// <summary>How a text of fixed width is written: a record a line, each column at its place. Places count characters, from 1.</summary>
public sealed record FixedLayout : IFileForm
{
    /// <summary>Its columns in the order they are declared.</summary>
    public IReadOnlyList<FixedColumn> Columns { get; init; } = [];

    /// <summary>Encoding name, as of <see cref="CsvDialect.Encoding"/>.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Characters of a record; null for up to the end of the last column.</summary>
    public int? Length { get; init; }

    /// <summary>True when what a line lacks at its end is blank; else a short line is no record.</summary>
    public bool PadsShortLines { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Dates { get; init; } = ["yyyy-MM-dd"];

    /// <inheritdoc/>
    public char Decimal { get; init; } = '.';

    /// <inheritdoc/>
    public char? Thousands { get; init; }

    /// <summary>Lines before the first record.</summary>
    public int SkipLines { get; init; }

    /// <summary>Regular expression (non-backtracking) of a footer line; null when there is none.</summary>
    public string? Footer { get; init; }

    /// <summary>True when a missing footer line means that the file was cut.</summary>
    public bool FooterRequired { get; init; }

    /// <inheritdoc/>
    bool IFileForm.NeedsFooter => FooterRequired && Footer is not null;
}

/// <summary>A column of a text of fixed width.</summary>
/// <param name="Name">What mappings call it.</param>
/// <param name="Start">Its first character, from 1.</param>
/// <param name="Width">Its characters.</param>
/// <param name="Decimals">The digits behind a decimal separator that is not written; 0 where there is none.</param>
public sealed record FixedColumn(string Name, int Start, int Width, int Decimals = 0)
{
    /// <summary>The characters up to its end.</summary>
    public int End => Start - 1 + Width;
}
