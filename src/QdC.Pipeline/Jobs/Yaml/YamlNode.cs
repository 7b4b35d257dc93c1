using System.Globalization;

namespace QdC.Pipeline.Jobs.Yaml;

/// <summary>A place in a file; lines and columns count from 1.</summary>
internal readonly record struct Place(string Path, int Line, int Column)
{
    /// <summary><c>path:line</c>, the form of every <c>Origin</c>.</summary>
    public string Origin => $"{Path}:{Line}";
}

/// <summary>A node of a YAML file that knows where it stands.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>What the node is, in the words of a message.</summary>
    public abstract string Kind { get; }
}

/// <summary>What a scalar is by the core schema of YAML 1.2 (where <c>no</c> and <c>yes</c> are texts).</summary>
internal enum ScalarKind
{
    /// <summary>Quoted, or a plain word.</summary>
    Text,

    /// <summary>A plain whole or decimal number.</summary>
    Number,

    /// <summary>Plain <c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>Nothing, or <c>null</c>.</summary>
    Empty,
}

/// <summary>A single value.</summary>
internal sealed record YamlScalar(Place Place, string Text, bool Plain) : YamlNode(Place)
{
    /// <summary>What the value is by YAML's own rules.</summary>
    public ScalarKind Scalar =>
        !Plain ? ScalarKind.Text
        : Text is "" or "~" or "null" or "Null" or "NULL" ? ScalarKind.Empty
        : Text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE" ? ScalarKind.Flag
        : IsNumber(Text) ? ScalarKind.Number
        : ScalarKind.Text;

    /// <inheritdoc/>
    public override string Kind =>
        Scalar switch
        {
            ScalarKind.Number => "a number",
            ScalarKind.Flag => "true or false",
            ScalarKind.Empty => "nothing",
            _ => "text",
        };

    private static bool IsNumber(string text) =>
        (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')
        && (
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            || (text.StartsWith("0x", StringComparison.Ordinal) && text.Skip(2).All(char.IsAsciiHexDigit))
        );
}

/// <summary>A list of values.</summary>
internal sealed record YamlList(Place Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>A key with its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>A mapping of keys to values, in file order; of a key written twice the first counts.</summary>
internal sealed record YamlMap(Place Place, IReadOnlyList<YamlEntry> Entries) : YamlNode(Place)
{
    /// <inheritdoc/>
    public override string Kind => "a mapping";

    /// <summary>The entry of a key, or null.</summary>
    public YamlEntry? Entry(string key) => Entries.FirstOrDefault(e => e.Key.Text == key);

    /// <summary>True when the key is there.</summary>
    public bool Has(string key) => Entry(key) is not null;

    /// <summary>The value of a key as a single value, or null when it is none.</summary>
    public YamlScalar? Scalar(string key) =>
        Entry(key)?.Value is YamlScalar { Scalar: not ScalarKind.Empty } value ? value : null;

    /// <summary>The value of a key as text, or null.</summary>
    public string? Text(string key) => Scalar(key)?.Text;

    /// <summary>The value of a key as a mapping, or null.</summary>
    public YamlMap? Map(string key) => Entry(key)?.Value as YamlMap;

    /// <summary>The single values under a key: those of its list, or its only one.</summary>
    public IReadOnlyList<YamlScalar> Scalars(string key) =>
        Entry(key)?.Value switch
        {
            YamlScalar one => [one],
            YamlList list => [.. list.Items.OfType<YamlScalar>()],
            _ => [],
        };

    /// <summary>The texts under a key: those of its list, or its only one.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Scalars(key).Select(s => s.Text)];

    /// <summary>The value of a key as a whole number, or null.</summary>
    public int? Whole(string key) =>
        int.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;

    /// <summary>The value of a key as a number, or null.</summary>
    public decimal? Number(string key) =>
        decimal.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : null;

    /// <summary>The value of a key as true or false, or null.</summary>
    public bool? Flag(string key) => bool.TryParse(Text(key), out var flag) ? flag : null;
}
