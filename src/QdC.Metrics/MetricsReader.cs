using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace QdC.Metrics;

/// <summary>Reads <c>metrics.yaml</c> and says everything that is wrong with it at once.</summary>
/// <param name="path">The file's path, for messages.</param>
/// <param name="star">The columns it may name.</param>
public sealed partial class MetricsReader(string path, StarColumns star) : DefinitionReader(path)
{
    private Dictionary<string, IReadOnlyDictionary<string, string>> _folders = [];
    private Dictionary<string, string> _sources = [];

    /// <summary>Reads the file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <returns>The definitions when sound, and the problems found.</returns>
    public static (MetricsFile? File, IReadOnlyList<MetricsProblem> Problems) Read(string text, string path)
    {
        var reader = new MetricsReader(path, StarColumns.Committed);
        var file = reader.ReadFile(text);
        return (reader.Found.Count == 0 ? file : null, reader.Found);
    }

    private MetricsFile? ReadFile(string text)
    {
        if (Root(text, "the keys dimensions, facts, measures, metrics") is not { } root)
        {
            return null;
        }
        var parts = Map(root, MetricsKeys.File);
        _folders = Each(parts, "folders", (_, node) => Names(node, Map(node, MetricsKeys.Languages)));
        _sources = Child(parts, "sources") is { } map ? Pairs(map).ToDictionary(p => p.Key, p => Scalar(p.Value)) : [];
        var dimensions = Each(parts, "dimensions", ReadDimension);
        var facts = Each(parts, "facts", (name, node) => ReadFact(name, node, dimensions));
        var measures = Each(parts, "measures", (name, node) => ReadMeasure(name, node, facts, dimensions));
        var metrics = Each(parts, "metrics", (name, node) => ReadMetric(name, node, measures, dimensions));
        return new MetricsFile(dimensions, measures, metrics) { Facts = facts, Folders = _folders, Sources = _sources, Published = ReadPublished(parts, dimensions, metrics), Known = ReadKnown(parts, dimensions, measures) };
    }

    private Dimension? ReadDimension(string name, YamlMappingNode node)
    {
        var keys = Map(node, MetricsKeys.Dimension);
        var dimension = new Dimension(
            name,
            Text(node, keys, "table"),
            Text(node, keys, "key"),
            Names(node, keys),
            Flag(keys, "sensitive")
        )
        {
            IsOrdered = Flag(keys, "ordered"),
        };
        JudgeDimension(node, keys, dimension);
        return dimension;
    }

    private Fact? ReadFact(string name, YamlMappingNode node, Dictionary<string, Dimension> dimensions)
    {
        var keys = Map(node, MetricsKeys.Fact);
        var paths = new Dictionary<string, DimensionPath>();
        if (Child(keys, "dimensions") is { } map)
        {
            foreach (var (key, value) in Pairs(map))
            {
                if (!dimensions.ContainsKey(key))
                {
                    SayUnknown(value, "dimension", key, dimensions.Keys);
                }
                paths[key] = value is YamlMappingNode age
                    ? new DimensionPath(Text(age, Map(age, "age_of"), "age_of"), true)
                    : new DimensionPath(Scalar(value), false);
            }
        }
        var (date, year) = (Optional(keys, "date"), Optional(keys, "year"));
        if ((date is null) == (year is null))
        {
            Say(node, $"fact \"{name}\" needs one of date and year.");
        }
        var fields = Child(keys, "fields") is { } given ? Pairs(given).ToDictionary(p => p.Key, p => Scalar(p.Value)) : [];
        var registered = Optional(keys, "registered");
        if (registered is not null && registered.Split('.').Length != 2)
        {
            Say(keys["registered"], $"\"{registered}\" is no contract field; write subject.field.");
        }
        var named = MetricsKeys.Languages.Any(keys.ContainsKey) ? Names(node, keys) : null;
        var fact = new Fact(name, Text(node, keys, "table"), date, year, Optional(keys, "last"), paths, fields, named) { Registered = registered };
        JudgeFact(node, keys, fact);
        return fact;
    }

