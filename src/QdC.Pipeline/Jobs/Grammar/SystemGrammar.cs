namespace QdC.Pipeline.Jobs.Grammar;

/// <summary>The grammar of <c>etl-jobs/systems/&lt;system&gt;.yaml</c>.</summary>
internal static class SystemGrammar
{
    /// <summary>The word for dates that only the command line tells.</summary>
    public const string AsOf = "as_of";

    private static readonly TextShape Text = new();
    private static readonly ListShape Texts = new(Text, OrOne: true);
    private static readonly ListShape DateForms = new(new TextShape(TimeForms.DateForm), OrOne: true);

    private static readonly KeysShape Csv = new([
        new("delimiter", new TextShape(Forms.Character), "Field separator. Default: ;"),
        new("encoding", new TextShape(Forms.Encoding), "Encoding. Default: utf-8"),
        new("quote", new TextShape(Forms.Character), "Quote character. Default: \""),
        new("dates", DateForms, "Accepted date forms. Default: yyyy-MM-dd"),
        new("decimal", new ChoiceShape(".", ","), "Decimal separator. Default: ."),
        new("thousands", new TextShape(Forms.Character), "Thousands separator. Default: none"),
        new("skip_lines", new WholeShape(0, 1000), "Lines before the header. Default: 0"),
        new("footer", new TextShape(Forms.Regex), "Regular expression of the footer line."),
        new("footer_required", new FlagShape(), "True when a missing footer means that the file was cut. Default: false"),
    ],
        new KeyRule.Needs("footer_required", "footer")
    );

    private static readonly KeysShape EffectiveDate = new([
        new("sheet", Text, "Pattern of the sheet's name. Default: *"),
        new("cell", new TextShape(Forms.Cell), "The cell; text around the date does no harm.", Required: true),
    ]);

    private static readonly KeysShape Xlsx = new([
        new("sheets", Texts, "Patterns of sheet names; every sheet that matches is read. Default: *"),
        new("title_rows", new WholeShape(0, 1000), "Rows above the header."),
        new("header", new ChoiceShape("auto"), "auto finds the header: the first row that holds every key column. Default unless title_rows is given."),
        new("dates", DateForms, "Forms of dates written as text. Default: dd/MM/yyyy"),
        new("decimal", new ChoiceShape(".", ","), "Decimal separator of numbers written as text. Default: ,"),
        new("thousands", new TextShape(Forms.Character), "Thousands separator of numbers written as text. Default: ."),
        new("effective_date", EffectiveDate, "The cell that holds the effective date."),
        new("footer", new TextShape(Forms.Regex), "Regular expression matched against the first filled cell of a totals row."),
    ],
        new KeyRule.AtMostOne("title_rows", "header")
    );

    private static readonly KeysShape FixedColumn = new([
        new("width", new WholeShape(1, 100_000), "Its characters.", Required: true),
        new("start", new WholeShape(1, 1_000_000), "Its first character, from 1. Default: behind the column before"),
        new("decimals", new WholeShape(1, 9), "Digits behind a decimal separator that is not written: 1250 with 2 is 12.50."),
    ]);

    private static readonly KeysShape Fixed = new([
        new("columns", new TableShape(Forms.Label, new EitherShape(new WholeShape(1, 100_000), FixedColumn)), "Its columns by name: the width of each, or width with start and decimals. Places count characters.", Required: true),
        new("encoding", new TextShape(Forms.Encoding), "Encoding. Default: utf-8"),
        new("length", new WholeShape(1, 1_000_000), "Characters of a record. Default: up to the end of the last column"),
        new("short_lines", new ChoiceShape("refuse", "pad"), "pad: what a line lacks at its end is blank. refuse: it is no record. Default: refuse"),
        new("dates", DateForms, "Accepted date forms. Default: yyyy-MM-dd"),
        new("decimal", new ChoiceShape(".", ","), "Decimal separator. Default: ."),
        new("thousands", new TextShape(Forms.Character), "Thousands separator. Default: none"),
        new("skip_lines", new WholeShape(0, 1000), "Lines before the first record. Default: 0"),
        new("footer", new TextShape(Forms.Regex), "Regular expression of the footer line."),
        new("footer_required", new FlagShape(), "True when a missing footer means that the file was cut. Default: false"),
    ],
        new KeyRule.Needs("footer_required", "footer")
    );

    private static readonly KeysShape Xml = new([
        new("rows", new TextShape(XmlPathForm.Rows), "Path of the elements that are rows: /names/from/the/root, or //Name at any depth.", Required: true),
        new("columns", new TableShape(Forms.Label, new TextShape(XmlPathForm.Column)), "Its columns by name: the path of each from the row. Elements that repeat need a mapping with split.", Required: true),
        new("namespaces", new TableShape(Forms.Label, Text), "Namespaces by the prefix that paths call them. A name without prefix is of any namespace."),
        new("dates", DateForms, "Accepted date forms. Default: yyyy-MM-dd"),
        new("decimal", new ChoiceShape(".", ","), "Decimal separator. Default: ."),
        new("thousands", new TextShape(Forms.Character), "Thousands separator. Default: none"),
    ]);

