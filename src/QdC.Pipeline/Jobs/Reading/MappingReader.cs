using QdC.Metrics;
using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Reads how one contract field is filled.</summary>
internal static class MappingReader
{
    /// <summary>Reads the short form (a column's name) or the long one.</summary>
    public static ColumnMapping Read(YamlEntry entry)
    {
        var origin = entry.Key.Place.Origin;
        if (entry.Value is not YamlMap node)
            return new() { From = entry.Value is YamlScalar column ? [column.Text] : [], Origin = origin };
        return new()
        {
            From = node.Texts("from"),
            NullIf = node.Texts("null_if"),
            CodeList = node.Text("code_list"),
            Split = node.Text("split"),
            OnlyWhen =
                node.Map("only_when")?.Entries.Where(e => e.Value is YamlScalar).ToDictionary(e => e.Key.Text, e => ((YamlScalar)e.Value).Text)
                ?? [],
            TrueIf = node.Texts("true_if"),
            FalseIf = node.Texts("false_if"),
            IfFilled = node.Text("if_filled"),
            IfEmpty = node.Text("if_empty"),
            Unavailable = Unavailable(node),
            Default = Default(node.Entry("default")?.Value),
            Derive = Derive(node),
            Origin = origin,
        };
    }

    private static IReadOnlyList<DatedValue> Default(YamlNode? node) =>
        node switch
        {
            YamlScalar constant => [new(constant.Text, null)],
            YamlList list =>
            [
                .. list
                    .Items.OfType<YamlMap>()
                    .Select(item => new DatedValue(item.Text("value") ?? "", TimeForms.ParseDate(item.Text("from"))))
                    .OrderBy(dated => dated.From ?? DateOnly.MinValue),
            ],
            _ => [],
        };

    /// <summary>Why the field is not there, in each language or in one text that stands for all.</summary>
    private static Words? Unavailable(YamlMap node) =>
        node.Map("unavailable") is { } why ? Words.Of(language => why.Text(language) ?? "") : node.Text("unavailable") is { } text ? (Words)text : null;

    private static Derivation? Derive(YamlMap node) =>
        node.Text("derive") switch
        {
            "first_seen" => new Derivation.FirstSeen(),
            "state_change" when node.Text("to") is { } to => new Derivation.StateChange(to, node.Text("field") ?? "state"),
            "join" when (node.Text("extract"), node.Text("by"), node.Text("field")) is ({ } extract, { } by, { } field) =>
                new Derivation.Join(extract, by, field),
            _ => null,
        };
}
