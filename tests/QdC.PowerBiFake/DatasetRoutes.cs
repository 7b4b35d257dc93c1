using System.Globalization;
using System.Text.Json.Nodes;

namespace QdC.PowerBiFake;

/// <summary>Models as Power BI sees them: owner, refreshes, queries.</summary>
public static class DatasetRoutes
{
    private const int RefreshesADay = 8;

    public static void Map(IEndpointRouteBuilder app, Tenant tenant)
    {
        var models = app.MapGroup("/v1.0/myorg/groups/{groupId:guid}/datasets/{datasetId:guid}");
        models.MapGet("", (Guid groupId, Guid datasetId) => Reply.With(tenant, () =>
        {
            var model = tenant.Model(groupId, datasetId);
            return (200, new JsonObject { ["id"] = model.Id, ["name"] = model.Name, ["configuredBy"] = model.ConfiguredBy, ["IsRefreshable"] = true, ["IsEffectiveIdentityRequired"] = model.Text.HasRoles });
        }));
        models.MapPost("/Default.TakeOver", (Guid groupId, Guid datasetId) => Reply.With(tenant, () =>
        {
            var model = tenant.Model(groupId, datasetId);
            (model.ConfiguredBy, model.Bound) = (TokenRoutes.Application, null);
            return (200, null);
        }));
        models.MapPost("/refreshes", (HttpContext context, Guid groupId, Guid datasetId, JsonObject body) => Reply.With(tenant, () => Start(context, tenant, tenant.Find(groupId), tenant.Model(groupId, datasetId), body)));
        models.MapGet("/refreshes", (Guid groupId, Guid datasetId, HttpRequest request) => Reply.With(tenant, () =>
        {
            var model = Advanced(tenant, groupId, datasetId);
            var top = int.Parse(request.Query["$top"].FirstOrDefault() ?? "60", CultureInfo.InvariantCulture);
            return (200, new JsonObject { ["value"] = new JsonArray([.. model.Refreshes.AsEnumerable().Reverse().Take(top).Select(InHistory)]) });
        }));
        models.MapGet("/refreshes/{refreshId:guid}", (Guid groupId, Guid datasetId, Guid refreshId) => Reply.With(tenant, () =>
        {
            var refresh = Advanced(tenant, groupId, datasetId).Refreshes.Find(r => r.Id == refreshId && r.Enhanced) ?? throw new Refusal(404, "PowerBIEntityNotFound");
            return (refresh.Done ? 200 : 202, InDetail(refresh));
        }));
        models.MapPost("/executeQueries", (Guid groupId, Guid datasetId, JsonObject body) => Reply.With(tenant, () =>
        {
            var model = Advanced(tenant, groupId, datasetId);
            if (model.Text.HasRoles)
            {
                throw new Refusal(401, "RLSNotAuthorizedForModel");
            }
            var row = Dax.Row(model, body["queries"]![0]!["query"]!.GetValue<string>());
            return (200, new JsonObject { ["results"] = new JsonArray(new JsonObject { ["tables"] = new JsonArray(new JsonObject { ["rows"] = new JsonArray(row) }) }) });
        }));
    }

    private static (int, JsonNode?) Start(HttpContext context, Tenant tenant, Workspace workspace, Item model, JsonObject body)
    {
        Advance(tenant, model);
        var enhanced = body.Any(p => p.Key != "notifyOption");
        if (enhanced && (workspace.Capacity is null || body.ContainsKey("notifyOption")))
        {
            throw new Refusal(400, "InvalidRequest", "An enhanced refresh needs a capacity, and no notifyOption.");
        }
        if (model.Refreshes.Exists(r => !r.Done))
        {
            throw new Refusal(enhanced ? 409 : 400, "InvalidRequest", "Another refresh request is already executing");
        }
        if (workspace.Capacity is null && model.Refreshes.Count(r => r.At > tenant.Now.AddDays(-1)) >= RefreshesADay)
        {
            tenant.Violations.Add($"a ninth refresh of {workspace.Name} in a day");
            throw new Refusal(400, "InvalidRequest", "The number of refreshes of a day is used up");
        }
        var mishap = Door.Of(context);
        var refresh = new Refresh
        {
            At = tenant.Now,
            EndsAt = tenant.Now.AddSeconds(tenant.Habits.RefreshSeconds),
            Enhanced = enhanced,
            Type = body["type"]?.GetValue<string>() ?? "Full",
            FailsWith = mishap?.FailsLater,
        };
        if (mishap is not { Dropped: true })
        {
            model.Refreshes.Add(refresh);
        }
        context.Response.Headers["x-ms-request-id"] = refresh.Id.ToString();
        context.Response.Headers.Location = $"https://api.powerbi.com/v1.0/myorg/groups/{workspace.Id}/datasets/{model.Id}/refreshes/{refresh.Id}";
        return (202, null);
    }

