using System.Text.Json.Nodes;

namespace QdC.Metrics;

/// <summary>The keys that <c>metrics.yaml</c> knows, from which both the reader and the editor's schema come.</summary>
public static class MetricsKeys
{
    internal static readonly string[] Languages = ["ca", "es", "en"];
    internal static readonly string[] File = ["folders", "sources", "dimensions", "facts", "measures", "metrics", "published", "known"];
    internal static readonly string[] Dimension = ["table", "key", "sensitive", "ordered", .. Languages];
    internal static readonly string[] Fact = ["table", "date", "registered", "year", "last", "dimensions", "fields", .. Languages];
    internal static readonly string[] Aggregates = ["count", "sum", "distinct", "percentile"];
    internal static readonly string[] Measure = ["fact", .. Aggregates, "at", "time", "where", "keep_last", "kept_by", "new_for", "within", "persons", "public"];
    internal static readonly string[] Persons = ["fact", "distinct", "amount", "where"];
    internal static readonly string[] Published = ["metrics", "by", "periods"];
    internal static readonly string[] Periods = ["month", "quarter", "year", "rolling12"];
    internal static readonly string[] Metric =
    [
        "kpi", "unit", "format", "folder", "direction", "target", "source", "factor", "numerator", "numerator_by", "denominator", "denominator_by", "denominator_whole", "less", "members", "value", "look_back_years",
        "dated_from_first_delivery", "breakdowns", "needs", .. Languages,
    ];
    internal static readonly string[] OfRatios = ["denominator", "denominator_by", "denominator_whole", "members", "value"];
    internal static readonly string[] Text = ["name", "description"];
    internal static readonly string[] Target = ["value", "year", "source"];
    internal static readonly string[] Directions = ["higher", "lower", "neutral"];
    internal static readonly string[] Times = ["in_period", "at_end", "month_mean", "year"];

    /// <summary>The JSON Schema of the file, for editors.</summary>
    public static string Schema()
    {
        JsonObject Each(JsonObject item) => new() { ["type"] = "object", ["additionalProperties"] = item };
        var metric = Shape(Metric, "unit", "format", "folder", "direction", "source", "numerator", "breakdowns", "needs", "ca", "es", "en");
        foreach (var language in Languages)
        {
            metric["properties"]![language] = Shape(Text, Text);
        }
        metric["properties"]!["direction"] = Words(Directions);
        metric["properties"]!["needs"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string", ["pattern"] = @"^\w+\.\w+( or \w+\.\w+)*$" } };
        metric["properties"]!["target"] = Shape(Target, "value", "source");
        var measure = Shape(Measure, "fact");
        measure["properties"]!["time"] = Words(Times);
        measure["properties"]!["persons"] = Shape(Persons, "fact", "distinct");
        var published = Shape(Published, "metrics", "periods");
        published["properties"]!["periods"] = new JsonObject { ["type"] = "array", ["items"] = Words(Periods) };
        var schema = Shape(File, [.. File.Except(["published", "known"])]);
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        schema["title"] = "The figures of QdC.Analytics: powerbi/metrics.yaml";
        schema["properties"] = new JsonObject
        {
            ["folders"] = Each(Shape(Languages, Languages)),
            ["sources"] = Each(new JsonObject { ["type"] = "string" }),
            ["dimensions"] = Each(Shape(Dimension, "table", "key", "ca", "es", "en")),
            ["facts"] = Each(Shape(Fact, "table", "dimensions")),
            ["measures"] = Each(measure),
            ["metrics"] = Each(metric),
            ["published"] = new JsonObject { ["type"] = "array", ["items"] = published },
            ["known"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
        };
        return schema.ToJsonString(new() { WriteIndented = true }) + "\n";
    }

    internal static JsonObject Words(IEnumerable<string> among) => new() { ["enum"] = new JsonArray([.. among.Select(w => JsonValue.Create(w))]) };

    internal static JsonObject Shape(string[] keys, params string[] required)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            properties[key] = new JsonObject();
        }
        return new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(r))]),
            ["properties"] = properties,
        };
    }
}