    private Measure? ReadMeasure(
        string name,
        YamlMappingNode node,
        Dictionary<string, Fact> facts,
        Dictionary<string, Dimension> dimensions
    )
    {
        var keys = Map(node, MetricsKeys.Measure);
        var fact = Named(node, keys, "fact", facts);
        var given = MetricsKeys.Aggregates.Where(keys.ContainsKey).ToList();
        if (given.Count != 1)
        {
            Say(node, $"measure \"{name}\" needs exactly one of {string.Join(", ", MetricsKeys.Aggregates)}; received {given.Count}.");
            return null;
        }
        var time = Optional(keys, "time") switch
        {
            null or "in_period" => TimeRule.InPeriod,
            "at_end" => TimeRule.AtEnd,
            "month_mean" => TimeRule.MonthMean,
            "year" => TimeRule.Year,
            var other => Refuse(keys["time"], "time", other, MetricsKeys.Times, TimeRule.InPeriod),
        };
        if (fact is null)
        {
            return null;
        }
        if (fact.Last is null && (keys.ContainsKey("keep_last") || keys.ContainsKey("new_for") || keys.ContainsKey("within")))
        {
            Say(node, $"measure \"{name}\" filters a person's last row, but fact \"{fact.Name}\" names no column last.");
        }
        var percentile = given[0] == "percentile";
        if (percentile && time != TimeRule.InPeriod)
        {
            Say(keys["time"], $"measure \"{name}\" is a percentile, which is taken of the rows in the period; leave time out.");
        }
        if (time == TimeRule.MonthMean && given[0] == "distinct")
        {
            Say(keys["time"], $"measure \"{name}\" counts distinct values, which have no mean over months; write count or sum.");
        }
        if (!percentile && keys.ContainsKey("at"))
        {
            Say(keys["at"], $"measure \"{name}\" is no percentile; leave at out.");
        }
        var where = Filters(keys, "where");
        foreach (var key in where.Keys.Where(k => k.Contains('.')))
        {
            var dimension = key[..key.IndexOf('.')];
            if (!dimensions.ContainsKey(dimension) || !fact.Dimensions.ContainsKey(dimension))
            {
                SayUnknown(keys["where"], $"dimension of fact {fact.Name}", dimension, fact.Dimensions.Keys);
            }
        }
        var measure = new Measure(
            name,
            fact,
            given[0] switch
            {
                "count" => Aggregate.Rows,
                "sum" => Aggregate.Sum,
                "distinct" => Aggregate.Distinct,
                _ => Aggregate.Percentile,
            },
            given[0] == "count" ? "" : Scalar(keys[given[0]]),
            time,
            where,
            Filters(keys, "keep_last"),
            Optional(keys, "new_for"),
            Optional(keys, "within")
        )
        {
            At = percentile ? Share(node, keys, "at") : 0,
            Persons = ReadPersons(keys, where, facts),
            IsPublic = Flag(keys, "public"),
            KeptBy = Optional(keys, "kept_by"),
        };
        JudgeMeasure(node, keys, measure, dimensions);
        return measure;
    }

