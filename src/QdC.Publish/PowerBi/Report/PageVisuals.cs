using System.Text.Json.Nodes;
using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>The visuals of a page of the dashboard, as Power BI draws them.</summary>
internal sealed class PageVisuals(DaxNames names, MetricsFile file)
{
    private const int MonthsBack = 24;
    private const int PhoneChart = 220;
    private static readonly ModelField MonthShown = ModelField.Column(DaxNames.Dates, HelperTables.MonthShown);
    private static readonly ModelField Month = ModelField.Column(DaxNames.Dates, DaxNames.Month);
    private static readonly ModelField Way = ModelField.Column(DaxNames.Time, DaxNames.Time);

    /// <summary>The field that readers see of a dimension.</summary>
    public ModelField Label(string dimension) => ModelField.Column(names.Table(dimension), names.Table(dimension));

    /// <summary>Everything on a page but its own buttons: title, choices, large numbers, the other visuals, footer.</summary>
    /// <param name="page">The page.</param>
    /// <param name="tooltip">The page that tells more of a visual's members; null for none.</param>
    public IEnumerable<Visual> Of(DashboardPage page, Func<DashboardVisual, string?> tooltip)
    {
        yield return Title(page);
        yield return Card($"{page.Name}-says", PageGrid.Says, 56, new(HelperTables.AreaTable, ReportTexts.PageText(page), true), 9, "Què respon la pàgina.");
        if (page.Visuals.All(v => v.Kind == VisualKind.List))
        {
            foreach (var visual in new QualityVisuals(page).All())
            {
                yield return visual;
            }
            yield return Footer(page);
            yield break;
        }
        yield return Card($"{page.Name}-shown", PageGrid.Shown, 40, new(HelperTables.AreaTable, ReportTexts.Shown, true), 12, "El mes que es mostra.");
        var places = PageGrid.Slicers(page.Slicers.Count + 2);
        yield return Slicer($"{page.Name}-month", places[0], MonthShown, "mes") with { Shared = "month", Objects = Choice(MonthShown, HelperTables.LastMonth), Sort = (MonthShown, true), Filters = [UpToNow($"{page.Name}-month-filter")] };
        yield return Slicer($"{page.Name}-way", places[1], Way, "període") with { Shared = "way", Objects = Choice(Way, DaxTime.Ways()[0].Name), Filters = [Pbir.Filter($"{page.Name}-way-filter", Way, "Categorical", Pbir.In(Way, Chosen().Select(Pbir.Quoted)))] };
        foreach (var (at, dimension) in page.Slicers.Index())
        {
            yield return Slicer($"{page.Name}-{dimension}", places[at + 2], Label(dimension), names.Table(dimension)) with { Objects = Choice(Label(dimension)), Filters = InArea(page, dimension) };
        }
        var cards = page.Visuals.Where(v => v.Kind == VisualKind.Cards).ToList();
        foreach (var numbers in cards)
        {
            yield return Numbers(page, numbers);
            yield return Changes(page, numbers);
        }
        var others = page.Visuals.Except(cards).ToList();
        foreach (var (at, (visual, place)) in others.Zip(PageGrid.Rows(others, cards.Count > 0)).Index())
        {
            yield return Drawn($"{page.Name}-{at + 1}-{visual.Kind.ToString().ToLowerInvariant()}", visual, place) with { Tooltip = visual.IsOverTime ? null : tooltip(visual) };
        }
        yield return Footer(page);
    }

    /// <summary>Large numbers on a page of tips.</summary>
    public Visual Tip(string name, IReadOnlyList<Metric> metrics, Place place) =>
        new(name, "cardVisual", place, 0, $"Xifres: {Listed(metrics)}.") { Roles = [("Data", Fields(metrics))], Objects = CardLook(metrics.Count, 1, 14, withLabel: true) };

    private static Visual Title(DashboardPage page) =>
        new($"{page.Name}-title", "textbox", PageGrid.Title, 40, $"Títol: {page.Texts["ca"].Name}.")
        {
            Objects = new JsonObject
            {
                ["general"] = Pbir.Properties(new JsonObject
                {
                    ["paragraphs"] = new JsonArray(new JsonObject
                    {
                        ["textRuns"] = new JsonArray(new JsonObject { ["value"] = page.Texts["ca"].Name, ["textStyle"] = new JsonObject { ["fontSize"] = "18pt", ["fontWeight"] = "bold" } }),
                    }),
                }),
            },
        };

