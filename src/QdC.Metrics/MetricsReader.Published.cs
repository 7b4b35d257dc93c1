using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace QdC.Metrics;

public sealed partial class MetricsReader
{
    private PersonsBehind? ReadPersons(Dictionary<string, YamlNode> measure, IReadOnlyDictionary<string, IReadOnlyList<string>> where, Dictionary<string, Fact> facts)
    {
        if (Child(measure, "persons") is not { } node)
        {
            return null;
        }
        var keys = Map(node, MetricsKeys.Persons);
        return Named(node, keys, "fact", facts) is { } fact
            ? new PersonsBehind(fact, Text(node, keys, "distinct"), Optional(keys, "amount"), keys.ContainsKey("where") ? Filters(keys, "where") : where)
            : null;
    }

    private List<PublishedTable> ReadPublished(Dictionary<string, YamlNode> parts, Dictionary<string, Dimension> dimensions, Dictionary<string, Metric> metrics)
    {
        var tables = new List<(YamlMappingNode Node, PublishedTable Table)>();
        foreach (var item in parts.GetValueOrDefault("published") is YamlSequenceNode list ? list.Children : [])
        {
            if (item is not YamlMappingNode node)
            {
                Say(item, "an entry of published must be a mapping.");
                continue;
            }
            var keys = Map(node, MetricsKeys.Published);
            var periods = Names(keys, "periods", MetricsKeys.Periods, "kind of period");
            if (periods.Count == 0)
            {
                Say(node, "lacks \"periods\".");
            }
            var breakdowns = keys.ContainsKey("by") ? Names(keys, "by", dimensions.Keys) : [PublishedTable.Total];
            foreach (var metric in Names(keys, "metrics", metrics.Keys, "metric").Where(metrics.ContainsKey).Select(m => metrics[m]))
            {
                foreach (var breakdown in breakdowns)
                {
                    var table = new PublishedTable(metric.Name, breakdown, periods);
                    Judge(node, table, metric, dimensions.GetValueOrDefault(breakdown));
                    if (tables.Exists(t => t.Table.Metric == table.Metric && t.Table.Breakdown == table.Breakdown))
                    {
                        Say(node, $"\"{metric.Name}\" by {breakdown} is published twice.");
                    }
                    tables.Add((node, table));
                }
            }
        }
        JudgeTogether(tables, metrics);
        return [.. tables.Select(t => t.Table)];
    }

    private List<KnownRelation> ReadKnown(Dictionary<string, YamlNode> parts, Dictionary<string, Dimension> dimensions, Dictionary<string, Measure> measures)
    {
        var known = new List<KnownRelation>();
        foreach (var item in parts.GetValueOrDefault("known") is YamlSequenceNode list ? list.Children : [])
        {
            if (Scalar(item).Split("<=") is not [var less, var more])
            {
                Say(item, $"\"{Scalar(item)}\" is no relation; write measures, with + between them, on both sides of one <=.");
                continue;
            }
            known.Add(new KnownRelation([.. Terms(less, 1), .. Terms(more, -1)]));

            IEnumerable<KnownTerm> Terms(string side, int sign) => side.Split(" + ").Select(t => ReadTerm(item, t.Trim(), sign, dimensions, measures)).OfType<KnownTerm>();
        }
        return known;
    }

    private KnownTerm? ReadTerm(YamlNode item, string text, int sign, Dictionary<string, Dimension> dimensions, Dictionary<string, Measure> measures)
    {
        if (KnownForm().Match(text) is not { Success: true } form)
        {
            Say(item, $"\"{text}\" is no number of a relation; write a measure, 2 measure, or measure[dimension member].");
            return null;
        }
        var (name, dimension) = (form.Groups["measure"].Value, form.Groups["dimension"].Value);
        if (dimension.Length > 0 && !dimensions.ContainsKey(dimension))
        {
            SayUnknown(item, "dimension", dimension, dimensions.Keys);
        }
        if (!measures.TryGetValue(name, out var measure))
        {
            SayUnknown(item, "measure", name, measures.Keys);
            return null;
        }
        var weight = form.Groups["weight"].Value is { Length: > 0 } times ? int.Parse(times, CultureInfo.InvariantCulture) : 1;
        return dimension.Length == 0 ? new(sign * weight, measure, null, null) : new(sign * weight, measure, dimension, form.Groups["member"].Value);
    }

