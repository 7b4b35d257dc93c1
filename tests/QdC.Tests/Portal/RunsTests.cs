using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Portal.Overview;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Portal;

/// <summary>How areas stand, what ran, and stepping back, as a browser gets them.</summary>
public sealed partial class RunsTests
{
    private static readonly DateTimeOffset Now = new(2025, 4, 3, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task The_first_page_tells_how_an_area_stands_and_when_it_is_refreshed_next()
    {
        var read = (await MiniHome.Published()).Json()[0];
        var root = Path.Combine(Path.GetTempPath(), "qdc-portal-" + Guid.NewGuid().ToString("N"));
        string page;
        try
        {
            BoardTests.CopyStore(root);
            new ScheduleBook(new QdcHome(root), TimeProvider.System).Change("mini", "30 3 6 5 *", null, "ana");
            await using var portal = await ServedPortal.Start(s => s with { Home = new QdcHome(root) });
            page = await (await portal.SignedIn()).GetStringAsync("/");
        }
        finally
        {
            MiniHome.Remove(root);
        }

        var mini = WebUtility.HtmlDecode(Regex.Match(page, "data-area=\"mini\".*?</li>", RegexOptions.Singleline).Value);
        Assert.That(mini, Does.Contain($"<dt>Files</dt><dd>{read.GetProperty("read").GetInt64()}</dd>"));
        Assert.That(mini, Does.Match($"title=\"Comptades a cada lliurament[^\"]*\">Rebutjades</abbr></dt><dd>{read.GetProperty("rejected").GetInt64()}</dd>"));
        Assert.That(mini, Does.Match("ndex de qualitat</abbr></dt><dd>[0-9]{1,3},[0-9]\\s%</dd>").And.Not.Contain("‰"));
        Assert.That(mini, Does.Match("06/05/20[0-9]{2} 03:30"), "in the area's own time");
        Assert.That(page, Does.Contain("Encara sense dades").And.Contain("Ajuntament de Reus"), "areas that never ran");
    }

    [TestCase(RunOutcome.Failed, 1, new[] { Concern.RunFailed })]
    [TestCase(RunOutcome.Published, 1, new Concern[0])]
    [TestCase(RunOutcome.Unchanged, 40, new[] { Concern.Ageing })]
    [TestCase(RunOutcome.Unchanged, 80, new[] { Concern.Stale })]
    [TestCase(RunOutcome.Lost, 80, new[] { Concern.RunFailed, Concern.Stale })]
    public void What_waits_for_somebody_is_said_the_gravest_first(RunOutcome last, int hours, Concern[] expected)
    {
        var area = new AreaFile { Area = "a", Number = 1, Name = "A", Municipalities = [], Sources = [], HistoryFrom = default };
        var state = new AreaState(area, Now) { Version = 3, Freshness = new(area, Now, Now.AddHours(-hours), new RunRecord(1, Now, Now, last, 3, null, null, "x")), DataAsOf = new DateOnly(2025, 4, 2), Records = 2000, OpenErrors = 3, OpenQueries = 7 };

        Assert.That(state.Concerns.Select(c => c.Concern), Is.EqualTo(expected));
        Assert.That((state.DaysOld, state.Quality), Is.EqualTo((1, 0.995)));
        Assert.That((state with { Records = 20_000, OpenQueries = 0 }).Quality, Is.EqualTo(0.999), "not all, so not 100 %");
        Assert.That((state with { Stuck = 2, TestsOver = ["sex_is_known"], DataAsOf = new DateOnly(2025, 3, 1) }).Concerns.Select(c => c.Concern), Is.SupersetOf(new[] { Concern.DeliveriesStuck, Concern.TestsFailed, Concern.OldData }));
        Assert.That((state with { Version = null }).Concerns[^1].Concern, Is.EqualTo(Concern.NeverPublished));
    }

    [Test]
    public async Task A_run_is_told_with_the_numbers_that_the_command_gives()
    {
        await using var portal = await ServedPortal.Start();
        var browser = await portal.SignedIn();
        var steps = (await MiniHome.Run("runs", "mini", "--steps", "1", "--json")).Json().GetProperty("steps").EnumerateArray().ToList();
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync("/execucions/mini/1"));

        Assert.That(await browser.GetStringAsync("/execucions"), Does.Contain("/execucions/mini/1"));
        Assert.That(page, Does.Contain("publicada"));
        foreach (var step in steps)
        {
            Assert.That(page, Does.Contain(step.GetProperty("balance").GetString()));
        }
        Assert.That((await browser.GetAsync("/execucions/mini/77")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await browser.GetAsync("/execucions/mini/compara?de=1&a=9")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task An_operator_steps_back_with_a_reason_after_typing_the_areas_name()
    {
        var root = Path.Combine(Path.GetTempPath(), "qdc-portal-" + Guid.NewGuid().ToString("N"));
        try
        {
            BoardTests.CopyStore(root);
            await using var portal = await ServedPortal.Start(s => s with { Home = new QdcHome(root) });
            var store = new AreaStore(new QdcHome(root), AreaCode.Parse("mini"), TimeProvider.System);
            BoardTests.PublishNumbered(store);
            var (older, current) = (store.Versions[0], store.Current!.Value);
            var browser = await portal.SignedIn();
            var form = Token().Match(await browser.GetStringAsync("/execucions/mini")).Groups[1].Value;
            Task<HttpResponseMessage> Send(string confirm, int to) =>
                browser.PostAsync("/execucions/mini/tornada", new FormUrlEncodedContent([new("__RequestVerificationToken", form), new("to", $"{to}"), new("reason", "wrong figures"), new("confirm", confirm)]));

            Assert.That((await Send("minni", older)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((await Send("mini", 99)).StatusCode, Is.EqualTo(HttpStatusCode.Conflict), "no such version");
            Assert.That(store.Current, Is.EqualTo(current));
            var done = await Send("mini", older);

            Assert.That(done.Headers.Location?.OriginalString, Is.EqualTo($"/execucions/mini?fet={current + 1}"));
            Assert.That(store.Current, Is.EqualTo(current + 1));
            Assert.That(await browser.GetStringAsync($"/execucions/mini/compara?de={current}&a={current + 1}"), Does.Contain("Persones ateses"));
            using (var lease = store.TakeLease())
            using (var log = AreaLog.Open(new QdcHome(root), store.Area, TimeProvider.System))
            {
                log.EndRun(log.StartRun(lease, "a test"), RunOutcome.Failed, error: new SourceChanged("hestia/person"));
            }
            var failed = WebUtility.HtmlDecode(await browser.GetStringAsync("/execucions/mini"));
            Assert.That(failed, Does.Contain(">El fitxer de l'ajuntament ha canviat mentre es llegia.").And.Contain("title=\"hestia/person - The source changed while it was being read."), "why a run failed, in the reader's words");
            Assert.That(portal.App.Services.GetRequiredService<AuditLog>().Events(what: "roll_back").Select(e => (e.Event.Area, e.Event.Outcome, e.Event.Detail)), Is.EqualTo(new[] { ("mini", AuditOutcome.Done, $"to {older}, now {current + 1}: wrong figures"), ("mini", AuditOutcome.Failed, "to 99: " + new VersionMissing(store.Area, 99, store.Versions).Problem.What) }));
        }
        finally
        {
            MiniHome.Remove(root);
        }
    }

    [TestCase("ca")]
    [TestCase("es")]
    [TestCase("en")]
    public async Task Every_step_of_a_run_has_a_name_of_its_own(string language)
    {
        await MiniHome.Published();
        using var log = AreaLog.Open(new QdcHome(MiniHome.Root), AreaCode.Parse("mini"), TimeProvider.System);
        var steps = log.Runs().SelectMany(run => log.Steps(run.RunId)).Select(s => s.Step.Step).Append("join").Distinct().ToList(); // mini joins no files
        var names = steps.ConvertAll(s => QdC.Portal.Pages.Runs.RunWords.Step(new QdC.Portal.Web.Preferences(language, null), s));

        Assert.That(steps, Is.SupersetOf(new[] { "stage", "load", "observe", "link", "3-link", "6-marts", "star", "test" }));
        Assert.That(names, Is.Unique.And.None.AnyOf("join", "link", "3-link"));
        Assert.That(steps.Zip(names).Where(s => s.First == s.Second), language == "en" ? Has.All.Matches<(string Step, string)>(s => s.Step == "load") : Is.Empty);
    }

    [Test]
    public void Failures_that_have_words_are_failures_that_there_are() =>
        Assert.That(QdC.Portal.Pages.FailureWords.Known, Is.SubsetOf(new[] { typeof(AreaLog), typeof(QdC.Pipeline.Jobs.JobSet) }.SelectMany(t => t.Assembly.GetTypes()).Where(t => typeof(QdcException).IsAssignableFrom(t)).Select(t => t.Name)));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
