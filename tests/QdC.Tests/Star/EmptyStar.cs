using QdC.Cli.App;
using QdC.Pipeline.Load;
using QdC.Pipeline.Star;
using QdC.Tests.Warehouse;
using QdC.Warehouse;

namespace QdC.Tests.Star;

/// <summary>The warehouse of an area to which nothing was ever delivered: every table with its columns, and no row of anybody.</summary>
internal static class EmptyStar
{
    /// <summary>Builds one by the same statements as a refresh, and reads it.</summary>
    public static T Read<T>(Func<DuckDbSession, T> read)
    {
        var workspace = Workspace.Load(Path.Combine(Repository.Root, "etl-jobs"));
        using var home = new TestHome();
        using var lease = home.Store.TakeLease();
        using var copy = home.Store.BeginVersion(lease);
        ObservationTables.Ensure(copy.Session, workspace.Jobs.Contract);
        var area = workspace.Area("tarragona");
        using var lanes = new BuildLanes(copy.Session, TimeProvider.System);
        lanes.Run([.. AreaBuild.Prepare(workspace.Jobs, area), .. AreaBuild.Build(copy.Session, workspace.Jobs, area, workspace.Metrics, (_, _) => { })]);
        return read(copy.Session);
    }
}
