using YamlDotNet.RepresentationModel;

namespace QdC.Metrics;

/// <content>What the warehouse does not have, or would count twice.</content>
public sealed partial class MetricsReader
{
    private static readonly string[] Shares = ["percent", "per_1000"];
    private static readonly string[] Numbers = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL"];

    private void JudgeDimension(YamlMappingNode node, Dictionary<string, YamlNode> keys, Dimension dimension)
    {
        if (TableOf(node, keys, dimension.Table) is not { } columns)
        {
            return;
        }
        foreach (var column in new[] { dimension.Key, "code" }.Where(c => c.Length > 0))
        {
            NeedColumn(keys["table"], columns, dimension.Table, column);
        }
        if (star.HasHistory(dimension.Table))
        {
            Say(
                keys["table"],
                $"dimension \"{dimension.Name}\" fans out: {dimension.Table} holds a row for each time a member changed, so a row of a fact would be counted once for each. Name a table with one row a key."
            );
        }
    }

    private void JudgeFact(YamlMappingNode node, Dictionary<string, YamlNode> keys, Fact fact)
    {
        if (TableOf(node, keys, fact.Table) is not { } columns)
        {
            return;
        }
        foreach (var (key, column) in new[] { ("date", fact.Date), ("year", fact.Year), ("last", fact.Last), ("registered", fact.Registered?.Split('.')[^1]) })
        {
            if (column is not null)
            {
                NeedColumn(keys[key], columns, fact.Table, column);
            }
        }
        foreach (var (dimension, way) in Child(keys, "dimensions") is { } map ? Pairs(map) : [])
        {
            if (fact.Dimensions.TryGetValue(dimension, out var path))
            {
                NeedColumn(way, columns, fact.Table, path.Column);
            }
        }
    }

    private void JudgeMeasure(YamlMappingNode node, Dictionary<string, YamlNode> keys, Measure measure, Dictionary<string, Dimension> dimensions)
    {
        if (!star.Tables.TryGetValue(measure.Fact.Table, out var columns))
        {
            return; // said of the fact
        }
        foreach (var column in measure.Column.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            NeedColumn(node, columns, measure.Fact.Table, column);
        }
        if (measure.Aggregate is Aggregate.Sum or Aggregate.Percentile && columns.TryGetValue(measure.Column, out var type) && !Numbers.Contains(type.Split('(')[0]))
        {
            Say(node, $"measure \"{measure.Name}\" adds up {measure.Fact.Table}.{measure.Column}, which holds {type}, no number.");
        }
        foreach (var (key, filters) in new[] { ("where", measure.Where), ("keep_last", measure.KeepLast) })
        {
            foreach (var name in filters.Keys)
            {
                if (name.Split('.') is [var dimension, var column])
                {
                    if (dimensions.TryGetValue(dimension, out var of) && star.Tables.TryGetValue(of.Table, out var members))
                    {
                        NeedColumn(keys[key], members, of.Table, column);
                    }
                }
                else
                {
                    NeedColumn(keys[key], columns, measure.Fact.Table, name);
                }
            }
        }
        foreach (var (key, column) in new[] { ("new_for", measure.NewFor), ("within", measure.Within) })
        {
            if (column is not null)
            {
                NeedColumn(keys[key], columns, measure.Fact.Table, column);
            }
        }
        if (measure.Persons is { } persons && star.Tables.TryGetValue(persons.Fact.Table, out var behind))
        {
            foreach (var column in new[] { persons.Person, persons.Amount }.OfType<string>())
            {
                NeedColumn(keys["persons"], behind, persons.Fact.Table, column);
            }
        }
    }

    private void JudgeMetric(YamlMappingNode node, Metric metric)
    {
        if (Shares.Contains(metric.Unit) && !metric.IsDivided)
        {
            Say(node, $"metric \"{metric.Name}\" is told as {metric.Unit} but has no denominator: a share is guarded against a denominator of 0 only where it names one.");
        }
    }

    private IReadOnlyDictionary<string, string>? TableOf(YamlMappingNode node, Dictionary<string, YamlNode> keys, string table)
    {
        if (table.Length > 0 && !star.Tables.ContainsKey(table))
        {
            SayUnknown(keys.GetValueOrDefault("table", node), "table of the star", table, star.Tables.Keys);
        }
        return star.Tables.GetValueOrDefault(table);
    }

    private void NeedColumn(YamlNode node, IReadOnlyDictionary<string, string> columns, string table, string column)
    {
        if (!columns.ContainsKey(column))
        {
            SayUnknown(node, $"column of {table}", column, columns.Keys);
        }
    }
}
