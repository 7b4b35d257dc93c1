using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Hangfire;
using Hangfire.Storage;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using QdC.Portal.Jobs;
using QdC.Portal.Operations;
using QdC.Portal.Settings;
using QdC.Tests.Cli;
using QdC.Tests.Portal.Jobs;
using QdC.Warehouse;

namespace QdC.Tests.Portal.Operations;

/// <summary>Who is told what when something goes wrong, and whether the installation says how it stands.</summary>
[NonParallelizable]
public sealed class OperationsTests
{
    private JobHome _home = null!;
    private OutsideWorld _world = null!;
    private JobPortal _portal = null!;
    private FakeTimeProvider _clock = null!;

    [SetUp]
    public async Task Start()
    {
        _home = await JobHome.Make();
        _world = new OutsideWorld();
        _clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Environment.SetEnvironmentVariable("QDC_TEST_WEBHOOK", _world.Address + "/hook");
        Environment.SetEnvironmentVariable("QDC_TEST_HEARTBEAT", _world.Address + "/alive");
        var operations = new OperationsSettings { Webhook = "env:QDC_TEST_WEBHOOK", Heartbeat = "env:QDC_TEST_HEARTBEAT", Mail = new MailSettings("127.0.0.1", _world.MailPort, "qdc@example.cat", ["ops@example.cat"], null, null) };
        _portal = await JobPortal.Start(_home, s => s with
        {
            Clock = _clock,
            Installation = Installation.Local with { Operations = operations },
            Files = s.Files with { Jobs = s.Files.Jobs with { Areas = s.Files.Jobs.Areas.Where(a => a.Key.StartsWith("mini", StringComparison.Ordinal)).ToDictionary() } },
        });
        await ScheduleNoRounds();
    }

    /// <summary>Takes the portal's own rounds from it. One that a new minute had begun by then ends first, and what it told is not the test's.</summary>
    private async Task ScheduleNoRounds()
    {
        using var queue = _portal.Queue.GetConnection();
        await JobPortal.Until(() => queue.GetRecurringJobs().FirstOrDefault(r => r.Id == "watch"), "the rounds");
        _portal.App.Services.GetRequiredService<IRecurringJobManager>().RemoveIfExists("watch");
        await JobPortal.Until(() => _portal.Queue.GetMonitoringApi().GetStatistics() is { Enqueued: 0, Processing: 0 } idle ? idle : null, "the end of a round that had begun");
        _world.Requests.Clear();
    }

    [TearDown]
    public async Task End()
    {
        await _portal.DisposeAsync();
        await _world.DisposeAsync();
        _home.Dispose();
    }

    [Test]
    public async Task Data_that_get_old_are_told_once_at_each_step_and_again_when_they_are_fresh()
    {
        var alerts = _portal.App.Services.GetRequiredService<Alerts>();
        await alerts.Round(default);
        Assert.That(_world.Requests, Is.Empty);

        _clock.Advance(TimeSpan.FromHours(37));
        await alerts.Round(default);
        await alerts.Round(default);
        _clock.Advance(TimeSpan.FromHours(36));
        await alerts.Round(default);
        var store = new AreaStore(_home.Home, AreaCode.Parse("mini"), _clock);
        using (var lease = store.TakeLease())
        using (var log = store.OpenLog())
        {
            log.EndRun(log.StartRun(lease, "test"), RunOutcome.Unchanged);
        }
        await alerts.Round(default);
        await alerts.Round(default);

        Assert.That(Told("mini"), Is.EqualTo(new[] { "data_old", "data_stale", "data_fresh" }));
        Assert.That(Body(0).GetProperty("text").GetString(), Does.Contain("el límit són 36 hores"));
        Assert.That(_world.Mails, Has.Count.EqualTo(3).And.All.Contains("RCPT TO:<ops@example.cat>"));
    }

    [Test]
    public async Task A_refresh_that_fails_is_told_and_what_could_not_be_told_is_tried_again()
    {
        _world.Status = 500;
        await JobPortal.End(_home, _portal.Desk.Order(JobHome.Keyless, JobKind.Refresh, "anna"));
        var alerts = _portal.App.Services.GetRequiredService<Alerts>();
        await JobPortal.Until(() => new AlertBook(_home.Home, _clock).Last(JobHome.Keyless, "job_failed"), "the alert");
        await alerts.Round(default);
        _world.Status = 200;
        await alerts.Round(default);
        Assert.That((_world.Requests.Count, _world.Mails.Count), Is.EqualTo((1, 0)), "not before some minutes have gone by");

        _clock.Advance(TimeSpan.FromMinutes(5));
        await alerts.Round(default);
        await alerts.Round(default);

        Assert.That(Told(JobHome.Keyless), Is.EqualTo(new[] { "job_failed", "job_failed" }));
        Assert.That(Body(1).GetProperty("text").GetString(), Does.Contain("KeyMissing").And.Contain("El que se servia es continua servint"));
        Assert.That(_world.Mails.Single(), Does.Contain("MAIL FROM:<qdc@example.cat>"));
    }

