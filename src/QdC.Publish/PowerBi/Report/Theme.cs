using System.Text.Json.Nodes;

namespace QdC.Publish.PowerBi;

/// <summary>
/// The colours and letters of the report. Every colour of a series stands out from the page by at least 3 to 1, the text by 7 to 1 (WCAG 2.2),
/// and neighbours differ in lightness, so that they are told apart without seeing colours.
/// </summary>
internal static class Theme
{
    /// <summary>Its file among the report's resources.</summary>
    public const string File = "QdC.json";

    /// <summary>Text and large numbers.</summary>
    public const string Ink = "#1F3A4D";

    /// <summary>Text that stands back.</summary>
    public const string Muted = "#51606B";

    /// <summary>The page.</summary>
    public const string Page = "#FFFFFF";

    /// <summary>Lines.</summary>
    public const string Hairline = "#D5DDE3";

    /// <summary>The colours of series, dark and light by turns.</summary>
    public static readonly IReadOnlyList<string> Series = ["#1F5C87", "#D2691E", "#00594B", "#8E7CC3", "#8A1538", "#3E8E9D", "#4D4D4D", "#A67C00"];

    /// <summary>Its text.</summary>
    public static string Text() =>
        PowerBiDefinition.Json(new JsonObject
        {
            ["name"] = "QdC",
            ["dataColors"] = new JsonArray([.. Series.Select(c => JsonValue.Create(c))]),
            ["foreground"] = Ink,
            ["foregroundNeutralSecondary"] = Muted,
            ["background"] = Page,
            ["backgroundLight"] = "#F3F6F8",
            ["tableAccent"] = Series[0],
            ["good"] = Series[2],
            ["bad"] = Series[4],
            ["textClasses"] = new JsonObject
            {
                ["label"] = Letters(9),
                ["title"] = Letters(11),
                ["header"] = Letters(10),
                ["callout"] = Letters(20),
            },
            ["visualStyles"] = new JsonObject
            {
                ["*"] = new JsonObject
                {
                    ["*"] = new JsonObject
                    {
                        ["title"] = new JsonArray(new JsonObject { ["show"] = true, ["fontSize"] = 11, ["titleWrap"] = false }),
                        ["border"] = new JsonArray(new JsonObject { ["show"] = true, ["color"] = Solid(Hairline), ["radius"] = 4 }),
                        ["categoryAxis"] = new JsonArray(new JsonObject { ["showAxisTitle"] = false }),
                        ["valueAxis"] = new JsonArray(new JsonObject { ["showAxisTitle"] = false, ["start"] = 0 }),
                    },
                },
            },
        });

    private static JsonObject Letters(int points) => new() { ["fontFace"] = "Segoe UI", ["fontSize"] = points, ["color"] = Ink };

    private static JsonObject Solid(string color) => new() { ["solid"] = new JsonObject { ["color"] = color } };
}
