using System.Globalization;
using QdC.PowerBiFake;
using QdC.Publish.PowerBi.Client;
using QdC.Publish.PowerBi.Deploy;
using QdC.PowerBiTests.Services;
using QdC.Warehouse;

namespace QdC.PowerBiTests.Publish;

/// <summary>A publish in a process of its own, for tests that kill it: <c>dotnet QdC.PowerBiTests.dll HOME SERVICES SINCE AREA</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var (home, root, clock, area) = (new QdcHome(args[0]), new Uri(args[1]), new FastClock(FakeServices.Speed, DateTimeOffset.Parse(args[2], CultureInfo.InvariantCulture)), args[3]);
        var warehouse = new TestWarehouse(clock);
        warehouse.Sync(area);
        var book = new PublishBook(home, clock);
        using var limiter = CallLimiter.Usual(clock);
        var tokens = new EntraTokens(FakeServices.Principal, root, _ => new Habits().ClientSecret);
        using var client = new PowerBiClient(FakeServices.At(root), tokens, limiter, clock, 1, _ => { });
        var target = PublishBox.Target(area, Guid.Parse(args[4])) with { Capacity = PublishBox.OwnCapacity };
        var publication = new Publication(target, AreaDefinition.For(SmallDefinition.Model(), SmallDefinition.Report(), target));
        var results = await new Publishing(client, warehouse, home, book, PublishBox.Patience with { Clock = clock }).Publish([publication], default);
        return results[0].Failure is null ? 0 : 1;
    }
}
