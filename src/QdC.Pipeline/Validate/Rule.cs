using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate;

/// <summary>One rule of the catalogue: its code, what breaking it does, and the sentence a steward reads.</summary>
public abstract class Rule
{
    /// <summary>The code, in snake_case; never changes once released.</summary>
    public abstract string Code { get; }

    /// <summary>Error rejects the row, query keeps it.</summary>
    public abstract Severity Severity { get; }

    /// <summary>The sentence in Catalan.</summary>
    public abstract string Ca { get; }

    /// <summary>The sentence in Spanish.</summary>
    public abstract string Es { get; }

    /// <summary>The sentence in English.</summary>
    public abstract string En { get; }

    /// <summary>The sentence in a language (ca, es or en), its placeholders {field}, {column}, {value}, {effective} … filled.</summary>
    public string Sentence(string language, IReadOnlyDictionary<string, string> facts)
    {
        var sentence = language switch
        {
            "ca" => Ca,
            "es" => Es,
            "en" => En,
            _ => throw new ArgumentException($"'{language}' is no language of the rules: ca, es, en.", nameof(language)),
        };
        foreach (var (name, value) in facts)
        {
            sentence = sentence.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return sentence;
    }

    /// <inheritdoc/>
    public override string ToString() => Code;
}

/// <summary>A rule about the record as such, decided while it is read.</summary>
public abstract class RecordRule : Rule;

/// <summary>A rule about one value.</summary>
public abstract class FieldRule : Rule
{
    /// <summary>True when a value that breaks the rule is not kept.</summary>
    public virtual bool Invalidates => false;

    /// <summary>True when the rule has something to say about the field.</summary>
    public abstract bool AppliesTo(FieldPlan plan);

    /// <summary>The field whose constant value keeps the rule from ever speaking in an extract; null when none does.</summary>
    public virtual string? SilencedBy(ExtractDefinition extract) => null;

    /// <summary>True when the row's cell breaks the rule.</summary>
    public abstract bool Broken(Row row, FieldPlan plan, in Cell cell);
}

/// <summary>A rule about values of one row together.</summary>
public abstract class RowRule : Rule
{
    /// <summary>The checks the rule makes on a subject; none when it lacks the fields.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="position">The position of a field by name, -1 when the subject lacks it.</param>
    public abstract IEnumerable<RowCheck> Bind(Subject subject, Func<string, int> position);
}

/// <summary>One check of a <see cref="RowRule"/>.</summary>
/// <param name="Field">The field a finding stands at.</param>
/// <param name="Broken">True when the row breaks the rule.</param>
public sealed record RowCheck(int Field, Func<Row, bool> Broken);

/// <summary>A rule that is checked by SQL over a delivery or over the current observations.</summary>
public abstract class SetRule : Rule;
