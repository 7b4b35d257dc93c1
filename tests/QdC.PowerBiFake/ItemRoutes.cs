using System.Text;
using System.Text.Json.Nodes;

namespace QdC.PowerBiFake;

/// <summary>Items and the operations that make and change them.</summary>
public static class ItemRoutes
{
    public static void Map(IEndpointRouteBuilder app, Tenant tenant)
    {
        app.MapGet("/v1/workspaces/{workspaceId:guid}/items", (Guid workspaceId, string? continuationToken) => Reply.Page(tenant, () => tenant.Find(workspaceId).Items.Select(i => Json(workspaceId, i)), continuationToken));
        foreach (var (plural, kind) in new[] { ("semanticModels", Item.Model), ("reports", Item.Report) })
        {
            var id = kind == Item.Model ? "semanticModelId" : "reportId";
            app.MapPost($"/v1/workspaces/{{workspaceId:guid}}/{plural}", (HttpContext context, Guid workspaceId, JsonObject body) => Reply.With(tenant, () =>
            {
                var (workspace, name) = (tenant.Find(workspaceId), body["displayName"]!.GetValue<string>());
                RequireFree(tenant, workspace, kind, name);
                var parts = Parts(body["definition"]!);
                return Begin(context, tenant, () =>
                {
                    RequireFree(tenant, workspace, kind, name);
                    var item = new Item { Kind = kind, Name = name, Description = body["description"]?.GetValue<string>() ?? "" };
                    Put(workspace, item, parts);
                    workspace.Items.Add(item);
                    return item;
                });
            }));
            app.MapPost($"/v1/workspaces/{{workspaceId:guid}}/{plural}/{{{id}:guid}}/updateDefinition", (HttpContext context, Guid workspaceId, bool? updateMetadata, JsonObject body) => Reply.With(tenant, () =>
            {
                var item = tenant.Find(workspaceId, Guid.Parse((string)context.Request.RouteValues[id]!), kind);
                var parts = Parts(body["definition"]!);
                return Begin(context, tenant, () =>
                {
                    Put(tenant.Find(workspaceId), item, parts);
                    if (updateMetadata == true && parts.TryGetValue(".platform", out var platform) && JsonNode.Parse(platform)?["metadata"]?["displayName"]?.GetValue<string>() is { } name)
                    {
                        item.Name = name;
                    }
                    return null;
                });
            }));
        }
        app.MapGet("/v1/operations/{operationId:guid}", (HttpContext context, Guid operationId) => Reply.With(tenant, () =>
        {
            var operation = Advance(tenant, operationId);
            var state = new JsonObject
            {
                ["status"] = !operation.Done ? "Running" : operation.Error is null ? "Succeeded" : "Failed",
                ["createdTimeUtc"] = operation.At.UtcDateTime,
                ["lastUpdatedTimeUtc"] = tenant.Now.UtcDateTime,
                ["percentComplete"] = operation.Done ? 100 : 25,
            };
            if (operation.Error is { } error)
            {
                state["error"] = new JsonObject { ["errorCode"] = error.Code, ["message"] = "The operation failed.", ["moreDetails"] = new JsonArray(new JsonObject { ["errorCode"] = "Reason", ["message"] = error.Words }) };
            }
            if (!operation.Done)
            {
                context.Response.Headers.RetryAfter = "20";
            }
            context.Response.Headers.Location = $"https://api.fabric.microsoft.com/v1/operations/{operationId}{(operation.Result is null ? "" : "/result")}";
            return (200, state);
        }));
        app.MapGet("/v1/operations/{operationId:guid}/result", (Guid operationId) => Reply.With(tenant, () =>
        {
            var operation = Advance(tenant, operationId);
            var workspace = tenant.Workspaces.Values.FirstOrDefault(w => operation.Result is { } item && w.Items.Contains(item));
            return workspace is null ? throw new Refusal(400, "OperationHasNoResult") : (200, Json(workspace.Id, operation.Result!));
        }));
    }

