using QdC.Pipeline.Stage.Looking;

namespace QdC.Pipeline.Stage;

/// <summary>What an unknown file looks like. Values that may say who somebody is are shown as shapes.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Form"><c>csv</c>, <c>xlsx</c>, <c>fixed</c> or <c>xml</c>.</param>
/// <param name="Dialect">How a CSV file is written; null for what is none.</param>
/// <param name="Tables">The file itself, or one table for each sheet.</param>
public sealed record PeekResult(string File, string Form, PeekDialect? Dialect, IReadOnlyList<PeekTable> Tables)
{
    /// <summary>How lines of fixed width are divided; null for what is none.</summary>
    public PeekFixed? Fixed { get; init; }

    /// <summary>Where the rows of XML lie; null for what is none.</summary>
    public PeekXml? Xml { get; init; }
}

/// <summary>How lines of fixed width seem to be divided.</summary>
/// <param name="Encoding">The encoding, as of <see cref="PeekDialect"/>.</param>
/// <param name="Layout">The columns. One without a name of its own is called C and its first place.</param>
/// <param name="OtherLines">Lines of another length among the first ones.</param>
public sealed record PeekFixed(string Encoding, FixedForm Layout, int OtherLines);

/// <summary>Where the rows of XML seem to lie.</summary>
/// <param name="Rows">The path of the rows.</param>
/// <param name="IsGuess">True where nobody said it.</param>
/// <param name="IsOfOne">True where no element repeats, so that what is a row cannot be told.</param>
/// <param name="Fields">Their fields.</param>
/// <param name="Candidates">Every element that may be a row, the likeliest first.</param>
public sealed record PeekXml(string Rows, bool IsGuess, bool IsOfOne, IReadOnlyList<XmlField> Fields, IReadOnlyList<XmlCandidate> Candidates);

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
