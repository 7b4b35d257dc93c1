namespace QdC.Pipeline.Stage;

/// <summary>What an unknown file looks like. Values that may say who somebody is are shown as shapes.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Form"><c>csv</c> or <c>xlsx</c>.</param>
/// <param name="Dialect">How a CSV file is written; null for workbooks.</param>
/// <param name="Tables">The file itself, or one table for each sheet.</param>
public sealed record PeekResult(string File, string Form, PeekDialect? Dialect, IReadOnlyList<PeekTable> Tables);

/// <summary>The dialect a CSV file seems to be written in.</summary>
/// <param name="Encoding">utf-8, or windows-1252 where it is no valid UTF-8.</param>
/// <param name="ByteOrderMark">True when it begins with a mark.</param>
/// <param name="Delimiter">What stands between two cells.</param>
/// <param name="Quote">The quote character, or null when none is used.</param>
/// <param name="LineEnd">CRLF, LF or CR.</param>
public sealed record PeekDialect(string Encoding, bool ByteOrderMark, string Delimiter, char? Quote, string LineEnd);

/// <summary>A table of the file: its header and its first rows.</summary>
/// <param name="Sheet">The sheet, or null for CSV.</param>
/// <param name="HeaderLine">The line of the header; null when the first line seems to be data.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">The first rows, masked where need be.</param>
/// <param name="Sampled">Rows that were looked at.</param>
public sealed record PeekTable(string? Sheet, int? HeaderLine, IReadOnlyList<PeekColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, int Sampled);

/// <summary>A column as it seems to be.</summary>
/// <param name="Name">Its header.</param>
/// <param name="Type">empty, integer, decimal, date, boolean, code or text; with the form of dates and decimals.</param>
/// <param name="Empty">Empty cells among those sampled.</param>
/// <param name="Masked">True when its values are shown as shapes.</param>
public sealed record PeekColumn(string Name, string Type, int Empty, bool Masked);