    private Metric? ReadMetric(
        string name,
        YamlMappingNode node,
        Dictionary<string, Measure> measures,
        Dictionary<string, Dimension> dimensions
    )
    {
        var keys = Map(node, MetricsKeys.Metric);
        var numerator = Named(node, keys, "numerator", measures);
        var less = keys.ContainsKey("less");
        if (less && MetricsKeys.OfRatios.FirstOrDefault(keys.ContainsKey) is { } ratio)
        {
            Say(keys[ratio], $"metric \"{name}\" is a difference (less) and has \"{ratio}\" too, which is of ratios: give one of them.");
        }
        var denominator = less ? Named(node, keys, "less", measures) : keys.ContainsKey("denominator") ? Named(node, keys, "denominator", measures) : null;
        var (numeratorBy, denominatorBy) = (OwnMeasures(keys, "numerator_by", measures), OwnMeasures(keys, "denominator_by", measures));
        var breakdowns = Names(keys, "breakdowns", dimensions.Keys);
        if (numerator is null)
        {
            return null;
        }
        var metric = new Metric
        {
            Name = name,
            Kpi = keys.ContainsKey("kpi") ? Number(node, keys, "kpi") : null,
            Unit = Text(node, keys, "unit"),
            Format = Text(node, keys, "format"),
            Folder = Known(node, keys, "folder", _folders.Keys),
            Direction = keys.TryGetValue("direction", out var way) && !MetricsKeys.Directions.Contains(Scalar(way))
                ? Refuse(way, "direction", Scalar(way), MetricsKeys.Directions, Direction.Neutral)
                : Enum.Parse<Direction>(Text(node, keys, "direction") is { Length: > 0 } given ? given : "neutral", ignoreCase: true),
            Target = Child(keys, "target") is { } target ? ReadTarget(target) : null,
            Source = Known(node, keys, "source", _sources.Keys),
            Factor = keys.ContainsKey("factor") ? Number(node, keys, "factor") : 1,
            Numerator = numerator,
            NumeratorBy = numeratorBy,
            Denominator = denominator,
            DenominatorBy = denominatorBy,
            DenominatorWhole = Names(keys, "denominator_whole", dimensions.Keys),
            MembersOfNumerator = Optional(keys, "members") == "numerator",
            ValueIsNumerator = Optional(keys, "value") == "numerator",
            IsDifference = less,
            LookBackYears = Optional(keys, "look_back_years"),
            DatedFromFirstDelivery = Optional(keys, "dated_from_first_delivery"),
            Breakdowns = breakdowns,
            Needs = [.. Names(keys, "needs", null).Select(n => new Need(n))],
            Texts = MetricsKeys.Languages.ToDictionary(l => l, l => ReadText(node, keys, l)),
            Origin = $"{Path}:{node.Start.Line}",
        };
        foreach (var breakdown in breakdowns)
        {
            foreach (var measure in new[] { metric.NumeratorFor([breakdown]), metric.DenominatorWhole.Contains(breakdown) ? null : metric.DenominatorFor([breakdown]) })
            {
                if (measure is not null && !measure.Fact.Dimensions.ContainsKey(breakdown))
                {
                    Say(
                        keys["breakdowns"],
                        $"metric \"{name}\" is broken down by \"{breakdown}\", but its measure \"{measure.Name}\" counts fact \"{measure.Fact.Name}\", which reaches only: {string.Join(", ", measure.Fact.Dimensions.Keys)}."
                    );
                }
            }
        }
        if (denominator is not null && (numerator.Aggregate == Aggregate.Percentile || denominator.Aggregate == Aggregate.Percentile))
        {
            Say(keys[less ? "less" : "denominator"], $"metric \"{name}\" divides a percentile or by one; a percentile stands alone, with the number of its values.");
        }
        foreach (var field in metric.Fields.Where(f => f.Split('.') is not [{ Length: > 0 }, { Length: > 0 } name] || name.Contains(' ')))
        {
            Say(keys["needs"], $"\"{field}\" is no contract field; write subject.field.");
        }
        JudgeMetric(node, metric);
        return metric;
    }

    private Target ReadTarget(YamlMappingNode node)
    {
        var keys = Map(node, MetricsKeys.Target);
        if (!decimal.TryParse(Text(node, keys, "value"), NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
        {
            Say(keys.GetValueOrDefault("value", node), "\"value\" must be a number in the metric's own unit.");
        }
        return new Target(value, keys.ContainsKey("year") ? Number(node, keys, "year") : null, Known(node, keys, "source", _sources.Keys));
    }

    /// <summary>A name that must be one of those the file gives.</summary>
    private string Known(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key, IEnumerable<string> among)
    {
        var name = Text(parent, keys, key);
        if (name.Length > 0 && !among.Contains(name))
        {
            SayUnknown(keys[key], key, name, among);
        }
        return name;
    }

    private Dictionary<string, Measure> OwnMeasures(Dictionary<string, YamlNode> keys, string key, Dictionary<string, Measure> measures)
    {
        var result = new Dictionary<string, Measure>();
        foreach (var (breakdown, value) in Child(keys, key) is { } map ? Pairs(map) : [])
        {
            if (measures.TryGetValue(Scalar(value), out var own))
            {
                result[breakdown] = own;
            }
            else
            {
                SayUnknown(value, "measure", Scalar(value), measures.Keys);
            }
        }
        return result;
    }
}
