using System.Text.Json.Nodes;

namespace QdC.PowerBiFake;

/// <summary>Workspaces, who may what in them, and their capacity.</summary>
public static class WorkspaceRoutes
{
    public static void Map(IEndpointRouteBuilder app, Tenant tenant)
    {
        app.MapGet("/v1/workspaces", (string? continuationToken) => Reply.Page(tenant, () => tenant.Workspaces.Values.OrderBy(w => w.Name, StringComparer.Ordinal).Select(Json), continuationToken));
        app.MapPost("/v1/workspaces", (HttpContext context, JsonObject body) => Reply.With(tenant, () =>
        {
            var name = body["displayName"]!.GetValue<string>();
            if (tenant.Workspaces.Values.Any(w => w.Name == name))
            {
                throw new Refusal(409, "WorkspaceNameAlreadyExists");
            }
            var made = new Workspace { Name = name, Description = body["description"]?.GetValue<string>() ?? "", Capacity = Id(body["capacityId"]), MadeAt = tenant.Now };
            tenant.Workspaces[made.Id] = made;
            context.Response.Headers.Location = $"https://api.fabric.microsoft.com/v1/workspaces/{made.Id}";
            return (201, Json(made));
        }));
        app.MapPost("/v1/workspaces/{workspaceId:guid}/assignToCapacity", (Guid workspaceId, JsonObject body) => Reply.With(tenant, () =>
        {
            tenant.Find(workspaceId).Capacity = Id(body["capacityId"]);
            return (202, null);
        }));
        app.MapGet("/v1/workspaces/{workspaceId:guid}/roleAssignments", (Guid workspaceId, string? continuationToken) => Reply.Page(tenant, () => tenant.Find(workspaceId).Roles.Select(Json), continuationToken));
        app.MapPost("/v1/workspaces/{workspaceId:guid}/roleAssignments", (Guid workspaceId, JsonObject body) => Reply.With(tenant, () =>
        {
            var (workspace, principal) = (tenant.Find(workspaceId), Id(body["principal"]!["id"])!.Value);
            if (workspace.Roles.Any(r => r.Principal == principal))
            {
                throw new Refusal(409, "PrincipalAlreadyHasWorkspaceRolePermissions");
            }
            var role = new Role(principal, principal, body["principal"]!["type"]!.GetValue<string>(), body["role"]!.GetValue<string>());
            workspace.Roles.Add(role);
            return (201, Json(role));
        }));
        app.MapDelete("/v1/workspaces/{workspaceId:guid}/roleAssignments/{workspaceRoleAssignmentId:guid}", (Guid workspaceId, Guid workspaceRoleAssignmentId) => Reply.With(tenant, () =>
            tenant.Find(workspaceId).Roles.RemoveAll(r => r.Id == workspaceRoleAssignmentId) > 0 ? (200, null) : throw new Refusal(404, "EntityNotFound")));
        app.MapGet("/v1.0/myorg/groups/{groupId:guid}", (Guid groupId) => Reply.With(tenant, () =>
        {
            var there = tenant.Workspaces.TryGetValue(groupId, out var w) && tenant.Now >= w.MadeAt.AddSeconds(tenant.Habits.VisibleAfterSeconds) ? w : throw new Refusal(404, "PowerBIEntityNotFound");
            var group = new JsonObject { ["id"] = there.Id, ["name"] = there.Name, ["isReadOnly"] = false, ["isOnDedicatedCapacity"] = there.Capacity is not null };
            if (there.Capacity is { } capacity)
            {
                group["capacityId"] = capacity;
            }
            return (200, group);
        }));
    }

    private static Guid? Id(JsonNode? node) => node is null ? null : Guid.Parse(node.GetValue<string>());

    private static JsonObject Json(Workspace w)
    {
        var json = new JsonObject { ["id"] = w.Id, ["displayName"] = w.Name, ["description"] = w.Description, ["type"] = "Workspace" };
        if (w.Capacity is { } capacity)
        {
            json["capacityId"] = capacity;
        }
        return json;
    }

    private static JsonObject Json(Role role) =>
        new() { ["id"] = role.Id, ["principal"] = new JsonObject { ["id"] = role.Principal, ["type"] = role.PrincipalType }, ["role"] = role.Name };
}
