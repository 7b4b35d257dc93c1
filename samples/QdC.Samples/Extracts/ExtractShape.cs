namespace QdC.Samples.Extracts;

/// <summary>What kind of value a field holds.</summary>
internal enum FieldKind
{
    /// <summary>The record's own number.</summary>
    Key,

    /// <summary>Another record's number.</summary>
    Ref,

    /// <summary>Several other records' numbers, joined by <c>|</c>.</summary>
    Refs,

    /// <summary>A day, as yyyy-MM-dd.</summary>
    Date,

    /// <summary>A canonical code.</summary>
    Code,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Euros.</summary>
    Money,

    /// <summary>A number with decimals.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A short text of the council.</summary>
    Label,

    /// <summary>An identifier or a name, which never reaches the warehouse.</summary>
    Personal,
}

/// <summary>A field of an extract, as the contract wants it.</summary>
/// <param name="Name">The contract's name of the field.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Target">The extract a reference points to, or the code list of a code.</param>
internal sealed record Field(string Name, FieldKind Kind, string Target = "")
{
    /// <summary>An empty or untypable value rejects the row.</summary>
    public bool Mandatory { get; init; }

    /// <summary>An empty value is a query.</summary>
    public bool Expected { get; init; }

    /// <summary>A date of something that happened: later than the delivery is a query.</summary>
    public bool Event { get; init; }

    /// <summary>A greater value cannot be.</summary>
    public decimal? Max { get; init; }

    /// <summary>Position in the row.</summary>
    public int Index { get; init; }
}

/// <summary>An extract: its fields in order and its key.</summary>
internal sealed class ExtractShape
{
    private readonly Dictionary<string, Field> _byName;

    /// <summary>Describes an extract.</summary>
    public ExtractShape(string name, string[] key, string? window, params Field[] fields)
    {
        Name = name;
        Fields = [.. fields.Select((field, index) => field with { Index = index })];
        _byName = Fields.ToDictionary(field => field.Name);
        Key = [.. key.Select(part => this[part])];
        Window = window is null ? null : this[window];
    }

    /// <summary>The extract's name, that of its contract subject.</summary>
    public string Name { get; }

    /// <summary>Its fields.</summary>
    public Field[] Fields { get; }

    /// <summary>The fields that make the key.</summary>
    public Field[] Key { get; }

    /// <summary>The date field of an extract that later deliveries hold only thirteen months of; null for full snapshots.</summary>
    public Field? Window { get; }

    /// <summary>The field with this name.</summary>
    public Field this[string field] => _byName[field];

    /// <summary>True when the extract has this field.</summary>
    public bool Has(string field) => _byName.ContainsKey(field);

    /// <summary>The record's key as text; empty when a part is missing.</summary>
    public string KeyOf(IReadOnlyList<string> cells)
    {
        if (Key.Length == 1)
            return cells[Key[0].Index];
        return Key.Any(part => cells[part.Index].Length == 0) ? "" : string.Join('\u001f', Key.Select(part => cells[part.Index]));
    }
}
