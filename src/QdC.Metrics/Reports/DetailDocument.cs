using System.Data;

namespace QdC.Metrics;

/// <summary>A column of a detail.</summary>
/// <param name="Header">Its header, unlike the others'.</param>
/// <param name="Format">The number's or day's format, as a spreadsheet writes it; null for a text.</param>
/// <param name="Width">Its width in characters.</param>
public sealed record DetailColumn(string Header, string? Format, double Width);

/// <summary>The rows behind a figure, to be written while they are read: there may be a million of them.</summary>
/// <param name="Cover">What a reader must know of them, as pairs of a word and what it is.</param>
/// <param name="CoverName">The name of the cover's sheet.</param>
/// <param name="RowsName">The name of the rows' sheet.</param>
/// <param name="Columns">The columns, in the order of the reader's.</param>
/// <param name="Count">How many rows there are.</param>
/// <param name="Rows">The rows: a day as <see cref="DateTime"/>, a number as <see cref="double"/> or <see cref="long"/>, a text.</param>
public sealed record DetailDocument(IReadOnlyList<(string What, string Is)> Cover, string CoverName, string RowsName, IReadOnlyList<DetailColumn> Columns, long Count, IDataReader Rows);