    private static Visual Card(string name, Place place, int phone, ModelField field, double size, string alternative) =>
        new(name, "card", place, phone, alternative)
        {
            Roles = [("Values", [field])],
            Objects = new JsonObject
            {
                ["labels"] = Pbir.Properties(new JsonObject { ["fontSize"] = Pbir.Value(size) }),
                ["categoryLabels"] = Pbir.Properties(new JsonObject { ["show"] = Pbir.Value(false) }),
                ["wordWrap"] = Pbir.Properties(new JsonObject { ["show"] = Pbir.Value(true) }),
            },
        };

    private Visual Footer(DashboardPage page)
    {
        var metric = ModelField.Column(DaxNames.Supply, "metric");
        var shown = page.Metrics.Select(m => Pbir.Quoted(m.Name)).ToList();
        return Card($"{page.Name}-footer", PageGrid.Footer, 44, new(HelperTables.AreaTable, ReportTexts.Footer, true), 9, "De qui són les dades, fins a quin dia arriben les dels indicadors de la pàgina i quina versió es mostra.") with
        {
            Filters = shown.Count == 0 ? [] : [Pbir.Filter($"{page.Name}-footer-filter", metric, "Categorical", Pbir.In(metric, shown))],
        };
    }

    private static Visual Slicer(string name, Place place, ModelField field, string what) => new(name, "slicer", place, 60, $"Tria: {what}.") { Roles = [("Values", [field])] };

    /// <summary>A list that opens, headed by the name of its field in the reader's language; with a choice made from the start, exactly one is always chosen.</summary>
    private static JsonObject Choice(ModelField field, string? first = null)
    {
        var objects = new JsonObject
        {
            ["data"] = Pbir.Properties(new JsonObject { ["mode"] = Pbir.Text("Dropdown") }),
            ["header"] = Pbir.Properties(new JsonObject { ["show"] = Pbir.Value(true) }),
        };
        if (first is not null)
        {
            objects["selection"] = Pbir.Properties(new JsonObject { ["strictSingleSelect"] = Pbir.Value(true) });
            objects["general"] = Pbir.Properties(new JsonObject { ["filter"] = new JsonObject { ["filter"] = Pbir.In(field, [Pbir.Quoted(first)]) } });
        }
        return objects;
    }

    private static IEnumerable<string> Chosen() => DaxTime.Ways().Select(w => w.Name).Where((_, at) => at is not (1 or 2));

    private static JsonObject UpToNow(string name, int months = 600) => Pbir.Filter(name, MonthsBackField, "Advanced", Pbir.Between(MonthsBackField, 0, months - 1));

    private static ModelField MonthsBackField => ModelField.Column(DaxNames.Dates, HelperTables.MonthsBack);

    private List<JsonObject> InArea(DashboardPage page, string dimension)
    {
        var field = ModelField.Column(names.Table(dimension), "in_area");
        return dimension == "municipality" ? [Pbir.Filter($"{page.Name}-{dimension}-filter", field, "Categorical", Pbir.In(field, ["true"]))] : [];
    }

    private Visual Numbers(DashboardPage page, DashboardVisual visual) =>
        new($"{page.Name}-numbers", "cardVisual", PageGrid.Numbers, 62 * ((visual.Metrics.Count + 1) / 2), $"Xifres grans: {Listed(visual.Metrics)}.")
        {
            Roles = [("Data", Fields(visual.Metrics))],
            Objects = CardLook(visual.Metrics.Count, visual.Metrics.Count, 18, withLabel: true),
            PhoneObjects = CardLook(visual.Metrics.Count, 2, 16, withLabel: true),
            Explanation = Explained(visual.Metrics),
        };

    private Visual Changes(DashboardPage page, DashboardVisual visual)
    {
        var group = ModelField.Column(DaxNames.Comparison, DaxNames.Comparison);
        return new($"{page.Name}-changes", "cardVisual", PageGrid.Changes, 50 * ((visual.Metrics.Count + 1) / 2), $"Canvi respecte del període anterior, i objectiu si n'hi ha: {Listed(visual.Metrics)}.")
        {
            Roles = [("Data", Fields(visual.Metrics))],
            Objects = CardLook(visual.Metrics.Count, visual.Metrics.Count, 9, withLabel: false),
            PhoneObjects = CardLook(visual.Metrics.Count, 2, 10, withLabel: true),
            Filters = [Pbir.Filter($"{page.Name}-changes-filter", group, "Categorical", Pbir.In(group, [Pbir.Quoted(DaxTime.ChangeAndTarget)]))],
        };
    }

