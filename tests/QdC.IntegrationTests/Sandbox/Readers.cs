using QdC.Warehouse;

namespace QdC.IntegrationTests.Sandbox;

/// <summary>Threads that query what is published, again and again, and see whether it is whole. The box follows <see cref="Growth"/>.</summary>
internal sealed class Readers : IDisposable
{
    private const int QueriesOfAVersion = 5;
    private readonly Box _box;
    private readonly List<Thread> _threads;
    private readonly TimeSpan _pause;
    private volatile bool _ended;
    private long _queries;
    private int _versions;

    /// <param name="box">What they read.</param>
    /// <param name="threads">How many they are.</param>
    /// <param name="pause">How long each waits after it has read a version, so that it leaves the core to the refresh.</param>
    public Readers(Box box, int threads, TimeSpan pause)
    {
        _pause = pause;
        _box = box;
        _threads = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Read) { IsBackground = true })];
        _threads.ForEach(t => t.Start());
    }

    /// <summary>How often they asked.</summary>
    public long Queries => Interlocked.Read(ref _queries);

    /// <summary>The highest version they met.</summary>
    public int LastVersion => _versions;

    /// <summary>The first error or mixture that one of them saw.</summary>
    public Exception? Problem { get; private set; }

    public void Dispose()
    {
        _ended = true;
        _threads.ForEach(t => t.Join());
    }

    /// <summary>Opens what is published and asks it a few times.</summary>
    public static (int Version, int Queries) ReadOnce(Box box)
    {
        using var version = box.Store.OpenCurrent();
        for (var n = 0; n < QueriesOfAVersion; n++)
        {
            Growth.AssertWhole(version);
        }
        return (version.Version, QueriesOfAVersion);
    }

    private void Read()
    {
        try
        {
            while (!_ended)
            {
                var (version, queries) = ReadOnce(_box);
                Interlocked.Add(ref _queries, queries);
                _versions = Math.Max(_versions, version);
                Thread.Sleep(_pause);
            }
        }
        catch (Exception e)
        {
            Problem ??= e;
        }
    }
}

/// <summary>An area that grows by one person, one case and one activity a day, so that any version can be told to be whole.</summary>
internal static class Growth
{
    private static readonly DateOnly Start = new(2025, 1, 31);

    /// <summary>Delivers everything of day <paramref name="day"/>.</summary>
    public static void Deliver(Box box, int day)
    {
        var world = World.Small();
        for (var n = 1; n <= day; n++)
        {
            world.Person($"1{n:000}").Case($"C1{n:000}", "01/03/2024").Member($"C1{n:000}", $"1{n:000}").Activity($"A1{n:000}", $"C1{n:000}", $"{1 + (n % 28):00}/01/2025");
        }
        box.Deliver(Start.AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), world);
    }

    /// <summary>Throws unless people, cases, activities, figures and deliveries of a version are of one day, and it is the version it says.</summary>
    public static void AssertWhole(AreaVersion version)
    {
        var (number, day, people, cases, activities, counted) = version
            .Session.Query(
                """
                SELECT (SELECT CAST(value AS INTEGER) FROM meta.info WHERE key = 'version'),
                    (SELECT max(effective_date) FROM meta.delivery),
                    (SELECT count(*) FROM star.dim_person WHERE valid_to = DATE '9999-12-31') - 4,
                    (SELECT count(*) FROM star.fact_case) - 3,
                    (SELECT count(*) FROM star.fact_activity) - 4,
                    (SELECT sum(value) FROM mart.kpi WHERE metric = 'manual_activities' AND breakdown = 'total' AND period_kind = 'month') - 4
                """,
                r => (r.GetInt32(0), r.GetFieldValue<DateOnly>(1).DayNumber - Start.DayNumber, r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), Convert.ToInt64(r.GetValue(5)))
            )
            .Single();
        if (number != version.Version || people != day || cases != day || activities != day || counted != day)
        {
            throw new InvalidOperationException(
                $"version {version.Version} says it is {number}; of day {day} it has {people} people, {cases} cases, {activities} activities, {counted} counted"
            );
        }
    }
}
