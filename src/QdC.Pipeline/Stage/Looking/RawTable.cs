namespace QdC.Pipeline.Stage.Looking;

/// <summary>How a file is written; for a workbook each sheet. One of the three is there, or none for a sheet.</summary>
/// <param name="Dialect">Of delimited text.</param>
/// <param name="Fixed">Of lines of fixed width.</param>
/// <param name="Xml">Of XML.</param>
internal sealed record RawForm(PeekDialect? Dialect = null, PeekFixed? Fixed = null, PeekXml? Xml = null)
{
    /// <summary><c>csv</c>, <c>fixed</c>, <c>xml</c> or <c>xlsx</c>.</summary>
    public string Name => Dialect is not null ? "csv" : Fixed is not null ? "fixed" : Xml is not null ? "xml" : "xlsx";
}

/// <summary>The first rows of a table of a file nobody has described.</summary>
/// <param name="Sheet">The sheet; null where there are none.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Rows">Its rows with their lines, blank ones left out.</param>
/// <param name="IsNamed">True where the first row is known to hold the names; else they are looked for.</param>
/// <param name="Groups">Lines with a cell merged over several columns: what stands there is over columns and names none. Default: none</param>
internal sealed record RawTable(string? Sheet, RawForm Form, List<(int Line, string[] Cells)> Rows, bool IsNamed = false, IReadOnlySet<int>? Groups = null)
{
    /// <summary>True for a sheet in which texts, no cells of a date, are written as yyyy-MM-dd.</summary>
    public bool HasIsoTexts { get; init; }

    /// <summary>Which row holds the names; -1 where none does.</summary>
    public int Header => IsNamed ? 0 : Peek.FindHeader(Rows, Groups);
}