    private static (int, JsonNode?) Begin(HttpContext context, Tenant tenant, Func<Item?> does)
    {
        var mishap = Door.Of(context);
        var operation = new Operation
        {
            At = tenant.Now,
            EndsAt = tenant.Now.AddSeconds(tenant.Habits.OperationSeconds),
            Do = mishap?.FailsLater is { } code ? () => throw new Refusal(400, code, "Property 'x' has not been defined and the schema does not allow additional properties.") : does,
        };
        tenant.Operations[operation.Id] = operation;
        context.Response.Headers.Location = $"https://api.fabric.microsoft.com/v1/operations/{operation.Id}";
        context.Response.Headers["x-ms-operation-id"] = operation.Id.ToString();
        context.Response.Headers.RetryAfter = Math.Ceiling(tenant.Habits.OperationSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return (202, null);
    }

    /// <summary>Operations go on whoever asks: all that have ended by now are done.</summary>
    public static void AdvanceAll(Tenant tenant)
    {
        foreach (var operation in tenant.Operations.Values.Where(o => !o.Done && o.EndsAt <= tenant.Now).OrderBy(o => o.EndsAt))
        {
            if (operation.Done)
            {
                continue; // what this one does may have ended others
            }
            operation.Done = true;
            try
            {
                operation.Result = operation.Do();
            }
            catch (Refusal refusal)
            {
                operation.Error = (refusal.Code, refusal.Words);
            }
        }
    }

    private static Operation Advance(Tenant tenant, Guid id)
    {
        AdvanceAll(tenant);
        return tenant.Operations.TryGetValue(id, out var operation) ? operation : throw new Refusal(404, "OperationNotFound");
    }

    private static void RequireFree(Tenant tenant, Workspace workspace, string kind, string name)
    {
        AdvanceAll(tenant);
        if (workspace.Items.Exists(i => i.Kind == kind && i.Name == name))
        {
            throw new Refusal(409, "ItemDisplayNameAlreadyInUse");
        }
        if (tenant.Reserved.TryGetValue((workspace.Id, kind, name), out var until) && until > tenant.Now)
        {
            throw new Refusal(409, "ItemDisplayNameNotAvailableYet");
        }
    }

    private static Dictionary<string, string> Parts(JsonNode definition)
    {
        var parts = new Dictionary<string, string>();
        foreach (var part in definition["parts"]!.AsArray())
        {
            try
            {
                parts.Add(part!["path"]!.GetValue<string>(), Encoding.UTF8.GetString(Convert.FromBase64String(part["payload"]!.GetValue<string>())));
            }
            catch (FormatException)
            {
                throw new Refusal(400, "CorruptedPayload");
            }
        }
        return parts;
    }

    private static void Put(Workspace workspace, Item item, Dictionary<string, string> parts)
    {
        if (item.Kind == Item.Model)
        {
            Require(parts, "definition.pbism", parts.ContainsKey("model.bim") ? "model.bim" : "definition/model.tmdl");
        }
        else
        {
            Require(parts, "definition.pbir", parts.ContainsKey("report.json") ? "report.json" : "definition/report.json");
            var reference = JsonNode.Parse(parts["definition.pbir"])!["datasetReference"];
            var connection = reference?["byConnection"]?["connectionString"]?.GetValue<string>() ?? throw new Refusal(400, "Workload_FailedToParseFile", "datasetReference.byPath is not supported by this interface.");
            if (!workspace.Items.Exists(i => i.Kind == Item.Model && connection == $"semanticmodelid={i.Id}"))
            {
                throw new Refusal(400, "Report_Import_FailedToImportReport", "The model that the report names is not there.");
            }
        }
        (item.Parts, item.Bound) = (parts, null); // what it was bound to is lost
        item.Data = item.Data.Where(t => item.Text.Tables.ContainsKey(t.Key)).ToDictionary();
        item.Deploys++;
    }

    private static void Require(Dictionary<string, string> parts, params string[] names)
    {
        if (names.FirstOrDefault(n => !parts.ContainsKey(n)) is { } missing)
        {
            throw new Refusal(400, "MissingDefinitionParts", missing);
        }
    }

    private static JsonObject Json(Guid workspace, Item item) =>
        new() { ["id"] = item.Id, ["type"] = item.Kind, ["displayName"] = item.Name, ["description"] = item.Description, ["workspaceId"] = workspace };
}
