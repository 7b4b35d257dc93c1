using System.Globalization;
using QdC.Pipeline.Jobs.Reading;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Grammar;

/// <summary>Checks a file's nodes against the grammar and notes everything that does not fit.</summary>
internal sealed class ShapeCheck(Problems problems)
{
    /// <summary>Checks a node and all below it.</summary>
    /// <param name="node">What stands there.</param>
    /// <param name="shape">What may stand there.</param>
    /// <param name="name">The key above it, for messages.</param>
    public void Check(YamlNode node, Shape shape, string name)
    {
        switch (shape)
        {
            case EitherShape either:
                Check(node, IsShort(node, either.Short) ? either.Short : either.Long, name);
                break;
            case ListShape list when node is YamlList items:
                if (items.Items.Count == 0)
                    problems.Error(node.Place, $"\"{name}\" is an empty list");
                foreach (var item in items.Items)
                    Check(item, list.Item, name);
                break;
            case ListShape { OrOne: true } list:
                Check(node, list.Item, name);
                break;
            case KeysShape keys when node is YamlMap map:
                Keys(map, keys);
                break;
            case TableShape table when node is YamlMap map:
                foreach (var entry in map.Entries)
                {
                    Form(entry.Key, table.KeyForm);
                    Check(entry.Value, table.Value, entry.Key.Text);
                }
                break;
            default:
                if (node is YamlScalar scalar)
                    Scalar(scalar, shape, name);
                else
                    WrongKind(node, shape, name);
                break;
        }
    }

    private static bool IsShort(YamlNode node, Shape shape) => shape is KeysShape keys ? node is YamlMap map && keys.Keys.Any(k => map.Has(k.Name)) : node is YamlScalar;

    private void Keys(YamlMap map, KeysShape shape)
    {
        foreach (var entry in map.Entries)
        {
            var key = shape.Keys.FirstOrDefault(k => k.Name == entry.Key.Text);
            if (key is null)
                problems.Unknown(entry.Key.Place, "key", entry.Key.Text, shape.Keys.Select(k => k.Name));
            else
                Check(entry.Value, key.Shape, key.Name);
        }
        foreach (var key in shape.Keys.Where(k => k.Required && !map.Has(k.Name)))
            problems.Error(map.Place, $"missing key \"{key.Name}\"", next: key.About);
        foreach (var rule in shape.Rules)
            Rule(map, rule);
    }

    private void Rule(YamlMap map, KeyRule rule)
    {
        switch (rule)
        {
            case KeyRule.ExactlyOne one when !one.Names.Any(map.Has):
                problems.Error(map.Place, "a key is missing", allowed: $"exactly one of {string.Join(", ", one.Names)}");
                break;
            case KeyRule.ExactlyOne one:
                OnlyOne(map, one.Names);
                break;
            case KeyRule.AtMostOne most:
                OnlyOne(map, most.Names);
                break;
            case KeyRule.Needs needs when map.Entry(needs.Name) is { } entry && !needs.Beside.Any(map.Has):
                problems.Error(
                    entry.Key.Place,
                    $"\"{needs.Name}\" has no meaning without {string.Join(" or ", needs.Beside.Select(b => $"\"{b}\""))}"
                );
                break;
        }
    }

    private void OnlyOne(YamlMap map, string[] names)
    {
        foreach (var surplus in map.Entries.Where(e => names.Contains(e.Key.Text)).Skip(1))
            problems.Error(
                surplus.Key.Place,
                $"\"{surplus.Key.Text}\" stands beside \"{map.Entries.First(e => names.Contains(e.Key.Text)).Key.Text}\"",
                allowed: $"only one of {string.Join(", ", names)}"
            );
    }

    private void Scalar(YamlScalar value, Shape shape, string name)
    {
        if (value.Scalar == ScalarKind.Empty)
        {
            problems.Error(value.Place, $"\"{name}\" has no value", allowed: Describe(shape));
            return;
        }
        switch (shape)
        {
            case TextShape text when value.Scalar != ScalarKind.Text && text.Form?.Fault(value.Text) is null:
                problems.Error(
                    value.Place,
                    $"{text.Form?.Name ?? $"\"{name}\""} must be text, this is {value.Kind}:",
                    value.Text,
                    text.Form?.Allowed,
                    next: $"Write \"{value.Text}\" with the quotes."
                );
                break;
            case TextShape { Form: { } form }:
                Form(value, form);
                break;
            case TextShape or AnyValueShape:
                break;
            case ChoiceShape choice when !choice.Words.Contains(value.Text):
                problems.Unknown(value.Place, name, value.Text, choice.Words);
                break;
            case ChoiceShape:
                break;
            case FlagShape when value.Scalar == ScalarKind.Flag:
                break;
            case WholeShape whole when IsWhole(value, whole):
                break;
            case NumberShape number when IsNumber(value, number):
                break;
            default:
                WrongKind(value, shape, name);
                break;
        }
    }

    private void Form(YamlScalar value, TextForm form)
    {
        if (form.Fault(value.Text) is { } fault)
            problems.Error(value.Place, $"bad {form.Name}", value.Text, form.Allowed, next: fault == "" ? null : fault);
    }

    private void WrongKind(YamlNode node, Shape shape, string name) =>
        problems.Error(node.Place, $"\"{name}\" is {node.Kind}", (node as YamlScalar)?.Text, Describe(shape));

    private static bool IsWhole(YamlScalar value, WholeShape shape) =>
        value.Scalar == ScalarKind.Number
        && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
        && n >= shape.Min
        && n <= shape.Max;

    private static bool IsNumber(YamlScalar value, NumberShape shape) =>
        value.Scalar == ScalarKind.Number
        && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n)
        && !(n < shape.Min)
        && !(n > shape.Max);

    private static string Describe(Shape shape) =>
        shape switch
        {
            TextShape { Form: { } form } => form.Allowed,
            TextShape => "text",
            ChoiceShape choice => string.Join(", ", choice.Words),
            WholeShape { Max: int.MaxValue } whole => $"a whole number from {whole.Min}",
            WholeShape whole => $"a whole number from {whole.Min} to {whole.Max}",
            NumberShape { Min: { } min, Max: { } max } => $"a number from {min} to {max}",
            NumberShape => "a number",
            FlagShape => "true or false",
            AnyValueShape => "a single value",
            ListShape { OrOne: true } list => $"{Describe(list.Item)}, or a list of such",
            ListShape => "a list, for example [a, b]",
            TableShape or KeysShape => "keys with values",
            EitherShape { Short: KeysShape } either => Describe(either.Long),
            EitherShape either => $"{Describe(either.Short)}, or {Describe(either.Long)}",
            _ => throw new InvalidOperationException($"no words for {shape}"),
        };
}