    private static readonly KeysShape Complete = new([
        new("scope", new ChoiceShape("all", "period"), "all: the whole subject. period: what lies between the manifest's extract_from and extract_to.", Required: true),
        new("by", new TextShape(Forms.FieldName), "The date field that says whether a row lies inside the period."),
    ]);

    private static readonly ListShape KeyColumns = new(new EitherShape(Text, new ListShape(Text)), OrOne: true);

    private static readonly KeysShape Join = new([
        new("file", new TextShape(FilePattern.Form), "Pattern of its files; with {date:FORM} where the extract's own pattern has one.", Required: true),
        new("csv", Csv, "How it is written. Default: as the extract"),
        new("xlsx", Xlsx, "How it is laid out. Default: as the extract"),
        new("fixed", Fixed, "How its lines of fixed width are laid out. Default: as the extract"),
        new("xml", Xml, "Where its rows lie in XML. Default: as the extract"),
        new("key", KeyColumns, "Its columns that make the key.", Required: true),
        new("by", KeyColumns, "The extract's columns that hold the key, or those of a join above (join.Column). Default: those of key"),
        new("only", new TableShape(new TextForm("column", "a column", null, text => text.Trim() == "" ? "" : null), Texts), "Records count only when each of these columns holds one of these texts."),
        new("repeated", new ChoiceShape("refuse", "last"), "last: the last of several records of one key holds. refuse: a file in which they differ is not read. Default: refuse"),
    ],
        new KeyRule.AtMostOne("csv", "xlsx", "fixed", "xml")
    );

    private static readonly KeysShape KeyList = new([
        new("file", new TextShape(FilePattern.Form), "Pattern of its files.", Required: true),
        new("csv", Csv, "How it is written. Default: as the extract"),
        new("xlsx", Xlsx, "How it is laid out. Default: as the extract"),
        new("fixed", Fixed, "How its lines of fixed width are laid out. Default: as the extract"),
        new("xml", Xml, "Where its rows lie in XML. Default: as the extract"),
        new("key", KeyColumns, "Its columns that make the key, in the order of the extract's. Default: those of the extract"),
    ],
        new KeyRule.AtMostOne("csv", "xlsx", "fixed", "xml")
    );

    private static readonly KeysShape DateOfAll = new([
        new("file", new TextShape(FilePattern.Form), "Pattern of the file that lies beside the deliveries.", Required: true),
        new("column", Texts, "The column whose first value is the date.", Required: true),
        new("csv", Csv, "How the file is written."),
    ]);

    private static readonly KeysShape Admission = new([
        new("rows_share", new NumberShape(0, 100), "Largest share the number of rows may move by before a person must admit the delivery. Default: 0.3"),
    ]);

    private static readonly KeysShape Dated = new([
        new("value", new AnyValueShape(), "The value.", Required: true),
        new("from", new TextShape(TimeForms.Date), "First effective date it holds for. Default: always"),
    ]);

    private static readonly KeysShape Languages = new([
        new("ca", Text, "In Catalan.", Required: true),
        new("es", Text, "In Spanish.", Required: true),
        new("en", Text, "In English.", Required: true),
    ]);

    private static readonly EitherShape Why = new(Text, Languages);

    private static readonly KeysShape Named = new([
        new("reason", new TextShape(Forms.FieldName), "One of the file's reasons, by its name.", Required: true),
    ]);

    private static readonly KeysShape Column = new([
        new("from", Texts, "Source columns by alias; the first present wins. Case, accents and punctuation do not matter."),
        new("unavailable", new EitherShape(Named, Why), "Why the source cannot give the field, as readers are told, in each language or in one text for all, or by the name of a reason that the file tells once; KPIs that need it are not available."),
        new("default", new EitherShape(new AnyValueShape(), new ListShape(Dated)), "A constant, or constants by the date they hold from."),
        new("derive", new ChoiceShape("first_seen", "state_change", "join"), "Takes the value from the deliveries themselves."),
        new("null_if", Texts, "Texts that stand for empty."),
        new("code_list", new TextShape(Forms.FileName), "The code list whose mapping is applied. Default: the contract's"),
        new("split", Text, "Separator of several keys in one cell."),
        new("only_when", new TableShape(Forms.FieldName, Text), "The value counts only when each of these fields holds that code."),
        new("true_if", Texts, "Texts that mean true."),
        new("false_if", Texts, "Texts that mean false."),
        new("if_filled", new AnyValueShape(), "The value where the cell holds anything at all (code and boolean fields)."),
        new("if_empty", new AnyValueShape(), "The value where the cell is empty (code and boolean fields)."),
        new("to", Text, "derive: state_change: the code that the field changed to."),
        new("field", new TextShape(Forms.FieldName), "derive: state_change: the field watched (default: state). derive: join: the other record's field."),
        new("extract", new TextShape(Forms.FieldName), "derive: join: the other extract of this system, or its subject."),
        new("by", new TextShape(Forms.FieldName), "derive: join: this subject's reference to the other record."),
    ],
        new KeyRule.ExactlyOne("from", "unavailable", "default", "derive"),
        new KeyRule.Needs("null_if", "from"),
        new KeyRule.Needs("code_list", "from"),
        new KeyRule.Needs("split", "from"),
        new KeyRule.Needs("only_when", "from", "derive"),
        new KeyRule.Needs("true_if", "from"),
        new KeyRule.Needs("false_if", "from"),
        new KeyRule.Needs("if_filled", "from"),
        new KeyRule.Needs("if_empty", "from"),
        new KeyRule.Needs("to", "derive"),
        new KeyRule.Needs("field", "derive"),
        new KeyRule.Needs("extract", "derive"),
        new KeyRule.Needs("by", "derive")
    );

