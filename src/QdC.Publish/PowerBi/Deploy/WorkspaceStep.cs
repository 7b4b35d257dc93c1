using QdC.Publish.PowerBi.Client;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>The area's workspace, on its capacity; and in the end its readers.</summary>
internal sealed class WorkspaceStep(PublishRun run)
{
    /// <summary>The workspace, made when it is not there.</summary>
    public async Task<(Workspace Workspace, bool IsNew)> Ensure(CancellationToken cancel)
    {
        var target = run.Target;
        var there = Find(await run.Lists.Workspaces(cancel), run.Reached.Workspace, target.Workspace);
        var isNew = there is null;
        if (there is null)
        {
            var description = $"QdC · {run.Area}. Published by qdc; changes made by hand are replaced.";
            there = await run.PowerBi.CreateWorkspace(target.Workspace, description, target.Capacity, cancel);
            run.Lists.Forget();
            run.Did($"workspace '{target.Workspace}' made");
        }
        else if (target.Capacity is { } capacity && there.CapacityId != capacity)
        {
            await run.PowerBi.AssignToCapacity(there.Id, capacity, cancel);
            run.Lists.Forget();
            run.Did("moved to its capacity");
        }
        if (run.Reached.Workspace != there.Id)
        {
            run.Keep(new() { Workspace = there.Id, Closed = run.Reached.Closed }); // what was reached in another workspace is of no use here
        }
        return (there, isNew || run.Reached.Owner is null); // Power BI may not know it yet, until it has answered once
    }

    /// <summary>The workspace of that name, else the one that was published to and has another by now.</summary>
    public static Workspace? Find(IReadOnlyList<Workspace> all, Guid? known, string name) => all.FirstOrDefault(w => w.DisplayName == name) ?? all.FirstOrDefault(w => w.Id == known);

    /// <summary>Lets the area's group look. Only a verified model is shown, so this comes last.</summary>
    public async Task LetIn(Guid workspace, CancellationToken cancel)
    {
        if (run.Target.Viewers is { } viewers)
        {
            var there = (await run.PowerBi.Roles(workspace, cancel)).FirstOrDefault(r => r.Principal.Id == viewers);
            if (there is null)
            {
                await run.PowerBi.AddRole(workspace, new Principal(viewers, Principal.Group), RoleAssignment.Viewer, cancel);
                run.Did("readers let in");
            }
            else if (there.Role != RoleAssignment.Viewer)
            {
                run.Did($"note: the readers' group is {there.Role} of the workspace, more than a reader needs");
            }
        }
        if (run.Reached.Closed)
        {
            run.Keep(run.Reached with { Closed = false });
        }
    }

    /// <summary>Shuts readers out at once: all Viewers, and the area's group whatever it may do. One who cannot be shut out leaves the others none the less shut.</summary>
    public async Task ShutOut(Guid workspace, CancellationToken cancel)
    {
        run.Keep(run.Reached with { Closed = true });
        QdcException? failed = null;
        foreach (var role in (await run.PowerBi.Roles(workspace, cancel)).Where(r => r.Role == RoleAssignment.Viewer || r.Principal.Id == run.Target.Viewers))
        {
            try
            {
                await run.PowerBi.RemoveRole(workspace, role.Id, cancel);
            }
            catch (QdcException e)
            {
                failed = e;
            }
        }
        if (failed is not null)
        {
            throw failed;
        }
        run.Did("readers shut out");
    }
}