    private static JsonObject CardLook(int tiles, int columns, double size, bool withLabel) =>
        new()
        {
            ["layout"] = Pbir.Properties(new JsonObject { ["columnCount"] = Pbir.Value(columns), ["maxTiles"] = Pbir.Value(tiles) }),
            ["value"] = Pbir.Properties(new JsonObject { ["fontSize"] = Pbir.Value(size) }, "default"),
            ["label"] = Pbir.Properties(new JsonObject { ["show"] = Pbir.Value(withLabel), ["fontSize"] = Pbir.Value(9.0) }, "default"),
            ["outline"] = Pbir.Properties(new JsonObject { ["show"] = Pbir.Value(false) }, "default"),
        };

    private Visual Drawn(string name, DashboardVisual visual, Place place)
    {
        var category = visual.By is { } by ? visual.IsOverTime ? Periods(by) : [Label(by)] : [];
        var across = visual.Across is { } other ? Label(other) : null;
        var values = Fields(visual.Metrics);
        var (type, kind) = visual.Kind switch
        {
            VisualKind.Line => ("lineChart", "Línies"),
            VisualKind.Columns => ("clusteredColumnChart", "Columnes"),
            VisualKind.Bars => (across is null ? "clusteredBarChart" : "barChart", "Barres"),
            VisualKind.Donut => ("donutChart", "Anell"),
            VisualKind.Matrix => ("pivotTable", "Taula"),
            _ => throw new NotSupportedException($"A visual of kind {visual.Kind} is drawn by nothing here."),
        };
        (string, IReadOnlyList<ModelField>)[] roles = visual.Kind == VisualKind.Matrix
            ? [("Rows", category), .. across is null ? Array.Empty<(string, IReadOnlyList<ModelField>)>() : [("Columns", [across])], ("Values", values)]
            : [("Category", category), .. across is null ? Array.Empty<(string, IReadOnlyList<ModelField>)>() : [("Series", [across])], ("Y", values)];
        var isOrdered = visual.IsOverTime || (visual.By is { } d && file.Dimensions[d].IsOrdered);
        return new Visual(name, type, place, visual.Kind == VisualKind.Matrix ? PhoneChart + 60 : PhoneChart, $"{kind}: {Listed(visual.Metrics)}, per {string.Join(" i ", category.Append(across).OfType<ModelField>().Select(f => f.Name))}.")
        {
            Roles = roles,
            HasTitle = true,
            IsOverTime = visual.IsOverTime,
            Explanation = Explained(visual.Metrics),
            Sort = visual.Kind == VisualKind.Matrix ? null : isOrdered ? (category[0], false) : (values[0], true),
            Filters = Reach(name, visual),
        };
    }

    /// <summary>Months that lie in the past and not too far back; of twelve months together the way in time too.</summary>
    private static List<JsonObject> Reach(string name, DashboardVisual visual) =>
        visual.By switch
        {
            "month" => [UpToNow($"{name}-months", MonthsBack)],
            "rolling12" => [UpToNow($"{name}-months", MonthsBack), Pbir.Filter($"{name}-way", Way, "Categorical", Pbir.In(Way, [Pbir.Quoted(DaxTime.Ways()[^1].Name)]))],
            _ => [],
        };

    private static List<ModelField> Periods(string period)
    {
        var year = ModelField.Column(DaxNames.Dates, "Any");
        return period switch
        {
            "year" => [year],
            "quarter" => [year, ModelField.Column(DaxNames.Dates, "Trimestre")],
            _ => [Month],
        };
    }

    private List<ModelField> Fields(IReadOnlyList<Metric> metrics) => [.. metrics.Select(m => ModelField.Of(m, names))];

    private static string Listed(IReadOnlyList<Metric> metrics) => string.Join(", ", metrics.Select(m => m.Texts["ca"].Name));

    private static string Explained(IReadOnlyList<Metric> metrics) => string.Join('\n', metrics.Select(m => $"{m.Texts["ca"].Name}: {m.Texts["ca"].Description}"));
}
