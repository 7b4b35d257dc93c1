using QdC.Publish.PowerBi.Client;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>What a publish of an area would do.</summary>
/// <param name="Area">The area.</param>
/// <param name="Workspace">Its workspace.</param>
/// <param name="Would">What it would do, in order; nothing when all is as it should be.</param>
/// <param name="Failure">Why it cannot be told.</param>
public sealed record PublishPlan(string Area, string Workspace, IReadOnlyList<string> Would, Exception? Failure);

/// <summary>Looks at an area's workspace without changing it. It asks as a publish does, so it also tells what rights are missing.</summary>
internal sealed class PlanOf(Publication area, IPowerBi powerBi, IWarehouseFigures figures, PublishBook book, TenantLists lists, TimeProvider clock)
{
    public async Task<PublishPlan> Make(CancellationToken cancel)
    {
        var (target, definition, reached) = (area.Target, area.Definition, book.Area(area.Target.Area.Value));
        var mark = figures.Mark(target.Area) ?? throw new AreaNotInWarehouse(target.Area);
        var would = new List<string>();
        var workspace = WorkspaceStep.Find(await lists.Workspaces(cancel), reached.Workspace, target.Workspace);
        var connection = BindingStep.Find(await lists.Connections(cancel), target);
        var items = workspace is null ? [] : await powerBi.Items(workspace.Id, cancel);
        var (model, report) = (ItemStep.Find(items, ItemKind.SemanticModel, reached.Model, ItemStep.NameOf(definition.Model)), definition.Report is { } said ? ItemStep.Find(items, ItemKind.Report, reached.Report, ItemStep.NameOf(said)) : null);
        void Say(bool when, string what)
        {
            if (when)
            {
                would.Add(what);
            }
        }

        Say(workspace is null, $"make the workspace '{target.Workspace}'");
        Say(workspace is not null && target.Capacity is { } capacity && workspace.CapacityId != capacity, "move it to its capacity");
        var deploy = model is null || model.Id != reached.Model || reached.ModelHash != definition.Model.Hash;
        Say(deploy, model is null ? "make the model" : "replace the model");
        if (workspace is not null && model is not null)
        {
            var dataset = await powerBi.Dataset(workspace.Id, model.Id, cancel);
            Say(dataset.ConfiguredBy != reached.Owner, "take the model over");
            Say(dataset.IsEffectiveIdentityRequired && !definition.HasRoles, "remove the roles that somebody has added to it");
        }
        Say(connection is null && target.Connection is null, $"make the connection '{target.ConnectionName}'");
        if (connection is null && target.Connection is { } named)
        {
            throw new PowerBiConfigurationWrong("The service principal does not see the area's connection", $"{target.Area}: powerbi: connection", named.ToString(), "a connection that is shared with it");
        }
        var bound = !deploy && (await powerBi.ConnectionsOf(workspace!.Id, model!.Id, cancel)).Any(c => c.Id == connection?.Id);
        Say(!bound, "bind the model to its connection");
        var refresh = deploy || reached.Refreshed != mark.ToString();
        Say(refresh, $"refresh it ({mark}){await Budget(workspace, model, cancel)}");
        Say(refresh || reached.Verified != mark.ToString(), "verify it");
        Say(definition.Report is not null && (model is null || report is null || report.Id != reached.Report || reached.ReportHash != definition.ReportOn(model.Id).Hash), report is null ? "make the report" : "replace the report");
        var readers = workspace is null ? [] : await powerBi.Roles(workspace.Id, cancel);
        Say(target.Viewers is { } group && readers.All(r => r.Principal.Id != group), reached.Closed ? "let the readers in again" : "let the readers in");
        return new(target.Area.Value, target.Workspace, would, null);
    }

    private async Task<string> Budget(Workspace? workspace, Item? model, CancellationToken cancel)
    {
        if (workspace is null || model is null || await powerBi.IsOnDedicatedCapacity(workspace.Id, cancel))
        {
            return "";
        }
        var since = clock.GetUtcNow().AddDays(-1);
        var (used, _) = RefreshStep.Used(await powerBi.Refreshes(workspace.Id, model.Id, 60, cancel), book.RefreshesSince(area.Target.Area.Value, since), since);
        return $"; {used} of {RefreshStep.ADay} refreshes of a day are used";
    }
}
