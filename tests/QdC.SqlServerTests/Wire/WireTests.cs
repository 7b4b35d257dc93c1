using NUnit.Framework;
using QdC.SqlServerTests.Operations;
using QdC.SqlServerTests.Server;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Wire;

/// <summary>What is told of a real server, as far as the server that the tests carry goes: through the real client, sockets and TLS.</summary>
[Category("TSql")]
public sealed class WireTests
{
    private static readonly string[] Quick =
    [
        "A sync of an area ends with the embedded star, row by row, and the next sends the difference only",
        "A source's server is asked for what changed, of one moment where it can be",
    ];

    /// <summary>All but what the twin has no rights for.</summary>
    private static IEnumerable<TestCaseData> Stories() =>
        ServerStories.All.Keys.Where(story => story != "Who is not mapped to an area sees nothing of it")
            .Select(story => Quick.Contains(story) ? new TestCaseData(story).SetArgDisplayNames(story) : new TestCaseData(story).SetArgDisplayNames(story).SetCategory("Slow"));

    [TestCaseSource(nameof(Stories))]
    public async Task Over_the_wire(string story)
    {
        using var server = new TdsServer();
        await ServerStories.All[story](server.ConnectionString());
    }

    [Test]
    public void Many_on_connections_of_their_own_that_order_and_begin_at_once_are_one()
    {
        using var server = new TdsServer();
        using var real = new RealServer(server.ConnectionString());
        using (var connection = real.Open())
        {
            new WarehouseMigrator(connection, TimeProvider.System, "tests", [.. WarehouseScript.All.Where(s => s.Number is 1 or 3)]).Migrate();
        }
        using var books = Books.Real(real);
        BookContract.All["many that order and begin at once are one"](books);
    }
}