    [Test]
    public async Task The_scheduler_gives_a_sign_of_life_and_its_silence_is_noticed_here_and_by_the_doctor()
    {
        var owner = await _portal.SignedIn();
        var (ready, told) = await Ready(owner);
        Assert.That((ready, told), Is.EqualTo((HttpStatusCode.OK, "")));

        await _portal.App.Services.GetRequiredService<QueuedJobs>().Watch(default);
        Assert.That(_world.Requests.Single(), Does.StartWith("GET /alive "));
        Assert.That(Heartbeat.LastOf(_home.Home), Is.EqualTo(_clock.GetUtcNow()));

        _clock.Advance(TimeSpan.FromMinutes(20));
        (ready, told) = await Ready(owner);
        Assert.That(ready, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(told, Does.StartWith("scheduler: no sign of life since "));
        using var stranger = new HttpClient { BaseAddress = owner.BaseAddress };
        Assert.That(await Ready(stranger), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "scheduler")), "nobody else is told more");
        Assert.That((await stranger.GetAsync("/health")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "it lives");
        Assert.That((await stranger.GetAsync("/health/other")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        File.WriteAllText(Path.Combine(_home.Home.Root, "scheduler.alive"), "2026-01-01T00:00:00Z");
        Assert.That((await Qdc.Run("doctor", "--home", _home.Home.Root, "--jobs", _home.Jobs)).Out, Does.Contain("the scheduler gave its last sign of life"));
    }

    [Test]
    public async Task A_collector_is_told_of_a_job_by_the_numbers_it_has_here_and_in_the_ledger()
    {
        var (spans, ages) = (new ConcurrentQueue<Activity>(), new ConcurrentDictionary<string, double>());
        using var listener = new ActivityListener { ShouldListenTo = s => s.Name == Telemetry.Name, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);
        using var meters = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Name == "qdc.data.age") { l.EnableMeasurementEvents(instrument); } } };
        meters.SetMeasurementEventCallback<double>((_, value, tags, _) => ages[$"{tags[0].Value}"] = value);
        meters.Start();

        var ended = await JobPortal.End(_home, _portal.Desk.Order("mini", JobKind.Backfill, "Anna Serra"));

        var span = await JobPortal.Until(() => spans.FirstOrDefault(s => s.GetTagItem("qdc.job") is long id && id == ended.Id && s.GetTagItem("qdc.area") is "mini" && s.GetTagItem("qdc.run_id") is long), "the span");
        Assert.That((span.OperationName, span.GetTagItem("qdc.run_id"), span.GetTagItem("qdc.outcome")), Is.EqualTo(("qdc backfill", (object?)_home.Runs()[0].RunId, (object?)"done")));
        Assert.That(span.Events.Select(e => e.Name), Does.Contain("load").And.Contain("publish"));
        Assert.That(span.Tags.Concat(span.Events.SelectMany(e => e.Tags).Select(t => KeyValuePair.Create(t.Key, (string?)$"{t.Value}"))).Select(t => t.Value), Has.None.Contains("Anna"));
        meters.RecordObservableInstruments();
        Assert.That(ages, Does.ContainKey("mini").And.Not.ContainKey(JobHome.Keyless));
    }

    [Test]
    public async Task A_worker_without_a_shared_queue_is_refused_and_told_what_to_do()
    {
        var refused = await Qdc.Run("worker", "--home", _home.Home.Root, "--jobs", _home.Jobs);
        Assert.That(refused.Code, Is.EqualTo(3));
        Assert.That(refused.Error, Does.Contain("none is named").And.Contain("QDC_QUEUE").And.Contain("qdc serve"));
    }

    [Test]
    public void What_qdc_yaml_says_of_operations_is_read_and_what_is_wrong_is_said_at_once()
    {
        var (file, problems) = InstallationReader.ReadText(
            """
            operations:
              heartbeat: env:QDC_HEARTBEAT
              webhook: file:/run/secrets/webhook
              mail: { server: smtp.example.cat, from: qdc@example.cat, to: [a@example.cat, b@example.cat], user: qdc, password: env:QDC_MAIL }
              language: es
              telemetry: http://localhost:4317
              at_once: 3
              publish: true
            """, "qdc.yaml");
        Assert.That(problems, Is.Empty);
        var said = file!.Operations;
        Assert.That((said.Heartbeat, said.Webhook, said.Language, said.AtOnce, said.Publishes, said.QueueCanBeChanged), Is.EqualTo(("env:QDC_HEARTBEAT", "file:/run/secrets/webhook", "es", (int?)3, true, false)));
        Assert.That((said.Mail!.Port, said.Mail.To.Count, said.Telemetry), Is.EqualTo((587, 2, new Uri("http://localhost:4317"))));

        var wrong = InstallationReader.ReadText("operations:\n  webhook: https://hooks.example/s3cret\n  language: fr\n  at_once: 0\n  telemetry: http://elsewhere:4317\n  mail: { server: s, from: f, user: u }\n  pager: 1\n", "qdc.yaml").Problems;
        Assert.That(wrong.Select(p => p.Message).ToList(), Has.Count.EqualTo(7).And.None.Contains("s3cret"));
        Assert.That(wrong.Select(p => p.Line), Does.Contain(2).And.Contain(7));
    }

    private IEnumerable<string?> Told(string area) => Enumerable.Range(0, _world.Requests.Count).Select(Body).Where(b => b.GetProperty("area").GetString() == area).Select(b => b.GetProperty("kind").GetString());

    private JsonElement Body(int n)
    {
        var request = _world.Requests.ElementAt(n);
        using var document = JsonDocument.Parse(request[request.IndexOf('{')..]);
        return document.RootElement.Clone();
    }

    private static async Task<(HttpStatusCode Code, string Wrong)> Ready(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/health/ready");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, new StringBuilder().AppendJoin("; ", document.RootElement.GetProperty("wrong").EnumerateArray().Select(w => w.GetString()).Where(w => w?.StartsWith("freshness", StringComparison.Ordinal) != true)).ToString());
    }
}
