using System.Text.Json.Nodes;

namespace QdC.Publish.PowerBi;

/// <summary>The files of a report (PBIR): what it is, its theme, and a folder a page with a folder a visual.</summary>
internal static class ReportFiles
{
    private const string BaseTheme = "CY24SU10";
    private const string ThemeVersion = "5.55";
    private const string Definition = Pbir.Schemas + "item/report/definition/";

    /// <summary>Its files by path in the report's folder.</summary>
    /// <param name="pages">Its pages, the first is opened first.</param>
    /// <param name="model">The folder of its semantic model, beside its own.</param>
    public static IEnumerable<(string Path, JsonObject File)> Of(IReadOnlyList<ReportPage> pages, string model)
    {
        yield return ("definition.pbir", new JsonObject
        {
            ["$schema"] = Pbir.Schemas + "item/report/definitionProperties/2.0.0/schema.json",
            ["version"] = "4.0",
            ["datasetReference"] = new JsonObject { ["byPath"] = new JsonObject { ["path"] = $"../{model}" } },
        });
        yield return ("definition/version.json", new JsonObject { ["$schema"] = Definition + "versionMetadata/1.0.0/schema.json", ["version"] = "2.0.0" });
        yield return ("definition/report.json", Report());
        yield return ("definition/pages/pages.json", new JsonObject
        {
            ["$schema"] = Definition + "pagesMetadata/1.0.0/schema.json",
            ["pageOrder"] = new JsonArray([.. pages.Select(p => JsonValue.Create(p.Name))]),
            ["activePageName"] = pages[0].Name,
        });
        foreach (var page in pages)
        {
            yield return ($"definition/pages/{page.Name}/page.json", page.File());
            var phone = PageGrid.Phone(page.Visuals.Select(v => page.Use == PageUse.Tooltip ? 0 : v.PhoneHeight));
            foreach (var (order, visual) in page.Visuals.Index())
            {
                var folder = $"definition/pages/{page.Name}/visuals/{visual.Name}";
                yield return ($"{folder}/visual.json", visual.File(order));
                if (phone[order].Height > 0)
                {
                    yield return ($"{folder}/mobile.json", visual.Phone(phone[order], order));
                }
            }
        }
    }

    /// <summary>Readers export what is summed up, never the rows; they need no pane of filters.</summary>
    private static JsonObject Report() =>
        new()
        {
            ["$schema"] = Definition + "report/2.1.0/schema.json",
            ["themeCollection"] = new JsonObject
            {
                ["baseTheme"] = new JsonObject { ["name"] = BaseTheme, ["reportVersionAtImport"] = ThemeVersion, ["type"] = "SharedResources" },
                ["customTheme"] = new JsonObject { ["name"] = Theme.File, ["reportVersionAtImport"] = ThemeVersion, ["type"] = "RegisteredResources" },
            },
            ["objects"] = new JsonObject { ["outspacePane"] = Pbir.Properties(new JsonObject { ["expanded"] = Pbir.Value(false), ["visible"] = Pbir.Value(false) }) },
            ["resourcePackages"] = new JsonArray(new JsonObject
            {
                ["name"] = "RegisteredResources",
                ["type"] = "RegisteredResources",
                ["items"] = new JsonArray(new JsonObject { ["name"] = Theme.File, ["path"] = Theme.File, ["type"] = "CustomTheme" }),
            }),
            ["settings"] = new JsonObject
            {
                ["useStylableVisualContainerHeader"] = true,
                ["exportDataMode"] = "AllowSummarized",
                ["defaultFilterActionIsDataFilter"] = true,
                ["defaultDrillFilterOtherVisuals"] = true,
                ["allowChangeFilterTypes"] = false,
                ["useEnhancedTooltips"] = true,
            },
        };
}
