using System.Text.Json.Serialization;

namespace QdC.Pipeline.Jobs;

/// <summary>
/// Another file of the same delivery, whose columns an extract's rows take by a key. In the extract's mapping they are called
/// <c>join.Column</c>, so that everything a column can do works on them too.
/// </summary>
public sealed record JoinDefinition
{
    /// <summary>Its name, in front of its columns.</summary>
    public required string Name { get; init; }

    /// <summary>Glob of its files; with a <c>{date:…}</c> where the extract's own pattern has one, and then of the same day.</summary>
    public required string File { get; init; }

    /// <summary>How it is written; null where it is written otherwise, as of each of these.</summary>
    public CsvDialect? Csv { get; init; }

    /// <summary>How it is laid out as a spreadsheet.</summary>
    public XlsxLayout? Xlsx { get; init; }

    /// <summary>How it is laid out as a text of fixed width.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FixedLayout? Fixed { get; init; }

    /// <summary>How it is laid out as XML.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public XmlLayout? Xml { get; init; }

    /// <summary>The one of them that holds.</summary>
    [JsonIgnore]
    public IFileForm? Form => (IFileForm?)Csv ?? (IFileForm?)Xlsx ?? (IFileForm?)Fixed ?? Xml;

    /// <summary>Its columns that make the key, each with its aliases.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Key { get; init; }

    /// <summary>The columns of the extract, or of a join before this one, that hold the key.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> By { get; init; }

    /// <summary>Records count only when each of these columns holds one of these texts.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Only { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>True when the last of several records of one key holds; else a file in which they differ is refused.</summary>
    public bool LastHolds { get; init; }

    /// <summary>The columns that are taken from it.</summary>
    public IReadOnlyList<JoinedColumn> Columns { get; init; } = [];

    /// <summary>Where the join stands, for messages: <c>path:line</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The column that a mapping's name means, when it is one of this join.</summary>
    public string? ColumnOf(string name) => name.StartsWith(Name + ".", StringComparison.Ordinal) ? name[(Name.Length + 1)..] : null;
}

/// <summary>A column that is taken from a joined file.</summary>
/// <param name="Names">Its names, the first present wins.</param>
/// <param name="IsNeeded">True when nothing else can give the value, so that one of the names must be there.</param>
public sealed record JoinedColumn(IReadOnlyList<string> Names, bool IsNeeded);

/// <summary>A column of a file beside the deliveries whose first value is the effective date of all of them.</summary>
/// <param name="File">Glob of the file.</param>
/// <param name="Column">Names of the column, the first present wins.</param>
/// <param name="Csv">How the file is written.</param>
public sealed record DateColumn(string File, IReadOnlyList<string> Column, CsvDialect Csv);
