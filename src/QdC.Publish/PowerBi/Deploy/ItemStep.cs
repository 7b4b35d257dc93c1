using System.Text.Json.Nodes;
using QdC.Publish.PowerBi.Client;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>Puts a definition in place: makes the item, replaces its definition, or leaves it where the same one stands.</summary>
internal sealed class ItemStep(PublishRun run)
{
    private const string Usual = "QdC";

    /// <summary>The name that a definition gives its item.</summary>
    public static string NameOf(DefinitionParts definition) =>
        definition.Has(".platform") && JsonNode.Parse(definition.Text(".platform"))?["metadata"]?["displayName"]?.GetValue<string>() is { Length: > 0 } name ? name : Usual;

    /// <summary>Deploys. True when something was sent.</summary>
    public async Task<(Guid Item, bool Deployed)> Deploy(Guid workspace, bool isNew, ItemKind kind, DefinitionParts definition, CancellationToken cancel)
    {
        await FinishBegun(kind, cancel);
        try
        {
            return await Send(workspace, isNew, kind, definition, cancel);
        }
        catch (PowerBiRefused e) when (e.Code == "ItemDisplayNameAlreadyInUse")
        {
            // A request that nobody answered may have made it meanwhile; if so it is there now, and its definition is replaced.
            run.Keep(run.Reached with { Operation = null });
            if (Find(await run.PowerBi.Items(workspace, cancel), kind, null, NameOf(definition)) is null)
            {
                throw;
            }
            return await Send(workspace, isNew, kind, definition, cancel);
        }
    }

    /// <summary>The item that was published, else the one of that name.</summary>
    public static Item? Find(IReadOnlyList<Item> items, ItemKind kind, Guid? known, string name) => items.FirstOrDefault(i => i.Is(kind) && i.Id == known) ?? items.FirstOrDefault(i => i.Is(kind) && i.DisplayName == name);

    private async Task<(Guid Item, bool Deployed)> Send(Guid workspace, bool isNew, ItemKind kind, DefinitionParts definition, CancellationToken cancel)
    {
        var there = Find(await run.Patience.UntilVisible(() => run.PowerBi.Items(workspace, cancel), isNew, cancel), kind, Id(kind), NameOf(definition));
        if (there is not null && there.Id == Id(kind) && Hash(kind) == definition.Hash)
        {
            return (there.Id, false);
        }
        Keep(kind, there?.Id, null); // until it has ended nobody knows which definition stands
        var accepted = await run.Patience.UntilVisible(
            () => there is null
                ? run.PowerBi.CreateItem(workspace, kind, NameOf(definition), $"QdC · {run.Area}", definition, cancel)
                : run.PowerBi.UpdateItem(workspace, kind, there.Id, definition, cancel),
            isNew, cancel);
        var made = accepted.Item;
        if (accepted.Operation is { } operation)
        {
            run.Keep(run.Reached with { Operation = $"{kind} {operation} {definition.Hash}" });
            made = await Follow(operation, accepted.After, cancel);
            run.Keep(run.Reached with { Operation = null });
        }
        var id = there?.Id ?? made?.Id
            ?? Find(await run.PowerBi.Items(workspace, cancel), kind, null, NameOf(definition))?.Id
            ?? throw new PowerBiUnavailable($"looking for the {kind} that was made", new ServiceError("ItemNotFound", null, [], null), null);
        Keep(kind, id, definition.Hash);
        run.Did($"{(kind == ItemKind.SemanticModel ? "model" : "report")} {(there is null ? "made" : "replaced")}");
        return (id, true);
    }

    /// <summary>Waits for an operation that a publish before had begun, so that two never meet.</summary>
    private async Task FinishBegun(ItemKind kind, CancellationToken cancel)
    {
        if (run.Reached.Operation?.Split(' ') is not [var of, var text, var hash] || of != kind.ToString())
        {
            return;
        }
        Guid? made = null;
        var ended = false;
        try
        {
            made = (await Follow(Guid.Parse(text), TimeSpan.Zero, cancel))?.Id;
            ended = true;
        }
        catch (PowerBiRefused)
        {
            // It failed, or the service has forgotten it: what stands is looked at, and the definition is sent again.
        }
        run.Keep(run.Reached with { Operation = null });
        if (ended && (made ?? Id(kind)) is { } id)
        {
            Keep(kind, id, hash);
        }
    }

    private async Task<Item?> Follow(Guid operation, TimeSpan after, CancellationToken cancel)
    {
        for (var started = run.Clock.GetUtcNow(); ;)
        {
            await run.Patience.Pause(after, cancel);
            var state = await run.PowerBi.Operation(operation, cancel);
            switch (state.Status)
            {
                case OperationState.Succeeded:
                    return state.HasResult ? await run.PowerBi.OperationResult(operation, cancel) : null;
                case OperationState.Failed:
                    throw new PowerBiRefused($"operation {operation}", 200, state.Error ?? new ServiceError("OperationFailed", null, [], null));
            }
            after = state.After;
            if (run.Clock.GetUtcNow() - started > run.Patience.Operation)
            {
                throw new StillRunning(run.Area, "The deployment", run.Clock.GetUtcNow() - started);
            }
        }
    }

    private Guid? Id(ItemKind kind) => kind == ItemKind.SemanticModel ? run.Reached.Model : run.Reached.Report;

    private string? Hash(ItemKind kind) => kind == ItemKind.SemanticModel ? run.Reached.ModelHash : run.Reached.ReportHash;

    /// <summary>A model with another definition holds data of the old one, so it is refreshed anew.</summary>
    private void Keep(ItemKind kind, Guid? id, string? hash) =>
        run.Keep(kind == ItemKind.Report
            ? run.Reached with { Report = id, ReportHash = hash }
            : run.Reached with { Model = id, ModelHash = hash, Owner = id == run.Reached.Model ? run.Reached.Owner : null, Refresh = null, RefreshWanted = null, Refreshed = null, Verified = null });
}
