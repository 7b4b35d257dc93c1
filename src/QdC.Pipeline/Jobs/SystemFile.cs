using QdC.Metrics;

namespace QdC.Pipeline.Jobs;

/// <summary>A source system: a file of <c>etl-jobs/systems</c>, saying what its extracts look like.</summary>
public sealed record SystemFile
{
    /// <summary>The system's name, for example <c>hestia</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Versions of the system this file describes, the first one first.</summary>
    public IReadOnlyList<SystemVersion> Versions { get; init; } = [];

    /// <summary>The system whose subjects, keys, columns and codes are also this one's; null for a system that says them itself.</summary>
    public string? Like { get; init; }

    /// <summary>Pattern of the manifest's file name; null when the system writes none.</summary>
    public string? Manifest { get; init; }

    /// <summary>Pattern of zip archives that hold its files; null when they come unpacked.</summary>
    public string? Archives { get; init; }

    /// <summary>Where the effective date of every delivery stands; null when each tells its own.</summary>
    public DateColumn? EffectiveDate { get; init; }

    /// <summary>True when nothing in or beside the files tells their effective date, so that each run says it.</summary>
    public bool IsDatedByRun { get; init; }

    /// <summary>Its extracts in file order.</summary>
    public required IReadOnlyList<ExtractDefinition> Extracts { get; init; }
}

/// <summary>A version of a system.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">The first effective date of deliveries that it writes; null for one that held from the start.</param>
/// <param name="Question">What to ask of a version that no source confirms; null when it is known.</param>
/// <param name="Origin">Where it is declared, for messages: <c>path:line</c>.</param>
public sealed record SystemVersion(string Name, DateOnly? From, string? Question, string Origin);

/// <summary>One extract of a system: which files, in which dialect, mapped to which subject.</summary>
public sealed record ExtractDefinition
{
    /// <summary>The extract's name, unique within the system.</summary>
    public required string Name { get; init; }

    /// <summary>The system it belongs to.</summary>
    public string System { get; init; } = "";

    /// <summary>The contract subject it delivers.</summary>
    public required string Subject { get; init; }

    /// <summary>Glob of its files; <c>{date:yyyyMMdd}</c> stands for the effective date.</summary>
    public required string File { get; init; }

    /// <summary>Glob of correction files; null when none are expected.</summary>
    public string? Corrections { get; init; }

    /// <summary>Lists of all keys that its files of changes are checked by; null where none come.</summary>
    public KeyList? Keys { get; init; }

    /// <summary>CSV dialect; null where the files are written otherwise, as of each of these.</summary>
    public CsvDialect? Csv { get; init; }

    /// <summary>Spreadsheet layout.</summary>
    public XlsxLayout? Xlsx { get; init; }

    /// <summary>Layout of a text of fixed width.</summary>
    public FixedLayout? Fixed { get; init; }

    /// <summary>Layout of an XML file.</summary>
    public XmlLayout? Xml { get; init; }

    /// <summary>The one of them that is declared; null only where none is.</summary>
    public IFileForm? Form => (IFileForm?)Csv ?? (IFileForm?)Xlsx ?? (IFileForm?)Fixed ?? Xml;

    /// <summary>Within which scope an absent key means something; null when absence never speaks.</summary>
    public Completeness? Complete { get; init; }

    /// <summary>Largest share by which a delivery's row count may move against its predecessor before a person must admit it.</summary>
    public double AdmissionRowsShare { get; init; } = 0.3;

    /// <summary>Source columns that make the key, each with its aliases.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Key { get; init; }

    /// <summary>Other files of the same delivery whose columns its rows take, in the order they are looked up.</summary>
    public IReadOnlyList<JoinDefinition> Joins { get; init; } = [];

    /// <summary>True when no source confirms this export form.</summary>
    public bool Assumed { get; init; }

    /// <summary>What to ask the council about an assumed form.</summary>
    public string? Question { get; init; }

    /// <summary>How each contract field is filled.</summary>
    public required IReadOnlyDictionary<string, ColumnMapping> Columns { get; init; }

    /// <summary>Where the definition stands, for messages: <c>path:line</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>What the definition becomes, each from an effective date on, in date order.</summary>
    public IReadOnlyList<DatedExtract> Later { get; init; } = [];

    /// <summary>The definition by which a delivery of an effective date is read.</summary>
    public ExtractDefinition At(DateOnly effective) => Later.LastOrDefault(later => later.From <= effective)?.Definition ?? this;

    /// <summary>The same definition, changed from an effective date on.</summary>
    /// <param name="from">The first effective date it is changed for.</param>
    /// <param name="change">Makes the changed definition of what holds on and after that date.</param>
    public ExtractDefinition Changed(DateOnly from, Func<ExtractDefinition, ExtractDefinition> change) =>
        this with
        {
            Later =
            [
                .. Later.Where(later => later.From < from),
                new DatedExtract(from, change(At(from)) with { Later = [] }),
                .. Later.Where(later => later.From > from).Select(later => later with { Definition = change(later.Definition) with { Later = [] } }),
            ],
        };
}

/// <summary>A definition and the first effective date it holds for.</summary>
/// <param name="From">The date.</param>
/// <param name="Definition">The whole definition.</param>
public sealed record DatedExtract(DateOnly From, ExtractDefinition Definition);

