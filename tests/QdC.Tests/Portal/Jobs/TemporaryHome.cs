using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Portal.Jobs;

/// <summary>An empty home that is removed at the end.</summary>
internal sealed class TemporaryHome : IDisposable
{
    public QdcHome Home { get; } = new(Path.Combine(Path.GetTempPath(), "qdc-ops-" + Guid.NewGuid().ToString("N")));

    public void Dispose() => MiniHome.Remove(Home.Root);
}
