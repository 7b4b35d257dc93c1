using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace QdC.Metrics;

/// <summary>Reads <c>metrics.yaml</c> and says everything that is wrong with it at once.</summary>
public sealed partial class MetricsReader
{
    private readonly string _path;
    private readonly List<MetricsProblem> _problems = [];

    private MetricsReader(string path) => _path = path;

    /// <summary>Reads the file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <returns>The definitions when sound, and the problems found.</returns>
    public static (MetricsFile? File, IReadOnlyList<MetricsProblem> Problems) Read(string text, string path)
    {
        var reader = new MetricsReader(path);
        var file = reader.ReadFile(text);
        return (reader._problems.Count == 0 ? file : null, reader._problems);
    }

    private MetricsFile? ReadFile(string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            Say((int)e.Start.Line, $"is not YAML: {e.Message}");
            return null;
        }
        if (yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is not YamlMappingNode root)
        {
            Say(1, "is empty; expected the keys dimensions, facts, measures, metrics.");
            return null;
        }
        var parts = Map(root, MetricsKeys.File);
        var dimensions = Each(parts, "dimensions", ReadDimension);
        var facts = Each(parts, "facts", (name, node) => ReadFact(name, node, dimensions));
        var measures = Each(parts, "measures", (name, node) => ReadMeasure(name, node, facts, dimensions));
        var metrics = Each(parts, "metrics", (name, node) => ReadMetric(name, node, measures, dimensions));
        return new MetricsFile(dimensions, measures, metrics) { Published = ReadPublished(parts, dimensions, metrics) };
    }

    private Dimension? ReadDimension(string name, YamlMappingNode node)
    {
        var keys = Map(node, MetricsKeys.Dimension);
        return new Dimension(
            name,
            Text(node, keys, "table"),
            Text(node, keys, "key"),
            MetricsKeys.Languages.ToDictionary(l => l, l => Text(node, keys, l)),
            Flag(keys, "sensitive")
        );
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
        return new Fact(name, Text(node, keys, "table"), date, year, Optional(keys, "last"), paths, fields);
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
        return new Measure(
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
        var denominator = keys.ContainsKey("denominator") ? Named(node, keys, "denominator", measures) : null;
        var (numeratorBy, denominatorBy) = (OwnMeasures(keys, "numerator_by", measures), OwnMeasures(keys, "denominator_by", measures));
        var breakdowns = Names(keys, "breakdowns", dimensions.Keys);
        var queryBreakdowns = Names(keys, "query_breakdowns", dimensions.Keys);
        if (numerator is null)
        {
            return null;
        }
        var metric = new Metric
        {
            Name = name,
            Kpi = Number(node, keys, "kpi"),
            Unit = Text(node, keys, "unit"),
            Format = Text(node, keys, "format"),
            Factor = keys.ContainsKey("factor") ? Number(node, keys, "factor") : 1,
            Numerator = numerator,
            NumeratorBy = numeratorBy,
            Denominator = denominator,
            DenominatorBy = denominatorBy,
            DenominatorWhole = Names(keys, "denominator_whole", dimensions.Keys),
            MembersOfNumerator = Optional(keys, "members") == "numerator",
            ValueIsNumerator = Optional(keys, "value") == "numerator",
            LookBackYears = Optional(keys, "look_back_years"),
            DatedFromFirstDelivery = Optional(keys, "dated_from_first_delivery"),
            Breakdowns = breakdowns,
            QueryBreakdowns = queryBreakdowns,
            Needs = Names(keys, "needs", null),
            Texts = MetricsKeys.Languages.ToDictionary(l => l, l => ReadText(node, keys, l)),
            Origin = $"{_path}:{node.Start.Line}",
        };
        foreach (var (key, breakdown) in breakdowns.Select(b => ("breakdowns", b)).Concat(queryBreakdowns.Select(b => ("query_breakdowns", b))))
        {
            foreach (var measure in new[] { metric.NumeratorFor([breakdown]), metric.DenominatorWhole.Contains(breakdown) ? null : metric.DenominatorFor([breakdown]) })
            {
                if (measure is not null && !measure.Fact.Dimensions.ContainsKey(breakdown))
                {
                    Say(
                        keys[key],
                        $"metric \"{name}\" is broken down by \"{breakdown}\", but its measure \"{measure.Name}\" counts fact \"{measure.Fact.Name}\", which reaches only: {string.Join(", ", measure.Fact.Dimensions.Keys)}."
                    );
                }
            }
        }
        if (denominator is not null && (numerator.Aggregate == Aggregate.Percentile || denominator.Aggregate == Aggregate.Percentile))
        {
            Say(keys["denominator"], $"metric \"{name}\" divides a percentile or by one; a percentile stands alone, with the number of its values.");
        }
        foreach (var need in metric.Needs.Where(n => n.Split('.').Length != 2))
        {
            Say(keys["needs"], $"\"{need}\" is no contract field; write subject.field.");
        }
        return metric;
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

    private MetricText ReadText(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string language)
    {
        if (Child(keys, language) is not { } node)
        {
            Say(parent, $"lacks its texts in \"{language}\": write {language}: {{ name: …, description: … }}.");
            return new MetricText("", "");
        }
        var texts = Map(node, MetricsKeys.Text);
        return new MetricText(Text(node, texts, "name"), Text(node, texts, "description"));
    }

    // ---- the shapes of YAML -------------------------------------------------------------------------------------

    private Dictionary<string, T> Each<T>(
        Dictionary<string, YamlNode> parts,
        string part,
        Func<string, YamlMappingNode, T?> read
    )
        where T : class
    {
        var result = new Dictionary<string, T>();
        if (Child(parts, part) is not { } map)
        {
            Say(1, $"lacks the key \"{part}\".");
            return result;
        }
        foreach (var (name, value) in Pairs(map))
        {
            if (value is not YamlMappingNode node)
            {
                Say(value, $"\"{name}\" of {part} must be a mapping.");
            }
            else if (read(name, node) is { } item)
            {
                result[name] = item;
            }
        }
        return result;
    }

    private Dictionary<string, YamlNode> Map(YamlMappingNode node, params string[] allowed)
    {
        var result = new Dictionary<string, YamlNode>();
        foreach (var (key, value) in Pairs(node))
        {
            if (!allowed.Contains(key))
            {
                SayUnknown(value, "key", key, allowed);
            }
            result[key] = value;
        }
        return result;
    }

    private static IEnumerable<(string Key, YamlNode Value)> Pairs(YamlMappingNode node) =>
        node.Children.Select(pair => (Scalar(pair.Key), pair.Value));

    private static YamlMappingNode? Child(Dictionary<string, YamlNode> keys, string key) =>
        keys.GetValueOrDefault(key) as YamlMappingNode;

    private static string Scalar(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    private static string? Optional(Dictionary<string, YamlNode> keys, string key) =>
        keys.TryGetValue(key, out var node) ? Scalar(node) : null;

    private static bool Flag(Dictionary<string, YamlNode> keys, string key) => Optional(keys, key) == "true";

    /// <summary>Conditions: a column and the value it must have, or the list of those it may have.</summary>
    private static Dictionary<string, IReadOnlyList<string>> Filters(Dictionary<string, YamlNode> keys, string key) =>
        Child(keys, key) is { } map
            ? Pairs(map).ToDictionary(p => p.Key, p => (IReadOnlyList<string>)(p.Value is YamlSequenceNode list ? [.. list.Select(Scalar)] : [Scalar(p.Value)]))
            : [];

    private string Text(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key)
    {
        if (Optional(keys, key) is { Length: > 0 } text)
        {
            return text;
        }
        Say(parent, $"lacks \"{key}\".");
        return "";
    }

    private int Number(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key)
    {
        if (int.TryParse(Text(parent, keys, key), CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }
        Say(keys.GetValueOrDefault(key, parent), $"\"{key}\" must be a whole number.");
        return 0;
    }

    private decimal Share(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key)
    {
        if (decimal.TryParse(Text(parent, keys, key), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
        {
            return share;
        }
        Say(keys.GetValueOrDefault(key, parent), $"\"{key}\" must be a number from 0 to 1, for example 0.5 for the median.");
        return 0;
    }

    private List<string> Names(Dictionary<string, YamlNode> keys, string key, IEnumerable<string>? allowed, string what = "dimension")
    {
        if (keys.GetValueOrDefault(key) is not YamlSequenceNode list)
        {
            return [];
        }
        foreach (var item in list.Where(i => allowed is not null && !allowed.Contains(Scalar(i))))
        {
            SayUnknown(item, what, Scalar(item), allowed!);
        }
        return [.. list.Select(Scalar)];
    }

    private T? Named<T>(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key, Dictionary<string, T> known)
        where T : class
    {
        var name = Text(parent, keys, key);
        if (name.Length > 0 && !known.ContainsKey(name))
        {
            SayUnknown(keys[key], key, name, known.Keys);
        }
        return known.GetValueOrDefault(name);
    }

    private T Refuse<T>(YamlNode node, string what, string received, IEnumerable<string> allowed, T fallback)
    {
        SayUnknown(node, what, received, allowed);
        return fallback;
    }

    private void SayUnknown(YamlNode node, string what, string received, IEnumerable<string> allowed)
    {
        var names = allowed.ToList();
        var meant = NearestName.Of(received, names) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";
        Say(node, $"unknown {what} \"{received}\".{meant} Allowed: {string.Join(", ", names)}.");
    }

    private void Say(YamlNode node, string message) => Say((int)node.Start.Line, message);

    private void Say(int line, string message) => _problems.Add(new MetricsProblem(_path, line, message));
}
