using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Operations;

/// <summary>What the books promise, whichever store keeps them.</summary>
internal static class BookContract
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Longer = TimeSpan.FromMilliseconds(700);
    private static readonly AreaCode Area = AreaCode.Parse("mini");

    public static IReadOnlyDictionary<string, Action<Books>> All { get; } = new Dictionary<string, Action<Books>>
    {
        ["a kind of job is open once"] = OpenOnce,
        ["a job is carried out by one at a time and only they write to it"] = OneAtATime,
        ["a job that is stopped ends, at once when nobody has it"] = Stopped,
        ["many that order and begin at once are one"] = AtOnce,
        ["what is said of a schedule is kept, and one sees to what is due"] = Schedules,
        ["a lease is one's, until it is given back or has ended"] = Leases,
        ["what an expired holder writes is refused"] = Fenced,
    };

    private static void OpenOnce(Books books)
    {
        var first = books.Jobs.Order("mini", JobKind.Backfill, "anna", new DateOnly(2025, 1, 31));
        Assert.That(books.Jobs.Order("mini", JobKind.Backfill, "pere").Id, Is.EqualTo(first.Id));
        var others = new[] { books.Jobs.Order("mini", JobKind.Refresh, null), books.Jobs.Order("other", JobKind.Backfill, null) };
        Assert.That(books.Jobs.Open().Select(j => j.Id), Is.EqualTo(new[] { first.Id, others[0].Id, others[1].Id }).And.Unique);
        Assert.That((first.AskedBy, first.From, others[0].AskedBy, others[0].From), Is.EqualTo(("anna", new DateOnly(2025, 1, 31), (string?)null, (DateOnly?)null)));

        var token = books.Jobs.Begin(first.Id, "one", Short)!.Value;
        Assert.That(books.Jobs.End(first.Id, token, JobOutcome.Done, 7, 42, new string('e', 3000)), Is.True);
        var ended = books.Jobs.Find(first.Id)!;
        Assert.That((ended.Outcome, ended.RunId, ended.Version, ended.Holder, ended.IsRunning), Is.EqualTo((JobOutcome.Done, 7L, 42, (string?)null, false)));
        Assert.That(ended.Error, Has.Length.EqualTo(2000).And.EndsWith("…"));
        Assert.That(ended.EndedAt, Is.GreaterThanOrEqualTo(ended.AskedAt));
        var next = books.Jobs.Order("mini", JobKind.Backfill, "pere");
        Assert.That(next.Id, Is.GreaterThan(others[1].Id));
        Assert.That(books.Jobs.Of("mini").Select(j => j.Id), Is.EqualTo(new[] { next.Id, others[0].Id, first.Id }));
        Assert.That(books.Jobs.Of("mini", 1).Select(j => j.Id), Is.EqualTo(new[] { next.Id }));
        Assert.That(books.Jobs.Find(next.Id + 100), Is.Null);
    }

    private static void OneAtATime(Books books)
    {
        var job = books.Jobs.Order("mini", JobKind.Refresh, null);
        var first = books.Jobs.Begin(job.Id, "one", Short)!.Value;
        Assert.That(books.Jobs.Begin(job.Id, "two", Short), Is.Null, "one lives");
        var seen = books.Jobs.See(job.Id, first, "stage", new string('a', 500), 3)!;
        Assert.That((seen.Holder, seen.Step, seen.About!.Length, seen.Rows, seen.IsRunning), Is.EqualTo(("one", "stage", 400, 3L, true)));
        books.Pass(Longer);
        var second = books.Jobs.Begin(job.Id, "two", Short)!.Value;
        Assert.That(second, Is.GreaterThan(first), "one is taken for dead");
        Assert.That(books.Jobs.Find(job.Id)!.Step, Is.Null);
        Assert.That(books.Jobs.See(job.Id, first, "load", null, null), Is.Null, "it was not dead, and is told");
        Assert.That(books.Jobs.End(job.Id, first, JobOutcome.Failed), Is.False);
        books.Jobs.Release(job.Id, first);
        Assert.That(books.Jobs.Find(job.Id), Has.Property(nameof(AreaJob.Holder)).EqualTo("two").And.Property(nameof(AreaJob.EndedAt)).Null);
        books.Jobs.Release(job.Id, second);
        Assert.That(books.Jobs.Begin(job.Id, "one", Short), Is.EqualTo(second + 1), "given back, it is anybody's at once");
        Assert.That(books.Jobs.End(job.Id, second + 1, JobOutcome.Unchanged), Is.True);
        Assert.That(books.Jobs.End(job.Id, second + 1, JobOutcome.Unchanged), Is.False, "it has ended");
        Assert.That(books.Jobs.Begin(job.Id, "two", Short), Is.Null);
    }

    private static void Stopped(Books books)
    {
        var (waits, runs) = (books.Jobs.Order("mini", JobKind.Refresh, null), books.Jobs.Order("mini", JobKind.Backfill, null));
        var token = books.Jobs.Begin(runs.Id, "one", Short)!.Value;
        Assert.That(books.Jobs.Stop(waits.Id, "pere") && books.Jobs.Stop(runs.Id, "pere"), Is.True);
        Assert.That(books.Jobs.Find(waits.Id), Has.Property(nameof(AreaJob.Outcome)).EqualTo(JobOutcome.Stopped).And.Property(nameof(AreaJob.EndedAt)).Not.Null);
        Assert.That(books.Jobs.See(runs.Id, token, null, null, null), Has.Property(nameof(AreaJob.StopBy)).EqualTo("pere").And.Property(nameof(AreaJob.EndedAt)).Null);
        Assert.That(books.Jobs.Stop(waits.Id, "anna"), Is.False);
    }

    private static void AtOnce(Books books)
    {
        if (!books.IsConcurrent)
        {
            return;
        }
        var ordered = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(i => books.Jobs.Order(i % 2 == 0 ? "mini" : "other", JobKind.Refresh, $"{i}")).ToList();
        Assert.That(ordered.Select(o => o.Id).Distinct().Count(), Is.EqualTo(2));
        var begun = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Count(i => books.Jobs.Begin(ordered[0].Id, $"{i}", TimeSpan.FromMinutes(1)) is not null);
        Assert.That(begun, Is.EqualTo(1));
        var leased = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Count(i => books.Leases.Take(Area, $"{i}", TimeSpan.FromMinutes(1)) is not null);
        Assert.That(leased, Is.EqualTo(1));
    }

    private static void Schedules(Books books)
    {
        var (first, later) = (DateTimeOffset.Parse("2026-05-04T01:30:00.1234567Z"), DateTimeOffset.Parse("2026-05-06T03:30:00+02:00"));
        Assert.That(books.Schedules.DueUntil("mini"), Is.Null);
        Assert.That(books.Schedules.TakeDue("mini", first), Is.False, "nothing was due before somebody kept a schedule");
        Assert.That(books.Schedules.TakeDue("mini", first), Is.False);
        Assert.That(books.Schedules.TakeDue("mini", later), Is.True);
        Assert.That(books.Schedules.TakeDue("mini", later), Is.False, "somebody has seen to it");
        Assert.That(books.Schedules.DueUntil("mini"), Is.EqualTo(later));
        Assert.That(books.Schedules.All(), Is.Empty);

        books.Schedules.Change("mini", "0 6 * * 1", "Atlantic/Canary", "anna");
        books.Schedules.Pause("mini", true, "pere");
        books.Schedules.Pause("other", true, "pere");
        var said = books.Schedules.All();
        Assert.That(said.Keys, Is.EquivalentTo(new[] { "mini", "other" }));
        Assert.That(said["mini"] with { ChangedAt = default }, Is.EqualTo(new ScheduleOverride("mini", "0 6 * * 1", "Atlantic/Canary", true, "pere", default)));
        books.Schedules.Change("mini", null, null, "anna");
        books.Schedules.Pause("mini", false, "anna");
        Assert.That(books.Schedules.All()["mini"], Has.Property(nameof(ScheduleOverride.Cron)).Null.And.Property(nameof(ScheduleOverride.Paused)).False);
    }

    private static void Leases(Books books)
    {
        Assert.That(books.Leases.Holder(Area), Is.Null);
        var first = books.Leases.Take(Area, "one", Short)!.Value;
        Assert.That(books.Leases.Take(Area, "two", Short), Is.Null);
        Assert.That(books.Leases.Take(AreaCode.Parse("other"), "two", Short), Is.Not.Null, "areas have each their own");
        Assert.That(books.Leases.Holder(Area), Does.StartWith("one since 20"));
        Assert.That(books.Leases.Renew(Area, first, TimeSpan.FromMinutes(1)), Is.True);
        books.Pass(Longer);
        Assert.That(books.Leases.Take(Area, "two", Short), Is.Null, "one has given a sign");
        books.Leases.Release(Area, first);
        var second = books.Leases.Take(Area, "two", Short)!.Value;
        Assert.That(second, Is.GreaterThan(first));
        Assert.That(books.Leases.WhileHeld(Area, second, () => "done"), Is.EqualTo("done"));
    }

    private static void Fenced(Books books)
    {
        var writes = new List<string>();
        var first = books.Leases.Take(Area, "one", Short)!.Value;
        books.Pass(Longer);
        Assert.Throws<LeaseLost>(() => books.Leases.WhileHeld(Area, first, () => { writes.Add("one, too late"); return 0; }));
        Assert.That(books.Leases.Renew(Area, first, Short), Is.True, "nobody has taken it meanwhile");
        books.Pass(Longer);
        var second = books.Leases.Take(Area, "two", TimeSpan.FromMinutes(1))!.Value;
        Assert.That(second, Is.GreaterThan(first));
        Assert.That(books.Leases.Renew(Area, first, Short), Is.False);
        var lost = Assert.Throws<LeaseLost>(() => books.Leases.WhileHeld(Area, first, () => { writes.Add("one, taken over"); return 0; }));
        Assert.That(lost!.Message, Does.Contain($"{first}").And.Contain($"{second}"));
        books.Leases.Release(Area, first);
        Assert.That(books.Leases.WhileHeld(Area, second, () => { writes.Add("two"); return 0; }), Is.Zero, "what one gave back was not two's");
        Assert.That(writes, Is.EqualTo(new[] { "two" }));
    }
}
