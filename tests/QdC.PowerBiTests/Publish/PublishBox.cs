using NUnit.Framework;
using QdC.PowerBiTests.Services;
using QdC.Publish.PowerBi.Client;
using QdC.Publish.PowerBi.Deploy;
using QdC.Warehouse;

namespace QdC.PowerBiTests.Publish;

/// <summary>A home, a warehouse, the fake services, and publishes between them.</summary>
internal sealed class PublishBox : IDisposable
{
    private static readonly Guid ReaderGroups = new("a0000000-0000-4000-8000-000000000000");

    private readonly CallLimiter _limiter = CallLimiter.Usual(FakeServices.Clock);
    private readonly List<string> _areas;

    private PublishBox(IEnumerable<string> areas) => _areas = [.. areas];

    public QdcHome Home { get; } = new(Path.Combine(Path.GetTempPath(), "qdc-publish-" + Guid.NewGuid().ToString("N")));

    public TestWarehouse Warehouse { get; } = new(FakeServices.Clock);

    /// <summary>A capacity of their own.</summary>
    public static readonly Guid OwnCapacity = new("96f3f0ff-4fe2-4712-b61b-05a456ba9357");

    /// <summary>The capacity all areas run on; null for shared capacity.</summary>
    public Guid? Capacity { get; set; } = OwnCapacity;

    /// <summary>The model of the first area; the others have the usual one.</summary>
    public Dictionary<string, string> Model { get; set; } = SmallDefinition.Model();

    /// <summary>The report of the first area; the others have the usual one.</summary>
    public Dictionary<string, string> Report { get; set; } = SmallDefinition.Report();

    /// <summary>Changes an area's target.</summary>
    public Func<PublishTarget, PublishTarget> Adjust { get; set; } = t => t;

    /// <summary>Long on their clock, so that a slow machine does not run out of it.</summary>
    public static Patience Patience { get; } = new(FakeServices.Clock) { Visible = TimeSpan.FromHours(2), Refresh = TimeSpan.FromDays(2), Operation = TimeSpan.FromDays(2) };

    /// <summary>Areas whose figures are in the warehouse and nothing else is there.</summary>
    public static async Task<PublishBox> Of(params string[] areas)
    {
        await FakeServices.Reset();
        var box = new PublishBox(areas);
        foreach (var area in areas)
        {
            box.Warehouse.Sync(area);
        }
        await box.Fill();
        await FakeServices.See(areas.ToDictionary(a => "bi_" + a, a => new List<string> { a }));
        return box;
    }

    /// <summary>Brings an area's next data to the warehouse.</summary>
    public async Task Sync(string area)
    {
        Warehouse.Sync(area);
        await Fill();
    }

    /// <summary>Lets the fake services see what the warehouse holds.</summary>
    public Task Fill() => FakeServices.Hold(Warehouse.Data);

    public static string Workspace(string area) => "QdC " + area;

    /// <summary>Publishes all areas.</summary>
    public async Task<IReadOnlyList<PublishResult>> Publish() => await With((publishing, areas) => publishing.Publish(areas, default));

    /// <summary>Publishes what is given.</summary>
    public Task<IReadOnlyList<PublishResult>> Publish(IReadOnlyList<Publication> publications, IWarehouseFigures? figures = null) => With((publishing, _) => publishing.Publish(publications, default), figures);

    /// <summary>What a publish would do.</summary>
    public async Task<IReadOnlyList<PublishPlan>> Plan() => await With((publishing, areas) => publishing.Plan(areas, default));

    /// <summary>Publishes all areas and requires that each ends so.</summary>
    public async Task<IReadOnlyList<PublishResult>> Publish(PublishEnd end)
    {
        var results = await Publish();
        Assert.That(results.Select(r => r.End), Is.All.EqualTo(end), string.Join("\n", results.Select(r => $"{r.Area}: {r.End} {string.Join("; ", r.Done)} {r.Failure}")));
        return results;
    }

    public PublishBook Book() => new(Home, FakeServices.Clock);

    /// <summary>Publishes one area through a port of its own.</summary>
    public async Task<PublishResult> PublishOne(string area, Func<IPowerBi, IPowerBi> through)
    {
        var book = Book();
        using var client = Client(book);
        return (await new Publishing(through(client), Warehouse, Home, book, Patience).Publish([Publication(area)], default)).Single();
    }

    /// <summary>Where an area is published, on shared capacity.</summary>
    public static PublishTarget Target(string area, Guid viewers) =>
        new(AreaCode.Parse(area), Workspace(area), new WarehousePlace("db.example", "qdc"))
        {
            Viewers = viewers,
            User = "bi_" + area,
            Login = () => new DatabaseLogin("bi_" + area, null, "pw-canary"),
        };

    public Publication Publication(string area)
    {
        var viewers = new Guid(ReaderGroups.ToString()[..24] + (_areas.IndexOf(area) + 1).ToString("x12", System.Globalization.CultureInfo.InvariantCulture));
        var target = Adjust(Target(area, viewers) with { Capacity = Capacity });
        return new(target, area == _areas[0] ? AreaDefinition.For(Model, Report, target) : AreaDefinition.For(SmallDefinition.Model(), SmallDefinition.Report(), target));
    }

    /// <summary>A client of the fake services that logs to the book.</summary>
    public PowerBiClient Client(PublishBook book) =>
        new(FakeServices.Addresses, FakeServices.Tokens(), _limiter, FakeServices.Clock, 1, c => book.NoteCall(c.At, c.Service.ToString(), c.Method, c.Path, c.Status, c.Code, c.RequestId, c.Took));

    public void Dispose()
    {
        _limiter.Dispose();
        if (Directory.Exists(Home.Root))
        {
            Directory.Delete(Home.Root, recursive: true);
        }
    }

    private async Task<T> With<T>(Func<Publishing, IReadOnlyList<Publication>, Task<T>> does, IWarehouseFigures? figures = null)
    {
        var book = Book();
        using var client = Client(book);
        return await does(new Publishing(client, figures ?? Warehouse, Home, book, Patience), _areas.ConvertAll(Publication));
    }
}
