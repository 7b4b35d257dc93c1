using System.Text.Json.Nodes;

namespace QdC.PowerBiFake;

/// <summary>For tests: what the world is like, what is to go wrong, what has happened. Nothing of it is Microsoft's.</summary>
public static class ControlRoutes
{
    public static void Map(IEndpointRouteBuilder app, Tenant tenant)
    {
        var control = app.MapGroup("/_fake");
        control.MapPut("/habits", (Habits habits) => Reply.With(tenant, () =>
        {
            tenant.Habits = habits;
            return (204, null);
        }));
        control.MapPut("/warehouse", (Dictionary<string, Dictionary<string, ViewData>> warehouse) => Reply.With(tenant, () =>
        {
            tenant.Warehouse = warehouse;
            return (204, null);
        }));
        control.MapPut("/principals", (Dictionary<string, List<string>> principals) => Reply.With(tenant, () =>
        {
            tenant.Principals = principals;
            return (204, null);
        }));
        control.MapPut("/plan", (List<Mishap> plan) => Reply.With(tenant, () =>
        {
            tenant.Plan.Clear();
            tenant.Plan.AddRange(plan);
            return (204, null);
        }));
        control.MapPost("/expire", () => Reply.With(tenant, () =>
        {
            foreach (var token in tenant.Tokens.Keys.ToList())
            {
                tenant.Tokens[token] = tenant.Tokens[token] with { Until = DateTimeOffset.MinValue };
            }
            return (204, null);
        }));
        control.MapPost("/tamper/{workspace}", (string workspace, Tampering what) => Reply.With(tenant, () =>
        {
            var place = tenant.Workspaces.Values.Single(w => w.Name == workspace);
            var model = place.Items.Single(i => i.Kind == Item.Model);
            model.ConfiguredBy = what.Owner ?? model.ConfiguredBy;
            model.Bound = what.Unbind ? null : model.Bound;
            if (what.AddRole)
            {
                model.Parts["definition/roles/Lectors.tmdl"] = "role Lectors\n";
            }
            for (var i = 0; i < what.OtherRefreshes; i++)
            {
                model.Refreshes.Add(new Refresh { At = tenant.Now.AddHours(-2), EndsAt = tenant.Now.AddHours(-1.9), Enhanced = false, Done = true });
            }
            if (what.StartRefresh)
            {
                model.Refreshes.Add(new Refresh { At = tenant.Now, EndsAt = tenant.Now.AddSeconds(tenant.Habits.RefreshSeconds), Enhanced = place.Capacity is not null });
            }
            if (what.Delete)
            {
                place.Items.Clear();
                foreach (var item in new[] { (Item.Model, model.Name), (Item.Report, model.Name) })
                {
                    tenant.Reserved[(place.Id, item.Item1, item.Name)] = tenant.Now.AddSeconds(tenant.Habits.ReservedSeconds);
                }
            }
            return (204, null);
        }));
        control.MapPost("/reset", () => Reply.With(tenant, () =>
        {
            tenant.Habits = new();
            tenant.Plan.Clear();
            tenant.Workspaces.Clear();
            tenant.Connections.Clear();
            tenant.Operations.Clear();
            tenant.Reserved.Clear();
            tenant.Tokens.Clear();
            tenant.Exchanges.Clear();
            tenant.Violations.Clear();
            tenant.LastCalls.Clear();
            (tenant.Warehouse, tenant.Principals, tenant.Hanging, tenant.ThrottledUntil) = ([], [], 0, default);
            return (204, null);
        }));
        control.MapDelete("/exchanges", () => Reply.With(tenant, () =>
        {
            tenant.Exchanges.Clear();
            return (204, null);
        }));
        control.MapGet("/exchanges", () => Reply.With(tenant, () => (200, new JsonArray([.. tenant.Exchanges.Select(e => e.DeepClone())]))));
        control.MapGet("/routes", (EndpointDataSource routes) => Reply.With(tenant, () => (200, new JsonArray([.. routes.Endpoints.OfType<RouteEndpoint>().SelectMany(e =>
            e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => JsonValue.Create($"{m} {e.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal).TrimEnd('/')}")))]))));
        control.MapGet("/state", () => Reply.With(tenant, () => (200, State(tenant))));
    }

    private static JsonObject State(Tenant tenant)
    {
        ItemRoutes.AdvanceAll(tenant);
        var workspaces = new JsonArray();
        foreach (var w in tenant.Workspaces.Values.OrderBy(w => w.Name, StringComparer.Ordinal))
        {
            var (model, report) = (w.Items.Find(i => i.Kind == Item.Model), w.Items.Find(i => i.Kind == Item.Report));
            if (model is not null)
            {
                DatasetRoutes.Advance(tenant, model);
            }
            workspaces.Add(new JsonObject
            {
                ["name"] = w.Name,
                ["capacity"] = w.Capacity,
                ["viewers"] = w.Roles.Count(r => r.Name == "Viewer"),
                ["modelDeploys"] = model?.Deploys ?? 0,
                ["reportDeploys"] = report?.Deploys ?? 0,
                ["refreshes"] = model?.Refreshes.Count ?? 0,
                ["running"] = model?.Refreshes.Count(r => !r.Done) ?? 0,
                ["binds"] = model?.Binds ?? 0,
                ["boundAs"] = model?.Bound is { } id ? tenant.Connections[id].User : null,
                ["owner"] = model?.ConfiguredBy,
                ["areaCode"] = model?.Text.Parameters.GetValueOrDefault("AreaCode"),
                ["rows"] = model?.Data.Values.Sum(t => t.Rows) ?? 0,
                ["areas"] = new JsonArray([.. model?.Data.Values.SelectMany(t => t.Areas).Distinct().Order(StringComparer.Ordinal).Select(a => JsonValue.Create(a)) ?? []]),
                ["pbir"] = report?.Parts.GetValueOrDefault("definition.pbir"),
            });
        }
        return new JsonObject
        {
            ["workspaces"] = workspaces,
            ["connections"] = tenant.Connections.Count,
            ["violations"] = new JsonArray([.. tenant.Violations.Select(v => JsonValue.Create(v))]),
            ["hanging"] = tenant.Hanging,
            ["operations"] = new JsonArray([.. tenant.Operations.Values.OrderBy(o => o.At).Select(o => JsonValue.Create(o.Id.ToString()))]),
            ["now"] = tenant.Now.UtcDateTime,
        };
    }
}

/// <summary>What somebody does to a workspace behind the publisher's back.</summary>
public sealed record Tampering
{
    public string? Owner { get; init; }

    public bool Unbind { get; init; }

    public bool AddRole { get; init; }

    public int OtherRefreshes { get; init; }

    public bool StartRefresh { get; init; }

    public bool Delete { get; init; }
}
