using QdC.Publish.PowerBi.Client;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>Makes the model ours, and binds it to the area's own connection, which a deploy or another owner takes away.</summary>
internal sealed class BindingStep(PublishRun run)
{
    /// <summary>Takes the model over where somebody else owns it. True when roles that an area's model does not have were found in it.</summary>
    public async Task<bool> Own(Guid workspace, Guid model, bool isNew, CancellationToken cancel)
    {
        var dataset = await run.Patience.UntilVisible(() => run.PowerBi.Dataset(workspace, model, cancel), isNew, cancel);
        if (dataset.ConfiguredBy is null || dataset.ConfiguredBy != run.Reached.Owner)
        {
            await run.PowerBi.TakeOver(workspace, model, cancel);
            run.Keep(run.Reached with { Owner = (await run.PowerBi.Dataset(workspace, model, cancel)).ConfiguredBy });
            if (!isNew)
            {
                run.Did("model taken over");
            }
        }
        return dataset.IsEffectiveIdentityRequired && !run.Definition.HasRoles;
    }

    /// <summary>Binds the model to the area's connection, which is made when it is not there.</summary>
    public async Task Bind(Guid workspace, Guid model, bool isNew, CancellationToken cancel)
    {
        var connection = await Connection(cancel);
        var bound = await run.Patience.UntilVisible(() => run.PowerBi.ConnectionsOf(workspace, model, cancel), isNew, cancel);
        if (bound.Any(b => b.Id == connection.Id))
        {
            return;
        }
        var place = new ConnectionPlace(ConnectionPlace.Sql, run.Target.Place.ToString());
        await run.Patience.UntilVisible(
            async () =>
            {
                await run.PowerBi.Bind(workspace, model, connection with { ConnectionDetails = place }, cancel);
                return 0;
            },
            isNew, cancel);
        run.Did("bound to its connection");
    }

    private async Task<Connection> Connection(CancellationToken cancel)
    {
        var target = run.Target;
        var connection = Find(await run.Lists.Connections(cancel), target);
        if (connection is null && target.Connection is { } named)
        {
            throw new PowerBiConfigurationWrong("The service principal does not see the area's connection", $"{run.Area}: powerbi: connection", named.ToString(), "a connection that is shared with it");
        }
        if (connection is null)
        {
            connection = await run.PowerBi.CreateConnection(new(target.ConnectionName, target.Place.Server, target.Place.Database, target.Login!()), cancel);
            run.Lists.Forget();
            run.Did($"connection '{target.ConnectionName}' made");
        }
        return connection.ConnectionDetails.Path is { } path && path != target.Place.ToString() ? throw new ConnectionElsewhere(run.Area, path, target.Place.ToString()) : connection;
    }

    /// <summary>The connection that is named, else the one of the area's name.</summary>
    public static Connection? Find(IReadOnlyList<Connection> all, PublishTarget target) =>
        target.Connection is { } id ? all.FirstOrDefault(c => c.Id == id) : all.FirstOrDefault(c => c.DisplayName == target.ConnectionName);
}
