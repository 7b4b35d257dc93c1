using QdC.Publish.PowerBi.Client;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>
/// Publishes one area. Each step looks at what is there, does what is missing and keeps what it reached, so a publish that was stopped
/// anywhere is gone on with by the next, and one that finds everything as it should be changes nothing. Readers come last: they are let in
/// when the model has been asked and holds this area's data and no other's.
/// </summary>
internal sealed class AreaPublish(PublishRun run)
{
    private const int Rounds = 3;

    /// <summary>Publishes and gives back what was done.</summary>
    public async Task<IReadOnlyList<string>> Do(CancellationToken cancel)
    {
        var (items, binding, refresh, verify) = (new ItemStep(run), new BindingStep(run), new RefreshStep(run), new VerifyStep(run));
        var (workspace, isNew) = await run.Step("workspace", () => new WorkspaceStep(run).Ensure(cancel));
        for (var round = 1; ; round++)
        {
            var mark = run.Figures.Mark(run.Area) ?? throw new AreaNotInWarehouse(run.Area);
            var (model, deployed) = await run.Step("model", () => items.Deploy(workspace.Id, isNew, ItemKind.SemanticModel, run.Definition.Model, cancel));
            if (await run.Step("owner", () => binding.Own(workspace.Id, model, isNew || deployed, cancel)))
            {
                run.Keep(run.Reached with { ModelHash = null });
                run.Did("roles that somebody had added were removed");
                if (round < Rounds)
                {
                    continue;
                }
            }
            await run.Step("connection", () => binding.Bind(workspace.Id, model, isNew || deployed, cancel));
            await run.Step("refresh", () => refresh.Ensure(workspace.Id, model, mark, cancel));
            if (!await run.Step("verification", () => verify.Require(workspace.Id, model, mark, cancel)) && round < Rounds)
            {
                continue; // the warehouse got other data while the model was refreshed
            }
            if (run.Definition.Report is not null)
            {
                await run.Step("report", () => items.Deploy(workspace.Id, isNew || deployed, ItemKind.Report, run.Definition.ReportOn(model), cancel));
            }
            await run.Step("readers", () => new WorkspaceStep(run).LetIn(workspace.Id, cancel));
            return run.Done;
        }
    }
}
