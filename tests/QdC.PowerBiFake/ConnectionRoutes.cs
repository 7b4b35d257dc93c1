using System.Text.Json.Nodes;

namespace QdC.PowerBiFake;

/// <summary>Connections, and what models are bound to.</summary>
public static class ConnectionRoutes
{
    public static void Map(IEndpointRouteBuilder app, Tenant tenant)
    {
        app.MapGet("/v1/connections", (string? continuationToken) => Reply.Page(tenant, () => tenant.Connections.Values.OrderBy(c => c.Name, StringComparer.Ordinal).Select(Json), continuationToken));
        app.MapPost("/v1/connections", (JsonObject body) => Reply.With(tenant, () =>
        {
            var name = body["displayName"]!.GetValue<string>();
            if (tenant.Connections.Values.Any(c => c.Name == name))
            {
                throw new Refusal(409, "DuplicateConnectionName");
            }
            var place = body["connectionDetails"]!["parameters"]!.AsArray().ToDictionary(p => p!["name"]!.GetValue<string>(), p => p!["value"]!.GetValue<string>());
            var credentials = body["credentialDetails"]!["credentials"]!;
            var user = (credentials["username"] ?? credentials["servicePrincipalClientId"])?.GetValue<string>() ?? throw new Refusal(400, "InvalidCredentialDetails");
            if (tenant.Principals.Count > 0 && !tenant.Principals.ContainsKey(user))
            {
                throw new Refusal(400, "IncorrectCredentials");
            }
            var made = new Connection { Name = name, Path = $"{place["server"]};{place["database"]}", User = user, CredentialType = credentials["credentialType"]!.GetValue<string>() };
            tenant.Connections[made.Id] = made;
            return (201, Json(made));
        }));
        app.MapGet("/v1/workspaces/{workspaceId:guid}/items/{itemId:guid}/connections", (Guid workspaceId, Guid itemId, string? continuationToken) => Reply.Page(tenant, () =>
        {
            var item = tenant.Find(workspaceId, itemId);
            return [item.Bound is { } id && tenant.Connections.TryGetValue(id, out var bound)
                ? new JsonObject { ["id"] = bound.Id, ["displayName"] = bound.Name, ["connectivityType"] = "ShareableCloud", ["connectionDetails"] = Place(bound.Path) }
                : new JsonObject { ["connectivityType"] = "None", ["connectionDetails"] = Place(item.Text.Path) }];
        }, continuationToken));
        app.MapPost("/v1/workspaces/{workspaceId:guid}/semanticModels/{semanticModelId:guid}/bindConnection", (Guid workspaceId, Guid semanticModelId, JsonObject body) => Reply.With(tenant, () =>
        {
            var (model, binding) = (tenant.Find(workspaceId, semanticModelId, Item.Model), body["connectionBinding"]!);
            if (model.ConfiguredBy != TokenRoutes.Application)
            {
                throw new Refusal(403, "InsufficientPrivileges", "Only the owner of the semantic model can bind it.");
            }
            if (binding["connectionDetails"]!["path"]!.GetValue<string>() != model.Text.Path)
            {
                throw new Refusal(400, "InvalidInput", "The model has no source of this path.");
            }
            if (binding["connectivityType"]?.GetValue<string>() is not ("ShareableCloud" or "OnPremisesGateway" or "VirtualNetworkGateway") || !tenant.Connections.TryGetValue(Guid.Parse(binding["id"]!.GetValue<string>()), out var connection))
            {
                throw new Refusal(404, "EntityNotFound");
            }
            model.Bound = connection.Id;
            model.Binds++;
            return (200, null);
        }));
    }

    private static JsonObject Json(Connection c) =>
        new()
        {
            ["id"] = c.Id,
            ["displayName"] = c.Name,
            ["connectivityType"] = "ShareableCloud",
            ["connectionDetails"] = Place(c.Path),
            ["privacyLevel"] = "Organizational",
            ["credentialDetails"] = new JsonObject { ["credentialType"] = c.CredentialType, ["singleSignOnType"] = "None", ["connectionEncryption"] = "Encrypted", ["skipTestConnection"] = false },
        };

    private static JsonObject Place(string path) => new() { ["type"] = "SQL", ["path"] = path };
}