/// <summary>How a CSV file is written.</summary>
public sealed record CsvDialect : IFileForm
{
    /// <summary>Field separator.</summary>
    public char Delimiter { get; init; } = ';';

    /// <summary>Encoding name: utf-8 (with or without BOM) or any single-byte code page such as windows-1252.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Quote character.</summary>
    public char Quote { get; init; } = '"';

    /// <summary>Accepted date forms, .NET custom formats.</summary>
    public IReadOnlyList<string> Dates { get; init; } = ["yyyy-MM-dd"];

    /// <summary>Decimal separator.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>Thousands separator, or null.</summary>
    public char? Thousands { get; init; }

    /// <summary>Lines before the header.</summary>
    public int SkipLines { get; init; }

    /// <summary>Regular expression (non-backtracking) of a footer line; null when there is none.</summary>
    public string? Footer { get; init; }

    /// <summary>True when a missing footer line means that the file was cut.</summary>
    public bool FooterRequired { get; init; }

    /// <inheritdoc/>
    bool IFileForm.NeedsFooter => FooterRequired && Footer is not null;
}

/// <summary>How a workbook is laid out.</summary>
public sealed record XlsxLayout : IFileForm
{
    /// <summary>Globs of sheet names; every matching sheet is read.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = ["*"];

    /// <summary>Rows above the header; null finds the header: the first row that holds every key column.</summary>
    public int? TitleRows { get; init; }

    /// <summary>Forms of dates written as text.</summary>
    public IReadOnlyList<string> Dates { get; init; } = ["dd/MM/yyyy"];

    /// <summary>Decimal separator of numbers written as text.</summary>
    public char Decimal { get; init; } = ',';

    /// <summary>Thousands separator of numbers written as text, or null.</summary>
    public char? Thousands { get; init; } = '.';

    /// <summary>Sheet glob of the cell that holds the effective date; null when the file name tells.</summary>
    public string? EffectiveDateSheet { get; init; }

    /// <summary>The cell that holds the effective date, for example <c>B2</c>; it may hold text around the date.</summary>
    public string? EffectiveDateCell { get; init; }

    /// <summary>Regular expression matched against a row's first non-empty cell: a footer or totals row.</summary>
    public string? Footer { get; init; }
}

/// <summary>Within which scope a delivery is complete.</summary>
/// <param name="By">Null: the whole subject; else the date field that says whether a row lies inside the manifest's extract_from/extract_to.</param>
public sealed record Completeness(string? By);

/// <summary>How one contract field is filled from a source. Exactly one of From, Unavailable, Default, Derive leads.</summary>
public sealed record ColumnMapping
{
    /// <summary>Source columns by alias, the first present wins.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Texts that stand for empty (sentinels).</summary>
    public IReadOnlyList<string> NullIf { get; init; } = [];

    /// <summary>Code list whose mapping is applied; null takes the contract's.</summary>
    public string? CodeList { get; init; }

    /// <summary>Separator of several values in one cell.</summary>
    public string? Split { get; init; }

    /// <summary>The value counts only when each of these conformed fields holds that code.</summary>
    public IReadOnlyDictionary<string, string> OnlyWhen { get; init; } = new Dictionary<string, string>();

    /// <summary>Texts that mean true.</summary>
    public IReadOnlyList<string> TrueIf { get; init; } = [];

    /// <summary>Texts that mean false.</summary>
    public IReadOnlyList<string> FalseIf { get; init; } = [];

    /// <summary>What the field holds where the cell holds anything at all; null takes the cell's own value.</summary>
    public string? IfFilled { get; init; }

    /// <summary>What the field holds where the cell is empty; null leaves it empty.</summary>
    public string? IfEmpty { get; init; }

    /// <summary>Why the source cannot give the field.</summary>
    public Words? Unavailable { get; init; }

    /// <summary>A constant, or constants by the date they hold from, in date order.</summary>
    public IReadOnlyList<DatedValue> Default { get; init; } = [];

    /// <summary>How the field is derived from deliveries; null when it is not.</summary>
    public Derivation? Derive { get; init; }

    /// <summary>Where the mapping stands, for messages: <c>path:line</c>.</summary>
    public string Origin { get; init; } = "";
}

/// <summary>A value and the first effective date it holds for.</summary>
/// <param name="Value">The value as text, in the contract's own form.</param>
/// <param name="From">Null for always.</param>
public sealed record DatedValue(string Value, DateOnly? From);

/// <summary>A value that comes from the deliveries themselves. See definitions: derive.</summary>
public abstract record Derivation
{
    /// <summary>The effective date of the first delivery that held the key.</summary>
    public sealed record FirstSeen : Derivation;

    /// <summary>
    /// The effective date of the delivery in which <c>state</c> had become the code it holds now, the first delivery where it held
    /// it from the start; empty where it holds another one, so that what is opened again is not closed.
    /// </summary>
    /// <param name="To">The canonical code.</param>
    /// <param name="Field">The field watched.</param>
    public sealed record StateChange(string To, string Field) : Derivation;

    /// <summary>A field of another extract's record, found by a reference of this one.</summary>
    /// <param name="Extract">The other extract of the same system, or its subject.</param>
    /// <param name="By">This subject's reference field.</param>
    /// <param name="Field">The other subject's field.</param>
    public sealed record Join(string Extract, string By, string Field) : Derivation;
}
