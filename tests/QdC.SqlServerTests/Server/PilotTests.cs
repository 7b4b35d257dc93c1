using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>The story of the pilots on the twin; <see cref="RealServerTests"/> tells it of a real server.</summary>
[Category("Slow")]
public sealed class PilotTests
{
    [Test]
    public async Task The_pilots_are_on_the_server_as_they_are_here_and_one_more_delivery_sends_what_differs()
    {
        using var twin = TwinServer.Empty();
        try
        {
            new WarehouseMigrator(twin, TimeProvider.System, "tests").Migrate();
            await PilotStory.Tell(twin.Another);
        }
        finally
        {
            twin.Drop();
        }
    }
}
