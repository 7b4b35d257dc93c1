namespace QdC.Pipeline.Jobs;

/// <summary>What kind of value a contract field holds; it decides how text is typed and how the value is stored.</summary>
public enum FieldType
{
    /// <summary>The record's own key; stored only as the pseudonym <c>source_key</c>.</summary>
    Key,

    /// <summary>The key of one record of another subject; stored as its pseudonym.</summary>
    Ref,

    /// <summary>Several keys of another subject in one cell.</summary>
    Refs,

    /// <summary>A calendar date.</summary>
    Date,

    /// <summary>A month, stored as its first day.</summary>
    Month,

    /// <summary>A value of a code list; stored as the canonical code.</summary>
    Code,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Euros, DECIMAL(18,2).</summary>
    Money,

    /// <summary>A measured quantity such as hours, DECIMAL(18,4).</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>A short name the council gives to a thing of its own (a team, a case number), never to a person.</summary>
    Label,

    /// <summary>A direct identifier with a form of its own; checked, then dropped. Of a sound DNI or NIE a pseudonym may stay.</summary>
    Identifier,

    /// <summary>A part of a person's name; dropped after the pass.</summary>
    Name,
}

/// <summary>How far a field identifies a person.</summary>
public enum Personal
{
    /// <summary>Says nothing of a person; its value may be shown in findings unless it looks like an identifier.</summary>
    No,

    /// <summary>Identifies in combination; shown only as a shape.</summary>
    Quasi,

    /// <summary>Identifies by itself; never leaves Conform.</summary>
    Direct,
}

/// <summary>What becomes of a row when the field is empty.</summary>
public enum Presence
{
    /// <summary>May be empty.</summary>
    Optional,

    /// <summary>Should be there: an empty one is a query.</summary>
    Expected,

    /// <summary>Must be there: an empty or untypable one rejects the row.</summary>
    Mandatory,
}

/// <summary>What the rows of a subject are in the warehouse.</summary>
public enum SubjectKind
{
    /// <summary>Has history: an absent key closes its row.</summary>
    Dimension,

    /// <summary>An event or a relation: an absent key is retired.</summary>
    Fact,
}

/// <summary>A field of the common extract contract.</summary>
public sealed record ContractField
{
    /// <summary>The field's name, as mappings and the star write it.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of value.</summary>
    public required FieldType Type { get; init; }

    /// <summary>What an empty value does.</summary>
    public Presence Presence { get; init; } = Presence.Optional;

    /// <summary>How far it identifies a person.</summary>
    public Personal Personal { get; init; } = Personal.No;

    /// <summary>The subject a <see cref="FieldType.Ref"/> or <see cref="FieldType.Refs"/> points to.</summary>
    public string? To { get; init; }

    /// <summary>The code list of a <see cref="FieldType.Code"/>.</summary>
    public string? List { get; init; }

    /// <summary>The kind of a <see cref="FieldType.Identifier"/>: doc, cip, nass, phone or email.</summary>
    public string? Of { get; init; }

    /// <summary>Keeps only a part of a date: <c>year</c> stores the year in <see cref="StoredName"/>.</summary>
    public string? Reduce { get; init; }

    /// <summary>The name a reduced value, or the pseudonym of an identifier, is stored under, for example <c>birth_year</c>.</summary>
    public string? StoredAs { get; init; }

    /// <summary>Smallest allowed value of an integer, number or money field.</summary>
    public decimal? Min { get; init; }

    /// <summary>Largest allowed value of an integer, number or money field.</summary>
    public decimal? Max { get; init; }

    /// <summary>True for the date of an event, which should not lie after the delivery's effective date.</summary>
    public bool Event { get; init; }

    /// <summary>What the field means, in English, for docs and editors.</summary>
    public string? Description { get; init; }

    /// <summary>The column's name in staging, observations and star.</summary>
    public string StoredName => StoredAs ?? Name;

    /// <summary>The DuckDB type the field is stored as; null when it is not stored at all.</summary>
    public string? StoredType =>
        Type switch
        {
            FieldType.Key or FieldType.Name => null,
            FieldType.Identifier => StoredAs is null ? null : "UUID",
            FieldType.Ref => "UUID",
            FieldType.Refs or FieldType.Code or FieldType.Label => "VARCHAR",
            FieldType.Date or FieldType.Month => Reduce == "year" ? "INTEGER" : "DATE",
            FieldType.Integer => "INTEGER",
            FieldType.Money => "DECIMAL(18,2)",
            FieldType.Number => "DECIMAL(18,4)",
            FieldType.Boolean => "BOOLEAN",
            _ => throw new InvalidOperationException($"no stored type for {Type}"),
        };
}

/// <summary>One subject of the common extract contract: a file of <c>etl-jobs/contract</c>.</summary>
public sealed record Subject
{
    /// <summary>The subject's name, for example <c>case</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What its rows are in the warehouse.</summary>
    public required SubjectKind Kind { get; init; }

    /// <summary>The fields that make the natural key, in order.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>The fields, in the order they are stored.</summary>
    public required IReadOnlyList<ContractField> Fields { get; init; }

    /// <summary>What the subject is, in English.</summary>
    public string? Description { get; init; }

    /// <summary>True when its rows say who a person is: the identity goes to the vault, its pseudonym stands with the row.</summary>
    public bool HoldsIdentity => Fields.Any(f => f is { Type: FieldType.Name, Personal: Personal.Direct });

    /// <summary>What is kept of a row, in order: the stored fields and, where rows say who a person is, the pseudonym of that.</summary>
    public IEnumerable<ContractField> Stored => Fields.Where(f => f.StoredType is not null).Concat(HoldsIdentity ? [Identity] : []);

    /// <summary>
    /// The pseudonym of all that a row says of who a person is: equal for equal words. It tells that a name was corrected, and which sealed
    /// text of the vault the row stands for.
    /// </summary>
    private static readonly ContractField Identity = new() { Name = "identity", StoredAs = "identity", Type = FieldType.Identifier };

    /// <summary>The field of that name, or null.</summary>
    public ContractField? Field(string name) => Fields.FirstOrDefault(f => f.Name == name);
}

/// <summary>The whole common extract contract.</summary>
/// <param name="Subjects">Every subject by name.</param>
public sealed record Contract(IReadOnlyDictionary<string, Subject> Subjects)
{
    /// <summary>
    /// What <c>ref</c> fields call the people who work: no subject of its own, one name space for all systems of an area.
    /// </summary>
    public const string Professional = "professional";

    /// <summary>
    /// The kind of identifier of which a pseudonym may be stored: the DNI or NIE, the same in every system of an area.
    /// </summary>
    public const string Document = "doc";
}
