using System.Net;
using System.Text.RegularExpressions;
using Hangfire.Storage;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Portal.Jobs;

/// <summary>The page of schedules from outside, as a steward meets it, and the queue's own pages.</summary>
[NonParallelizable]
public sealed partial class SchedulePageTests
{
    private JobHome _home = null!;
    private JobPortal _portal = null!;
    private HttpClient _browser = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _home = await JobHome.Make();
        _portal = await JobPortal.Start(_home);
        _browser = await _portal.SignedIn();
    }

    [OneTimeTearDown]
    public async Task End()
    {
        await _portal.DisposeAsync();
        _home.Dispose();
    }

    [Test]
    public async Task It_says_in_each_language_when_an_area_is_refreshed_and_the_five_times_that_come()
    {
        foreach (var (language, words) in new[] { ("es", "Cada día a las 3:30"), ("en", "Every day at 3:30"), ("ca", "Cada dia a les 3:30") })
        {
            await _browser.GetAsync($"/programacio?lang={language}");
            var page = await Page();
            Assert.That(Card(page, "mini"), Does.Contain(words).And.Not.Contain("&#xD"));
            Assert.That(Time().Matches(Card(page, "mini")), Has.Count.EqualTo(5));
        }
    }

    [Test]
    public async Task A_steward_changes_an_areas_schedule_pauses_it_and_goes_back_and_the_audit_log_says_who_did_it()
    {
        Assert.That((await Post("/programacio/mini/horari", ("hora", "06:15"), ("dies", "1"), ("dies", "3"), ("zona", "Atlantic/Canary"))).Headers.Location?.OriginalString, Is.EqualTo("/programacio?fet=horari#mini"));
        Assert.That(Card(await Page(), "mini"), Does.Contain("Els dilluns i dimecres a les 6:15").And.Contain("hora de Canary").And.Contain("Horari propi"));
        Assert.That(Recurring(), Is.EqualTo("15 6 * * 1,3 Atlantic/Canary"));

        foreach (var wrong in new[] { new[] { ("cron", "0 99 * * *"), ("zona", "UTC") }, [("cron", "0 4 * * *"), ("zona", "Mars/Olympus")], [("cron", "0 4 31 2 *"), ("zona", "UTC")], [("hora", "25:00"), ("dies", "1"), ("zona", "UTC")], [("hora", "04:00"), ("zona", "UTC")] })
        {
            var refused = await Post("/programacio/mini/horari", wrong);
            Assert.That(refused.Headers.Location?.OriginalString, Is.EqualTo("/programacio?error=mini#mini"), wrong[0].ToString());
        }
        Assert.That(Recurring(), Is.EqualTo("15 6 * * 1,3 Atlantic/Canary"), "what is not understood changes nothing");

        await Post("/programacio/mini/pausa", ("torna", ""));
        Assert.That(Recurring(), Is.Null);
        Assert.That(Card(await Page(), "mini"), Does.Contain("En pausa").And.Not.Contain("<time"));
        await Post("/programacio/mini/represa", ("torna", ""));
        await Post("/programacio/mini/fitxer", ("torna", ""));
        Assert.That(Recurring(), Is.EqualTo("30 3 * * * Europe/Madrid"));

        var noted = new AuditLog(_home.Home, TimeProvider.System).Events(["mini"]).Where(e => e.Event.What.StartsWith("schedule", StringComparison.Ordinal)).Select(e => (e.Event.What, e.Event.Detail, e.Event.By));
        Assert.That(noted.Take(4), Is.EqualTo(new[]
        {
            ("schedule_change", "as the area's file says", Environment.UserName), ("schedule_resume", null, Environment.UserName), ("schedule_pause", null, Environment.UserName), ("schedule_change", "15 6 * * 1,3 Atlantic/Canary", Environment.UserName),
        }));
    }

    [Test]
    public async Task A_refresh_is_ordered_watched_and_stopped()
    {
        await Post("/programacio/mini/recarrega", ("des", ""));
        var job = _home.Book.Open().Single(j => j.Area == "mini");
        await JobPortal.Until(() => _home.Book.Find(job.Id) is { IsRunning: true, Step: not null } at ? at : null, "that it runs");
        var live = await _browser.GetStringAsync("/programacio/estat");
        Assert.That(live, Does.Contain("<progress").And.Contain("data-running").And.Contain("En marxa"));
        Assert.That(await Page(), Does.Contain("data-live=\"feines\""), "the page has the place that what it asks for is put into");
        var (running, jobs) = (JobsSign().Match(live).Groups[1].Value, live[live.IndexOf("data-live=\"feines\"", StringComparison.Ordinal)..]);
        Assert.That(jobs, Does.Contain(">en marxa"), "the latest jobs come with it");

        Assert.That((await Post($"/programacio/{JobHome.Keyless}/atura", ("feina", $"{job.Id}"))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "another area's job");
        await Post("/programacio/mini/atura", ("feina", $"{job.Id}"));
        Assert.That((await JobPortal.End(_home, job)).Outcome, Is.EqualTo(JobOutcome.Stopped));
        Assert.That(await Page(), Does.Contain("aturada per " + Environment.UserName));
        var after = await _browser.GetStringAsync("/programacio/estat");
        Assert.That(after[after.IndexOf("data-live=\"feines\"", StringComparison.Ordinal)..], Does.Contain("aturada per " + Environment.UserName));
        Assert.That(JobsSign().Match(after).Groups[1].Value, Is.Not.EqualTo(running).And.Not.Empty, "so the page puts them in");
        var audit = System.Net.WebUtility.HtmlDecode(await _browser.GetStringAsync("/registre?que=job_stop"));
        Assert.That(audit, Does.Contain($"<span title=\"job {job.Id}\">feina {job.Id}</span>").And.Contain("feina aturada"));

        await Post("/programacio/mini/ara", ("torna", ""));
        Assert.That((await JobPortal.End(_home, _home.Book.Of("mini").First(j => j.Kind == JobKind.Refresh))).AskedBy, Is.EqualTo(Environment.UserName));
    }

    [Test]
    public async Task A_form_of_another_page_orders_nothing()
    {
        using var form = new FormUrlEncodedContent([new("torna", "")]);
        Assert.That((await _browser.PostAsync("/programacio/mini/ara", form)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task The_queues_pages_change_nothing_and_do_not_say_where_it_is_kept()
    {
        var page = await _browser.GetStringAsync("/cua/recurring?from=0&count=500");
        Assert.That(page, Does.Contain("retention mini").And.Not.Contain("In-Memory").And.Not.Contain("Trigger now"));
        var token = Csrf().Match(page).Groups[1].Value;
        foreach (var (path, field) in new[] { ("/cua/recurring/trigger", "retention mini"), ("/cua/recurring/remove", "retention mini") })
        {
            using var command = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("jobs[]", field)]) };
            command.Headers.Add("RequestVerificationToken", token);
            using var answer = await _browser.SendAsync(command);
            Assert.That((int)answer.StatusCode, Is.GreaterThanOrEqualTo(400), path);
        }
        Assert.That(_home.Book.Of("mini"), Has.None.Property(nameof(AreaJob.Kind)).EqualTo(JobKind.Retention));
        using var queue = _portal.Queue.GetConnection();
        Assert.That(queue.GetRecurringJobs().Select(r => r.Id), Does.Contain("retention mini"));
    }

    private Task<string> Page() => _browser.GetStringAsync("/programacio");

    private async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await Page()).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Prepend(new("__RequestVerificationToken", token)));
        return await _browser.PostAsync(path, form);
    }

    private string? Recurring()
    {
        using var queue = _portal.Queue.GetConnection();
        return queue.GetRecurringJobs().FirstOrDefault(r => r.Id == "refresh mini") is { } found ? $"{found.Cron} {found.TimeZoneId}" : null;
    }

    private static string Card(string page, string area)
    {
        var start = page.IndexOf($"id=\"{area}\"", StringComparison.Ordinal);
        return WebUtility.HtmlDecode(page[start..].Split("<li class=\"panel schedule\"")[0].Split("<section")[0]);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<time datetime=")]
    private static partial Regex Time();

    [GeneratedRegex("data-live=\"feines\" data-sign=\"([^\"]+)\"")]
    private static partial Regex JobsSign();

    [GeneratedRegex("<meta name=\"csrf-token\" content=\"([^\"]+)\"")]
    private static partial Regex Csrf();
}
