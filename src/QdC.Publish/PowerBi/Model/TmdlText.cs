using System.Text;
using System.Text.RegularExpressions;

namespace QdC.Publish.PowerBi;

/// <summary>Text of TMDL: one tab a level, names in quotes where they need them, expressions of several lines two levels below their object.</summary>
internal sealed partial class TmdlText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>A name as TMDL writes it.</summary>
    public static string Name(string name) => Plain().IsMatch(name) ? name : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>An object with what stands in it.</summary>
    /// <param name="head">Its keyword and name.</param>
    /// <param name="inside">Writes its properties, then its children.</param>
    /// <param name="description">What it says; null for nothing.</param>
    public void Object(string head, Action inside, string? description = null)
    {
        Describe(description);
        Line(head);
        Inside(inside);
    }

    /// <summary>An object whose default property is an expression.</summary>
    public void Object(string head, string expression, Action inside, string? description = null)
    {
        Describe(description);
        Expression(head, expression, below: 2);
        Inside(inside);
    }

    /// <summary>A property with a value.</summary>
    public void Property(string name, string value) => Line($"{name}: {value}");

    /// <summary>A property that stands for true.</summary>
    public void Flag(string name, bool isTrue = true)
    {
        if (isTrue)
        {
            Line(name);
        }
    }

    /// <summary>A property that is an expression.</summary>
    public void Expression(string name, string expression) => Expression(name, expression, below: 1);

    /// <summary>An annotation, after a blank line as Desktop writes it.</summary>
    public void Annotation(string name, string value)
    {
        Blank();
        Line($"annotation {name} = {value}");
    }

    /// <summary>The rules of the Best Practice Analyzer that do not apply to the object.</summary>
    public void Ignored(IReadOnlyList<string> rules)
    {
        if (rules.Count > 0)
        {
            Annotation("BestPracticeAnalyzer_IgnoreRules", $$"""{"RuleIDs":[{{string.Join(',', rules.Select(r => $"\"{r}\""))}}]}""");
        }
    }

    /// <summary>A line at this level.</summary>
    public void Line(string text) => _text.Append('\t', _depth).Append(text).Append('\n');

    /// <summary>An empty line.</summary>
    public void Blank() => _text.Append('\n');

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Expression(string head, string expression, int below)
    {
        var lines = expression.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        if (lines.Length == 1)
        {
            Line($"{head} = {lines[0]}");
            return;
        }
        Line($"{head} =");
        foreach (var line in lines)
        {
            _text.Append('\t', line.Length == 0 ? 0 : _depth + below).Append(line).Append('\n');
        }
    }

    private void Inside(Action inside)
    {
        _depth++;
        inside();
        _depth--;
    }

    private void Describe(string? description)
    {
        if (description is not null)
        {
            Line($"/// {description}");
        }
    }

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]*$")]
    private static partial Regex Plain();
}
