using Microsoft.Extensions.Time.Testing;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

/// <summary>A home in a folder of its own, with a clock that stands still; gone when the test ends.</summary>
internal sealed class TestHome : IDisposable
{
    public TestHome(string? folder = null)
    {
        Home = new QdcHome(folder ?? Path.Combine(Path.GetTempPath(), "qdc-test-" + Guid.NewGuid().ToString("N")));
        Store = new AreaStore(Home, Area, Clock) { Settings = new DuckDbSettings { MemoryLimit = "512MB", Threads = 1 } };
    }

    public AreaCode Area { get; } = AreaCode.Parse("mini");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2025, 4, 1, 3, 30, 0, TimeSpan.Zero));

    public QdcHome Home { get; }

    public AreaStore Store { get; }

    public string Folder => Home.StoreOf(Area);

    public AreaLog Log() => Store.OpenLog();

    /// <summary>Keys of the area that are the same in every test.</summary>
    public AreaKeys Keys()
    {
        using var log = Log();
        return AreaKeys.Open(log, name => name == "QDC_KEY_MINI" ? new string('5', 64) : null);
    }

    /// <summary>Publishes a version in which <c>main.t</c> holds one number.</summary>
    public int Publish(int number, params long[] deliveries)
    {
        using var lease = Store.TakeLease();
        return Publish(lease, number, deliveries);
    }

    public int Publish(AreaLease lease, int number, params long[] deliveries)
    {
        using var copy = Store.BeginVersion(lease);
        copy.Session.InTransaction(s =>
        {
            s.Execute("CREATE OR REPLACE TABLE t AS SELECT CAST(? AS INTEGER) AS n", number);
            foreach (var id in deliveries)
            {
                s.Execute("INSERT INTO meta.delivery VALUES (?, 's', 'e', 'case', 1, DATE '2025-01-31', 'h', false, NULL, NULL, 'f', 1, 1, 0, 0, 0, 0)", id);
            }
        });
        return copy.Publish();
    }

    public static int NumberIn(AreaVersion version) => version.Session.Scalar<int>("SELECT n FROM t");

    public NewDelivery Delivery(string hash, string date, string extract = "case") => new()
    {
        System = "hestia",
        Extract = extract,
        ContentHash = hash,
        FileName = $"expedients_{date}.csv",
        EffectiveDate = DateOnly.Parse(date),
        Bytes = 10,
    };

    public void Dispose()
    {
        if (Directory.Exists(Home.Root))
        {
            foreach (var file in Directory.EnumerateFiles(Home.Root, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }

            Directory.Delete(Home.Root, recursive: true);
        }
    }
}
