using System.Globalization;
using System.Text.Json.Nodes;
using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>The small parts that every file of a report is made of: values, fields, filters.</summary>
internal static class Pbir
{
    /// <summary>Where Microsoft publishes the schemas that files name.</summary>
    public const string Schemas = "https://developer.microsoft.com/json-schemas/fabric/";

    /// <summary>A value of a format property.</summary>
    public static JsonObject Value(string literal) => new() { ["expr"] = new JsonObject { ["Literal"] = new JsonObject { ["Value"] = literal } } };

    /// <summary>True or false.</summary>
    public static JsonObject Value(bool value) => Value(value ? "true" : "false");

    /// <summary>A number with decimals, such as a size in points.</summary>
    public static JsonObject Value(double value) => Value(value.ToString(CultureInfo.InvariantCulture) + "D");

    /// <summary>A whole number.</summary>
    public static JsonObject Value(int value) => Value(value.ToString(CultureInfo.InvariantCulture) + "L");

    /// <summary>A text.</summary>
    public static JsonObject Text(string text) => Value(Quoted(text));

    /// <summary>The format properties of one object of a visual.</summary>
    public static JsonArray Properties(JsonObject properties, string? selector = null)
    {
        var entry = new JsonObject { ["properties"] = properties };
        if (selector is not null)
        {
            entry["selector"] = new JsonObject { ["id"] = selector };
        }
        return [entry];
    }

    /// <summary>A field of the model.</summary>
    public static JsonObject Field(ModelField field, string? source = null) =>
        new()
        {
            [field.IsMeasure ? "Measure" : "Column"] = new JsonObject
            {
                ["Expression"] = new JsonObject { ["SourceRef"] = source is null ? new JsonObject { ["Entity"] = field.Table } : new JsonObject { ["Source"] = source } },
                ["Property"] = field.Name,
            },
        };

    /// <summary>A field where a visual uses it.</summary>
    public static JsonObject Projection(ModelField field, bool isActive = false)
    {
        var projection = new JsonObject { ["field"] = Field(field), ["queryRef"] = $"{field.Table}.{field.Name}", ["nativeQueryRef"] = field.Name };
        if (isActive)
        {
            projection["active"] = true;
        }
        return projection;
    }

    /// <summary>Rows whose column has one of some values.</summary>
    public static JsonObject In(ModelField field, IEnumerable<string> literals) =>
        Where(field, new JsonObject
        {
            ["In"] = new JsonObject
            {
                ["Expressions"] = new JsonArray(Field(field, "t")),
                ["Values"] = new JsonArray([.. literals.Select(l => new JsonArray(new JsonObject { ["Literal"] = new JsonObject { ["Value"] = l } }))]),
            },
        });

    /// <summary>Rows whose number lies between two, both included.</summary>
    public static JsonObject Between(ModelField field, int least, int most)
    {
        JsonObject Side(int kind, int value) =>
            new()
            {
                ["Comparison"] = new JsonObject
                {
                    ["ComparisonKind"] = kind,
                    ["Left"] = Field(field, "t"),
                    ["Right"] = new JsonObject { ["Literal"] = new JsonObject { ["Value"] = value.ToString(CultureInfo.InvariantCulture) + "L" } },
                },
            };
        const int AtLeast = 2;
        const int AtMost = 4;
        return Where(field, new JsonObject { ["And"] = new JsonObject { ["Left"] = Side(AtLeast, least), ["Right"] = Side(AtMost, most) } });
    }

    /// <summary>Rows whose column has a value.</summary>
    public static JsonObject NotBlank(ModelField field) =>
        Where(field, new JsonObject
        {
            ["Not"] = new JsonObject
            {
                ["Expression"] = new JsonObject
                {
                    ["Comparison"] = new JsonObject
                    {
                        ["ComparisonKind"] = 0,
                        ["Left"] = Field(field, "t"),
                        ["Right"] = new JsonObject { ["Literal"] = new JsonObject { ["Value"] = "null" } },
                    },
                },
            },
        });

    /// <summary>A filter as pages and visuals carry it.</summary>
    /// <param name="name">Its name, of its own in the whole report.</param>
    /// <param name="field">What it filters.</param>
    /// <param name="type">Categorical or Advanced.</param>
    /// <param name="filter">What it lets through; null for everything until something is chosen.</param>
    public static JsonObject Filter(string name, ModelField field, string type, JsonObject? filter)
    {
        var made = new JsonObject { ["name"] = name, ["field"] = Field(field), ["type"] = type };
        if (filter is not null)
        {
            made["filter"] = filter;
            made["isHiddenInViewMode"] = true;
        }
        return made;
    }

    /// <summary>A text as a literal.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static JsonObject Where(ModelField field, JsonObject condition) =>
        new()
        {
            ["Version"] = 2,
            ["From"] = new JsonArray(new JsonObject { ["Name"] = "t", ["Entity"] = field.Table, ["Type"] = 0 }),
            ["Where"] = new JsonArray(new JsonObject { ["Condition"] = condition }),
        };
}

/// <summary>A field of the model as a report names it.</summary>
/// <param name="Table">Its table; of a measure the one it lives in.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsMeasure">True of a measure, false of a column.</param>
internal sealed record ModelField(string Table, string Name, bool IsMeasure)
{
    /// <summary>The measure of a figure.</summary>
    public static ModelField Of(Metric metric, DaxNames names) => new(names.Table(metric.Numerator.Fact), metric.Texts[DaxNames.Language].Name, true);

    /// <summary>A column.</summary>
    public static ModelField Column(string table, string name) => new(table, name, false);
}