    [GeneratedRegex(@"^((?<weight>[1-9]\d?) )?(?<measure>\w+)(\[(?<dimension>\w+) (?<member>[^\]]+)\])?$")]
    private static partial Regex KnownForm();

    /// <summary>What one figure shows of some members only, and another shows member by member, can be set off against each other in ways no relation says.</summary>
    private void JudgeTogether(List<(YamlMappingNode Node, PublishedTable Table)> tables, Dictionary<string, Metric> metrics)
    {
        var shown = tables.SelectMany(t => Counting(metrics[t.Table.Metric], t.Table.Breakdown).Select(m => (t.Node, t.Table.Metric, t.Table.Breakdown, Measure: m))).ToList();
        var overlaps =
            from some in shown
            from each in shown
            where some.Measure.Fact.Table == each.Measure.Fact.Table
            let filter = some.Measure.Where.Keys.FirstOrDefault(k => k.StartsWith($"{each.Breakdown}.", StringComparison.Ordinal) && !each.Measure.Where.ContainsKey(k))
            where filter is not null
            select (some.Node, Message: $"\"{some.Metric}\" counts some members of \"{each.Breakdown}\" only (\"{filter}\"), and \"{each.Metric}\" is published by \"{each.Breakdown}\": publish one of the two.");
        foreach (var (node, message) in overlaps.DistinctBy(o => o.Message))
        {
            Say(node, message);
        }
    }

    /// <summary>True when each row of the fact belongs to one member for good: no age, and nothing that the period's last row decides.</summary>
    private static bool IsKnownBy(Fact persons, string? breakdown) =>
        breakdown is null || (persons.Last is null && persons.Dimensions.TryGetValue(breakdown, out var path) && !path.IsAgeOfBirthYear);

    private static IEnumerable<Measure> Counting(Metric metric, string breakdown)
    {
        var (numerator, denominator) = metric.Shown(PublishedTable.Dimensions(breakdown));
        return new[] { numerator, denominator }.OfType<Measure>().Where(m => !m.IsPublic);
    }

    /// <summary>What may not be seen outside, or not so finely, is refused here: nobody finds out later.</summary>
    private void Judge(YamlMappingNode node, PublishedTable table, Metric metric, Dimension? dimension)
    {
        if (dimension is not null && !metric.Breakdowns.Contains(table.Breakdown))
        {
            Say(node, $"\"{metric.Name}\" is not stored by \"{table.Breakdown}\"; it has: {string.Join(", ", metric.Breakdowns)}.");
        }
        if (metric.IsDifference)
        {
            Say(node, $"\"{metric.Name}\" is a difference, which tells of whoever the counts it is made of tell: publish those.");
        }
        if (dimension is { Sensitive: true } && table.Periods.Any(p => p != "year"))
        {
            Say(node, $"\"{metric.Name}\" by \"{table.Breakdown}\" has members of the sensitive list, which are seen by year only; received periods: {string.Join(", ", table.Periods)}.");
        }
        if (table.Periods.Contains("rolling12") && !table.Periods.Contains("month"))
        {
            Say(node, $"\"{metric.Name}\" is published by rolling12 without month: what differs between two of them is a month all the same.");
        }
        if (dimension is not null && (metric.MembersOfNumerator || metric.DenominatorWhole.Contains(table.Breakdown)))
        {
            Say(node, $"\"{metric.Name}\" is published by \"{table.Breakdown}\", but its members are divided by the whole, or stand only where the numerator counts something; only its total can be published.");
        }
        var breakdown = dimension?.Name;
        foreach (var measure in Counting(metric, table.Breakdown))
        {
            if (measure is { Aggregate: Aggregate.Sum, Persons: null })
            {
                Say(node, $"\"{metric.Name}\" is published, but its measure \"{measure.Name}\" says neither which persons are behind it nor that it is public.");
            }
            if (measure is { Persons: { } persons } && (persons.Fact.Date is null || measure.Time != TimeRule.InPeriod || !IsKnownBy(persons.Fact, breakdown)))
            {
                Say(node, $"\"{metric.Name}\" is published, but the persons behind its measure \"{measure.Name}\" are not known by {breakdown ?? "period"}.");
            }
            if (measure.Time is TimeRule.Year or TimeRule.MonthMean)
            {
                Say(node, $"\"{metric.Name}\" is published, but its measure \"{measure.Name}\" is a yearly figure or a mean over months, which are published only when marked public.");
            }
        }
    }
}
