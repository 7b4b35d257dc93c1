namespace QdC.Samples.Truth;

/// <summary>A row after the row rules: what a warehouse keeps of it, or why it keeps nothing.</summary>
internal sealed class Conformed(string key, string?[] values)
{
    /// <summary>The record's key; empty when none can be read.</summary>
    public string Key { get; } = key;

    /// <summary>Canonical values by field; null for empty, invalid, unmapped and personal ones.</summary>
    public string?[] Values { get; } = values;

    /// <summary>Fields whose value was there and could not be used, as bits.</summary>
    public uint Invalid { get; set; }

    /// <summary>Code fields whose code no list knows, as bits.</summary>
    public uint Unmapped { get; set; }

    /// <summary>True when the row does not load.</summary>
    public bool Rejected { get; set; }

    /// <summary>The row with another value in a field.</summary>
    public Conformed With(int field, string value)
    {
        string?[] values = [.. Values];
        values[field] = value;
        return new Conformed(Key, values) { Invalid = Invalid, Unmapped = Unmapped, Rejected = Rejected };
    }

    /// <summary>True when both would be stored the same.</summary>
    public bool SameContent(Conformed other) =>
        Invalid == other.Invalid && Unmapped == other.Unmapped && Values.AsSpan().SequenceEqual(other.Values);
}