    /// <summary>An extract. What is inherited says what rows mean; what is not says how files are written.</summary>
    public static readonly KeysShape Extract = new([
        new("subject", new TextShape(Forms.FieldName), "The contract subject it delivers. Default: the extract's name", Inherited: true),
        new("file", new TextShape(FilePattern.Form), "Pattern of its files; {date:FORM} gives the effective date.", Required: true),
        new("corrections", new TextShape(FilePattern.Form), "Pattern of correction files."),
        new("keys", KeyList, "Files that list the keys of all records there are, delivered beside files of changes: what they do not name is gone, within the scope of complete."),
        new("csv", Csv, "How its CSV files are written."),
        new("xlsx", Xlsx, "How its workbooks are laid out."),
        new("fixed", Fixed, "How its texts of fixed width are laid out."),
        new("xml", Xml, "Where the rows lie in its XML files."),
        new("complete", Complete, "Within which scope an absent key means something. Without it absence never speaks.", Inherited: true),
        new("admission", Admission, "How far a delivery may move against the one before.", Inherited: true),
        new("join", new TableShape(Forms.FieldName, Join), "Other files of the same delivery whose columns its rows take by a key; a mapping calls them NAME.Column."),
        new("key", KeyColumns, "The source columns that make the key; a list inside the list gives aliases of one column.", Required: true, Inherited: true),
        new("assumed", new FlagShape(), "True when no source confirms this export form. Default: false"),
        new("question", Text, "What to ask the council about an assumed form."),
        new("columns", new TableShape(Forms.FieldName, new EitherShape(Text, Column)), "How each contract field is filled.", Required: true, Inherited: true),
    ],
        new KeyRule.ExactlyOne("csv", "xlsx", "fixed", "xml"),
        new KeyRule.Needs("question", "assumed")
    );

    /// <summary>What a later version of the system says of an extract: only what differs from the one before.</summary>
    private static readonly KeysShape Difference = new(
        [.. Extract.Keys.Where(k => k.Name is "csv" or "xlsx" or "fixed" or "xml" or "complete" or "admission" or "join" or "key" or "assumed" or "question" or "columns").Select(k => k with { Required = false })],
        new KeyRule.AtMostOne("csv", "xlsx", "fixed", "xml"),
        new KeyRule.Needs("question", "assumed"));

    private static readonly KeysShape Version = new([
        new("version", Text, "The version's name.", Required: true),
        new("from", new TextShape(TimeForms.Date), "First effective date of deliveries that it writes.", Required: true),
        new("assumed", new FlagShape(), "True when no source confirms this version. Default: false"),
        new("question", Text, "What to ask of an assumed version."),
        new("extracts", new TableShape(Forms.FieldName, Difference), "What differs from the version before, by extract.", Required: true),
    ],
        new KeyRule.Needs("question", "assumed")
    );

    /// <summary>The whole file.</summary>
    public static readonly KeysShape File = new([
        new("system", new TextShape(Forms.FileName), "The system's name, the same as the file's.", Required: true),
        new("versions", new ListShape(new EitherShape(Text, Version), OrOne: true), "Versions of the system this file describes; a later one says from when it writes the deliveries, and what differs."),
        new("like", new TextShape(Forms.FileName), "Another system, whose subjects, keys, columns and codes are also this one's: only its files are written otherwise."),
        new("manifest", new TextShape(FilePattern.Form), "Pattern of the manifest's file name, when the system writes one."),
        new("archives", new TextShape(FilePattern.Form), "Pattern of zip archives that hold its files; {date:FORM} gives the effective date of those whose own name tells none."),
        new("effective_date", new EitherShape(new ChoiceShape(AsOf), DateOfAll), "Where the effective date of every delivery stands, when neither manifest nor file name tells it. as_of: nothing tells it, and each run says it with --as-of."),
        new("reasons", new TableShape(Forms.FieldName, Why), "Why the source cannot give fields, by a name of the writer's: told once, and named by each column that says unavailable: { reason: NAME }."),
        new("extracts", new TableShape(Forms.FieldName, Extract), "Its extracts by name.", Required: true),
    ]);
}
