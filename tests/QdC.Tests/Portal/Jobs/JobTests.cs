using System.Diagnostics;
using Hangfire;
using Hangfire.Storage;
using NUnit.Framework;
using QdC.Pipeline.Network;
using QdC.Portal.Jobs;
using QdC.Warehouse;

namespace QdC.Tests.Portal.Jobs;

/// <summary>Jobs in processes of their own: carried out once, stopped, lost and taken up again, apart from one another.</summary>
[NonParallelizable]
public sealed class JobTests
{
    private JobHome _home = null!;
    private JobPortal _portal = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _home = await JobHome.Make();
        File.WriteAllText(Path.Combine(_home.Home.Root, "qdc.yaml"), "warehouse: { connection: env:QDC_NO_SUCH_VARIABLE }\n");
        _portal = await JobPortal.Start(_home, s => s with { Jobs = s.Jobs! with { Sends = true } });
    }

    [OneTimeTearDown]
    public async Task End()
    {
        await _portal.DisposeAsync();
        _home.Dispose();
    }

    [Test]
    public async Task A_process_that_is_killed_midway_is_begun_again_within_a_minute_and_nothing_is_lost()
    {
        var (star, before) = (_home.Star(), _home.Store.Current!.Value);
        var job = _portal.Desk.Order("mini", JobKind.Backfill, "anna");
        var child = await JobPortal.Until(() => _home.Book.Find(job.Id) is { Step: "5-facts" or "stage" or "load" or "check" or "4-dimensions" } && _portal.Runner.Children.TryGetValue(job.Id, out var id) ? (int?)id : null, "a step");
        var killed = Stopwatch.StartNew();
        using (var process = Process.GetProcessById(child!.Value))
        {
            process.Kill();
        }

        var ended = await JobPortal.End(_home, job);

        Assert.That((ended.Outcome, ended.Tries, ended.Version), Is.EqualTo((JobOutcome.Done, 2, before + 1)), ended.Error);
        Assert.That(killed.Elapsed, Is.LessThan(TimeSpan.FromMinutes(1)));
        Assert.That(_home.Store.Current, Is.EqualTo(before + 1));
        Assert.That(_home.Star(), Is.EqualTo(star));
        Assert.That(_home.Runs().Take(2).Select(r => (r.Outcome, r.Cause)), Is.EqualTo(new[] { (RunOutcome.Published, "portal: anna"), (RunOutcome.Lost, "portal: anna") }));
    }

    [Test]
    public async Task What_comes_after_a_refresh_comes_by_itself_and_the_queue_is_told_codes_and_numbers_only()
    {
        var job = _portal.Desk.Order("mini", JobKind.Backfill, "Anna Serra i Puig", new DateOnly(2020, 1, 1));
        Assert.That(_portal.Desk.Order("mini", JobKind.Backfill, "pere").Id, Is.EqualTo(job.Id), "the one that is open already");
        Assert.That((await JobPortal.End(_home, job)).Outcome, Is.EqualTo(JobOutcome.Done));
        var network = await JobPortal.Until(() => _home.Book.Of(NetworkRefresh.Name).FirstOrDefault(j => j.EndedAt > job.AskedAt), "all areas together");
        Assert.That(network.Outcome, Is.EqualTo(JobOutcome.Done), network.Error);
        var sync = await JobPortal.Until(() => _home.Book.Of("mini").FirstOrDefault(j => j is { Kind: JobKind.Sync, EndedAt: not null }), "the warehouse");
        Assert.That(sync, Has.Property(nameof(AreaJob.Outcome)).EqualTo(JobOutcome.Failed).And.Property(nameof(AreaJob.Error)).StartsWith("ServerConfigurationWrong: "));
        Assert.That(_home.Store.Current, Is.EqualTo(_home.Book.Find(job.Id)!.Version), "what was published is served");
        var again = _portal.Desk.Order("mini", JobKind.Refresh, "anna");
        Assert.That((await JobPortal.End(_home, again)).Outcome, Is.EqualTo(JobOutcome.Unchanged));
        await JobPortal.Until(() => _home.Book.Of("mini").FirstOrDefault(j => j.Kind == JobKind.Sync && j.Id > again.Id), "what did not go is sent with the next refresh");

        var queue = _portal.Queue.GetMonitoringApi();
        var (done, running) = (queue.SucceededJobs(0, 100), queue.ProcessingJobs(0, 100));
        var arguments = done.Select(j => j.Value.Job).Concat(running.Select(j => j.Value.Job)).SelectMany(j => j.Args).ToList();
        Assert.That(arguments.Count(a => a is string), Is.GreaterThanOrEqualTo(2));
        // Any area may come up: the schedules go by the real clock.
        var codes = Directory.EnumerateFiles(Path.Combine(_home.Jobs, "areas"), "*.yaml").Select(Path.GetFileNameWithoutExtension).Append(NetworkRefresh.Name).ToHashSet();
        Assert.That(arguments, Has.All.Matches<object>(a => (a is string code && codes.Contains(code)) || a is long or CancellationToken));
    }

    [Test]
    public async Task Stopping_reaches_the_step_that_runs_and_what_was_served_is_served_still()
    {
        var before = _home.Store.Current;
        var job = _portal.Desk.Order("mini", JobKind.Backfill, "anna");
        await JobPortal.Until(() => _home.Book.Find(job.Id) is { Step: not (null or "wait" or "start") } at ? at : null, "a step");
        Assert.That(_home.Book.Stop(job.Id, "pere"));

        var ended = await JobPortal.End(_home, job);

        Assert.That((ended.Outcome, ended.StopBy, _home.Store.Current), Is.EqualTo(((JobOutcome?)JobOutcome.Stopped, "pere", before)));
        Assert.That(_home.Runs()[0].Outcome, Is.EqualTo(RunOutcome.Cancelled), "in good order");
    }

    [Test]
    public async Task An_area_that_fails_is_not_tried_again_and_delays_no_other()
    {
        var failing = _portal.Desk.Order(JobHome.Keyless, JobKind.Refresh, "anna");
        var other = _portal.Desk.Order("mini", JobKind.Refresh, "anna");

        var (failed, done) = (await JobPortal.End(_home, failing), await JobPortal.End(_home, other));

        Assert.That((failed.Outcome, failed.Tries), Is.EqualTo((JobOutcome.Failed, 1)));
        Assert.That(failed.Error, Does.StartWith("KeyMissing: "));
        Assert.That(done.Outcome, Is.EqualTo(JobOutcome.Unchanged));
    }

    [Test]
    public async Task What_fails_in_passing_is_tried_again()
    {
        AreaJob job;
        using (_home.Store.TakeLease())
        {
            job = _portal.Desk.Order("mini", JobKind.Refresh, "anna");
            await JobPortal.Until(() => _home.Book.Find(job.Id) is { Step: "pause" } at ? at : null, "that another run is waited for");
        }
        var ended = await JobPortal.End(_home, job);
        Assert.That((ended.Outcome, ended.Tries), Is.EqualTo((JobOutcome.Unchanged, 2)).Or.EqualTo((JobOutcome.Unchanged, 3)), ended.Error);
    }

    [Test]
    public async Task A_portal_that_stops_gives_its_jobs_back_and_the_next_one_takes_them_up_with_the_schedules()
    {
        using var home = await JobHome.Make();
        AreaJob job;
        await using (var first = await JobPortal.Start(home))
        {
            first.Desk.Change(QdC.Cli.App.Workspace.Load(home.Jobs).Area("mini"), "15 6 * * 1-5", "Atlantic/Canary", "anna");
            first.Desk.Pause(QdC.Cli.App.Workspace.Load(home.Jobs).Area(JobHome.Keyless), true, "anna");
            job = first.Desk.Order("mini", JobKind.Backfill, "anna");
            await JobPortal.Until(() => first.Runner.Children.ContainsKey(job.Id) ? job : null, "the process");
        }
        Assert.That(home.Book.Find(job.Id), Has.Property(nameof(AreaJob.EndedAt)).Null.And.Property(nameof(AreaJob.Holder)).Null);

        await using var next = await JobPortal.Start(home);

        Assert.That((await JobPortal.End(home, job)).Outcome, Is.EqualTo(JobOutcome.Done));
        using var queue = next.Queue.GetConnection();
        var recurring = queue.GetRecurringJobs().ToDictionary(r => r.Id);
        Assert.That((recurring["refresh mini"].Cron, recurring["refresh mini"].TimeZoneId, recurring["refresh mini"].Job.Queue), Is.EqualTo(("15 6 * * 1-5", "Atlantic/Canary", JobDesk.WatchQueue)));
        Assert.That(recurring, Does.Not.ContainKey("refresh " + JobHome.Keyless), "paused");
    }

    [Test]
    public async Task However_many_refreshes_were_missed_one_makes_up_for_them()
    {
        using var home = await JobHome.Make();
        foreach (var area in new[] { "mini", "girona" })
        {
            new ScheduleBook(home.Home, TimeProvider.System).TakeDue(area, TimeProvider.System.GetUtcNow().AddDays(-12));
        }
        await using var portal = await JobPortal.Start(home);

        var job = await JobPortal.Until(() => home.Book.Of("mini").FirstOrDefault(j => j.Kind == JobKind.Refresh), "the refresh");
        await JobPortal.End(home, job);
        portal.Desk.Due("mini");

        Assert.That(home.Book.Of("mini").Where(j => j.Kind == JobKind.Refresh).Select(j => j.AskedBy), Is.EqualTo(new string?[] { null }));
        Assert.That(home.Runs()[0].Cause, Is.EqualTo("schedule"));
        Assert.That(portal.Desk.Due("girona"), Is.Null);
        Assert.That(home.Book.Of("girona").Where(j => j.Kind == JobKind.Refresh), Is.Empty, "its council delivers nothing yet");
    }

    [Test]
    public Task Two_portals_that_race_for_an_area_load_it_once() => Race(2);

    [Test]
    [Category("Slow")]
    public Task Two_portals_that_race_for_an_area_a_hundred_times_load_it_once_each_time() => Race(100);

    private static async Task Race(int times)
    {
        using var home = await JobHome.Make();
        await using var one = await JobPortal.Start(home);
        await using var two = await JobPortal.Start(home);
        for (var i = 0; i < times; i++)
        {
            var before = home.Store.Current!.Value;
            var ordered = await Task.WhenAll(Task.Run(() => one.Desk.Order("mini", JobKind.Backfill, "anna")), Task.Run(() => two.Desk.Order("mini", JobKind.Backfill, "pere")));
            foreach (var job in ordered)
            {
                Assert.That((await JobPortal.End(home, job)).Outcome, Is.EqualTo(JobOutcome.Done));
            }
            Assert.That(home.Store.Current - before, Is.EqualTo(ordered.DistinctBy(o => o.Id).Count()).And.EqualTo(1), $"race {i}");
        }
    }
}
