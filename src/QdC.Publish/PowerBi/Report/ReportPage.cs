using System.Text.Json.Nodes;

namespace QdC.Publish.PowerBi;

/// <summary>What a page is for.</summary>
internal enum PageUse
{
    /// <summary>A page of the dashboard.</summary>
    Shown,

    /// <summary>What is reached from a member of a breakdown.</summary>
    DrillThrough,

    /// <summary>What is shown where the reader points at a member.</summary>
    Tooltip,
}

/// <summary>A page of the report.</summary>
/// <param name="Name">Its name in the definition.</param>
/// <param name="Title">Its name for readers.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Visuals">What stands on it, in the order of the keyboard.</param>
internal sealed record ReportPage(string Name, string Title, PageUse Use, IReadOnlyList<Visual> Visuals)
{
    /// <summary>The field whose member the page is about, of <see cref="PageUse.DrillThrough"/>.</summary>
    public ModelField? Of { get; init; }

    /// <summary>Its size.</summary>
    public (int Width, int Height) Size { get; init; } = (PageGrid.Width, PageGrid.Height);

    /// <summary>Its file.</summary>
    public JsonObject File()
    {
        var file = new JsonObject
        {
            ["$schema"] = Pbir.Schemas + "item/report/definition/page/2.0.0/schema.json",
            ["name"] = Name,
            ["displayName"] = Title,
            ["displayOption"] = Use == PageUse.Tooltip ? "ActualSize" : "FitToPage",
            ["height"] = Size.Height,
            ["width"] = Size.Width,
        };
        if (Of is { } field)
        {
            var filter = $"{Name}-filter";
            var drill = Pbir.Filter(filter, field, "Categorical", null);
            drill["howCreated"] = "Drillthrough";
            file["filterConfig"] = new JsonObject { ["filters"] = new JsonArray(drill) };
            file["pageBinding"] = Binding(new JsonObject { ["name"] = $"{Name}-parameter", ["boundFilter"] = filter, ["fieldExpr"] = Pbir.Field(field) });
        }
        else if (Use == PageUse.Tooltip)
        {
            file["pageBinding"] = Binding();
        }
        if (Use != PageUse.Shown)
        {
            file["type"] = Use == PageUse.Tooltip ? "Tooltip" : "Drillthrough";
            file["visibility"] = "HiddenInViewMode";
        }
        if (Interactions() is { Count: > 0 } interactions)
        {
            file["visualInteractions"] = interactions;
        }
        return file;
    }

    private JsonObject Binding(params JsonObject[] parameters)
    {
        var binding = new JsonObject { ["name"] = $"{Name}-binding", ["type"] = Use == PageUse.Tooltip ? "Tooltip" : "Drillthrough", ["referenceScope"] = "Default" };
        if (parameters.Length > 0)
        {
            binding["parameters"] = new JsonArray([.. parameters]);
        }
        return binding;
    }

    /// <summary>What is drawn over months is not cut by the choice of one.</summary>
    private JsonArray Interactions() =>
        [.. Visuals.Where(v => v.Shared is not null).SelectMany(source => Visuals.Where(v => v.IsOverTime).Select(target => new JsonObject { ["source"] = source.Name, ["target"] = target.Name, ["type"] = "NoFilter" }))];
}