    private static Item Advanced(Tenant tenant, Guid group, Guid dataset)
    {
        var model = tenant.Model(group, dataset);
        Advance(tenant, model);
        return model;
    }

    /// <summary>Ends the refresh that is over by now; what it read is what the server held then and the connection's login sees.</summary>
    public static void Advance(Tenant tenant, Item model)
    {
        foreach (var refresh in model.Refreshes.Where(r => !r.Done && r.EndsAt <= tenant.Now))
        {
            refresh.Done = true;
            var connection = model.Bound is { } id ? tenant.Connections.GetValueOrDefault(id) : null;
            refresh.Error = refresh.FailsWith ?? (connection is null && refresh.Type != "ClearValues" ? "DMTS_DatasourceHasNoCredentialError" : null);
            if (refresh.Error is null)
            {
                model.Data = refresh.Type == "ClearValues" ? [] : Load(tenant, model.Text, connection!.User);
            }
        }
    }

    private static Dictionary<string, TableData> Load(Tenant tenant, ModelText model, string user)
    {
        var sees = tenant.Principals.GetValueOrDefault(user, []);
        var data = new Dictionary<string, TableData>();
        foreach (var (name, table) in model.Tables.Where(t => t.Value.View is not null))
        {
            var areas = tenant.Warehouse
                .Where(a => (sees.Contains("*") || sees.Contains(a.Key)) && (!table.OfOneArea || a.Key == model.Parameters["AreaCode"]) && a.Value.GetValueOrDefault(table.View!) is { Rows: > 0 })
                .ToDictionary(a => a.Key, a => a.Value[table.View!]);
            data[name] = new(
                areas.Values.Sum(v => v.Rows),
                [.. areas.Keys.Order(StringComparer.Ordinal)],
                table.Columns.ToDictionary(c => c.Key, c => areas.Values.Sum(v => v.Sums.GetValueOrDefault(c.Value))));
        }
        return data;
    }

    private static JsonObject InHistory(Refresh refresh)
    {
        var entry = new JsonObject
        {
            ["requestId"] = refresh.Id.ToString(),
            ["refreshType"] = refresh.Enhanced ? "ViaEnhancedApi" : "ViaApi",
            ["startTime"] = refresh.At.UtcDateTime,
            ["status"] = !refresh.Done ? "Unknown" : refresh.Error is null ? "Completed" : "Failed",
        };
        if (refresh.Done)
        {
            entry["endTime"] = refresh.EndsAt.UtcDateTime;
        }
        if (refresh.Error is { } code)
        {
            entry["serviceExceptionJson"] = new JsonObject { ["errorCode"] = code, ["errorDescription"] = "Column 'x' holds the value canary-4711" }.ToJsonString();
        }
        return entry;
    }

    private static JsonObject InDetail(Refresh refresh)
    {
        var detail = new JsonObject
        {
            ["startTime"] = refresh.At.UtcDateTime,
            ["type"] = refresh.Type,
            ["commitMode"] = "Transactional",
            ["status"] = !refresh.Done ? "Unknown" : refresh.Error is null ? "Completed" : "Failed",
            ["extendedStatus"] = !refresh.Done ? "InProgress" : refresh.Error is null ? "Completed" : "Failed",
            ["numberOfAttempts"] = 1,
        };
        if (refresh.Error is { } code)
        {
            detail["messages"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = "Column 'x' holds the value canary-4711", ["type"] = "Error" });
        }
        return detail;
    }
}
