using System.Diagnostics.CodeAnalysis;

namespace QdC.Warehouse;

/// <summary>The short name an area is known by: lower-case letters, digits and hyphens, at most 40 characters.</summary>
/// <remarks>It names folders, so nothing that is not a plain file name can be one.</remarks>
public readonly record struct AreaCode : IComparable<AreaCode>
{
    private const int MaxLength = 40;
    private readonly string? _value;

    private AreaCode(string value) => _value = value;

    /// <summary>The name itself.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This AreaCode was never given a value.");

    /// <summary>Reads a name.</summary>
    /// <exception cref="AreaCodeInvalid">It is not a valid area name.</exception>
    public static AreaCode Parse(string text) => TryParse(text, out var area) ? area : throw new AreaCodeInvalid(text);

    /// <summary>Reads a name; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AreaCode area)
    {
        area = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || text[0] is not (>= 'a' and <= 'z') || text[^1] == '-')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                return false;
            }
        }

        area = new AreaCode(text);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(AreaCode other) => string.CompareOrdinal(_value, other._value);

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";
}
