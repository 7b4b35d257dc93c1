using System.Text.Json.Nodes;

namespace QdC.Publish.PowerBi;

/// <summary>A visual of a page: where it stands on the screen and on a telephone, and what it draws.</summary>
/// <param name="Name">Its name, of its own in the report.</param>
/// <param name="Type">Power BI's name of its kind.</param>
/// <param name="At">Where it stands.</param>
/// <param name="PhoneHeight">How high it is on a telephone; 0 to leave it out there.</param>
/// <param name="Alternative">What it shows, for whoever does not see it.</param>
internal sealed record Visual(string Name, string Type, Place At, int PhoneHeight, string Alternative)
{
    /// <summary>The fields by role, in order; empty of texts and buttons.</summary>
    public IReadOnlyList<(string Role, IReadOnlyList<ModelField> Fields)> Roles { get; init; } = [];

    /// <summary>What it is ordered by; null for the order of its kind.</summary>
    public (ModelField Field, bool Descending)? Sort { get; init; }

    /// <summary>The filters that only it has.</summary>
    public IReadOnlyList<JsonObject> Filters { get; init; } = [];

    /// <summary>How its parts look.</summary>
    public JsonObject? Objects { get; init; }

    /// <summary>How they look on a telephone, where that differs.</summary>
    public JsonObject? PhoneObjects { get; init; }

    /// <summary>True when it has a heading; it is written by Power BI of the names of its fields, in the reader's language.</summary>
    public bool HasTitle { get; init; }

    /// <summary>What its figures mean, told where the reader asks for it.</summary>
    public string? Explanation { get; init; }

    /// <summary>The page that is shown where the reader points at a part of it; null for the usual tip.</summary>
    public string? Tooltip { get; init; }

    /// <summary>The page a button leads to; <c>Back</c> to where the reader came from.</summary>
    public string? LeadsTo { get; init; }

    /// <summary>The choice it shares with the visuals of other pages; null for none.</summary>
    public string? Shared { get; init; }

    /// <summary>True when it is drawn over months, which the choice of a month leaves as they are.</summary>
    public bool IsOverTime { get; init; }

    /// <summary>Its file.</summary>
    /// <param name="order">Its place in the order of the keyboard, from 0.</param>
    public JsonObject File(int order)
    {
        var visual = new JsonObject { ["visualType"] = Type };
        if (Roles.Count > 0)
        {
            visual["query"] = Query();
        }
        if (Objects is not null)
        {
            visual["objects"] = Objects.DeepClone();
        }
        visual["visualContainerObjects"] = Container();
        if (Shared is not null)
        {
            visual["syncGroup"] = new JsonObject { ["groupName"] = Shared, ["fieldChanges"] = true, ["filterChanges"] = true };
        }
        visual["drillFilterOtherVisuals"] = true;
        var file = new JsonObject
        {
            ["$schema"] = Pbir.Schemas + "item/report/definition/visualContainer/2.4.0/schema.json",
            ["name"] = Name,
            ["position"] = Position(At, order),
            ["visual"] = visual,
        };
        if (Filters.Count > 0)
        {
            file["filterConfig"] = new JsonObject { ["filters"] = new JsonArray([.. Filters.Select(f => f.DeepClone())]) };
        }
        return file;
    }

    /// <summary>Its file for the telephone.</summary>
    public JsonObject Phone(Place place, int order)
    {
        var file = new JsonObject { ["$schema"] = Pbir.Schemas + "item/report/definition/visualContainerMobileState/2.2.0/schema.json", ["position"] = Position(place, order) };
        if (PhoneObjects is not null)
        {
            file["objects"] = PhoneObjects.DeepClone();
        }
        return file;
    }

    private static JsonObject Position(Place place, int order) =>
        new() { ["x"] = place.X, ["y"] = place.Y, ["z"] = order * 1000, ["height"] = place.Height, ["width"] = place.Width, ["tabOrder"] = order * 1000 };

    private JsonObject Query()
    {
        var state = new JsonObject();
        foreach (var (role, fields) in Roles)
        {
            state[role] = new JsonObject { ["projections"] = new JsonArray([.. fields.Select(f => Pbir.Projection(f, isActive: !f.IsMeasure))]) };
        }
        var query = new JsonObject { ["queryState"] = state };
        if (Sort is { } sort)
        {
            query["sortDefinition"] = new JsonObject
            {
                ["sort"] = new JsonArray(new JsonObject { ["field"] = Pbir.Field(sort.Field), ["direction"] = sort.Descending ? "Descending" : "Ascending" }),
                ["isDefaultSort"] = false,
            };
        }
        return query;
    }

    private JsonObject Container()
    {
        var objects = new JsonObject
        {
            ["title"] = Pbir.Properties(new JsonObject { ["show"] = Pbir.Value(HasTitle) }),
            ["general"] = Pbir.Properties(new JsonObject { ["altText"] = Pbir.Text(Alternative) }),
        };
        if (Explanation is not null)
        {
            objects["visualHeader"] = Pbir.Properties(new JsonObject { ["show"] = Pbir.Value(true), ["showTooltipButton"] = Pbir.Value(true) });
            objects["visualHeaderTooltip"] = Pbir.Properties(new JsonObject { ["text"] = Pbir.Text(Explanation) });
        }
        if (Tooltip is not null)
        {
            objects["visualTooltip"] = Pbir.Properties(new JsonObject { ["show"] = Pbir.Value(true), ["type"] = Pbir.Text("ReportPage"), ["section"] = Pbir.Text(Tooltip) });
        }
        if (LeadsTo is not null)
        {
            objects["visualLink"] = Pbir.Properties(LeadsTo == "Back"
                ? new JsonObject { ["show"] = Pbir.Value(true), ["type"] = Pbir.Text("Back") }
                : new JsonObject { ["show"] = Pbir.Value(true), ["type"] = Pbir.Text("PageNavigation"), ["navigationSection"] = Pbir.Text(LeadsTo) });
        }
        return objects;
    }
}
