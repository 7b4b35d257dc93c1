using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using QdC.Portal;
using QdC.Tests.Cli;

namespace QdC.Tests.Portal;

/// <summary>The portal from outside, as a browser meets it.</summary>
public sealed partial class PortalTests
{
    [Test]
    public async Task Whoever_started_it_comes_in_by_a_link_that_works_once()
    {
        await using var portal = await ServedPortal.Start();
        var (stranger, late) = (portal.Browser(), portal.Browser());

        Assert.That((await stranger.GetAsync("/health")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var refused = await stranger.GetAsync("/");
        Assert.That((refused.StatusCode, refused.Headers.Location?.PathAndQuery), Is.EqualTo((HttpStatusCode.Redirect, "/entrada?torna=%2F")));
        Assert.That((await stranger.GetAsync("/entrada?clau=abc")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));

        var owner = await portal.SignedIn();
        Assert.That(await owner.GetStringAsync("/"), Does.Contain("<h1>Inici</h1>").And.Contain(MiniHome.Area.Name));
        Assert.That((await late.GetAsync(portal.Links[0])).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "the link was used");

        Assert.That((await owner.PostAsync("/sortida", new FormUrlEncodedContent([]))).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), "a form of another page signs nobody out");
        var form = Token().Match(await owner.GetStringAsync("/")).Groups[1].Value;
        await owner.PostAsync("/sortida", new FormUrlEncodedContent([new("__RequestVerificationToken", form), new("torna", "")]));
        Assert.That((await owner.GetAsync("/")).StatusCode, Is.EqualTo(HttpStatusCode.Redirect), "signed out");
    }

    [Test]
    public async Task It_speaks_three_languages_and_keeps_the_one_chosen()
    {
        await using var portal = await ServedPortal.Start();
        var browser = await portal.SignedIn();

        foreach (var (language, title) in new[] { ("es", "Inicio"), ("en", "Home"), ("ca", "Inici") })
        {
            var chosen = await browser.GetAsync($"/?a=1&lang={language}");
            Assert.That(chosen.Headers.Location?.OriginalString, Is.EqualTo("/?a=1"));
            Assert.That(await browser.GetStringAsync("/"), Does.Contain($"<html lang=\"{language}\"").And.Contain($"<h1>{title}</h1>"));
        }
        await browser.GetAsync("/?aspecte=fosc");
        Assert.That(await browser.GetStringAsync("/"), Does.Contain("data-theme=\"fosc\""));
    }

    [TestCase("/registre?abans=x")]
    [TestCase("/qualitat/mini/incidencies?fet=x")]
    [TestCase("/qualitat/mini/persones?pagina=1.5")]
    [TestCase("/execucions/mini?fet=x")]
    [TestCase("/execucions/mini/compara?de=x&a=1")]
    [TestCase("/registre?abans=99999999999999999999")]
    public async Task A_number_of_an_address_that_is_none_is_a_bad_request(string address)
    {
        await using var portal = await ServedPortal.Start();
        var browser = await portal.SignedIn();

        Assert.That((await browser.GetAsync(address)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await browser.GetAsync(address.Split('?')[0])).StatusCode, Is.EqualTo(address.Contains("compara", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK));
    }

    [Test]
    public void What_a_page_takes_of_its_query_is_text()
    {
        var taken = typeof(PortalHost).Assembly.GetTypes()
            .SelectMany(page => page.GetProperties().Where(p => p.IsDefined(typeof(SupplyParameterFromQueryAttribute), false)).Select(p => (Place: $"{page.Name}.{p.Name}", p.PropertyType)))
            .ToList();

        Assert.That(taken, Has.Count.GreaterThan(10));
        Assert.That(taken.Where(t => t.PropertyType != typeof(string)).Select(t => t.Place), Is.Empty, "the framework answers 500 where a text is no number; Addresses.Number answers 400");
    }

    [TestCase("//elsewhere.example/?lang=es")]
    [TestCase("///elsewhere.example?aspecte=fosc")]
    public async Task Who_chooses_a_language_is_sent_nowhere_else(string address)
    {
        await using var portal = await ServedPortal.Start();
        var browser = portal.Browser();

        using var chosen = await browser.GetAsync(new Uri(browser.BaseAddress!.GetLeftPart(UriPartial.Authority) + address));

        Assert.That(chosen.Headers.Location?.OriginalString, Is.EqualTo("/"), "two slashes would begin another site's address");
    }

    [Test]
    public async Task Everything_a_page_needs_comes_from_the_portal_and_is_kept()
    {
        await using var portal = await ServedPortal.Start();
        var browser = portal.Browser();
        var page = await browser.GetAsync("/entrada");
        var files = Linked().Matches(await page.Content.ReadAsStringAsync()).Select(m => m.Groups[1].Value).Where(f => f.Contains("assets", StringComparison.Ordinal)).ToList();

        Assert.That(files, Has.Count.EqualTo(3).And.All.StartsWith("/assets/"));
        Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'; script-src 'self';"));
        Assert.That(page.Headers.CacheControl!.NoStore);
        foreach (var file in files)
        {
            var given = await browser.GetAsync(file);
            Assert.That((given.StatusCode, given.Headers.CacheControl!.MaxAge), Is.EqualTo((HttpStatusCode.OK, TimeSpan.FromDays(365))), file);
        }
        Assert.That((await browser.GetAsync("/assets/0000000000000000/portal.css")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task It_listens_on_this_machine_only_and_says_when_it_cannot()
    {
        Assert.That(() => ServedPortal.Start(s => s with { Urls = ["http://0.0.0.0:0"] }), Throws.TypeOf<PortalNotLocal>());
        await using var portal = await ServedPortal.Start();
        Assert.That(() => ServedPortal.Start(s => s with { Urls = [portal.Links[0].GetLeftPart(UriPartial.Authority)] }), Throws.TypeOf<PortalAddressTaken>());
        using var elsewhere = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { Host = "example.org" } };
        Assert.That((await portal.Browser().SendAsync(elsewhere)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), "a name that leads here from elsewhere");
    }

    [Test]
    public async Task Who_tries_too_often_waits()
    {
        await using var portal = await ServedPortal.Start(s => s with { SignInsPerMinute = 3 });
        var browser = portal.Browser();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            answers.Add((await browser.GetAsync($"/entrada?clau={i}")).StatusCode);
        }

        Assert.That(answers, Is.EqualTo(new[] { HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests }));
        Assert.That((await browser.GetAsync("/health")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_session_ends_after_half_an_hour_without_a_request_and_after_twelve_hours_in_any_case()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2025-04-01T08:00Z", System.Globalization.CultureInfo.InvariantCulture));
        await using var portal = await ServedPortal.Start(s => s with { Clock = clock });
        var browser = await portal.SignedIn();
        async Task<HttpStatusCode> After(int minutes)
        {
            clock.Advance(TimeSpan.FromMinutes(minutes));
            return (await browser.GetAsync("/acces")).StatusCode;
        }

        for (var minutes = 0; minutes < 11 * 60 + 40; minutes += 20)
        {
            Assert.That(await After(20), Is.EqualTo(HttpStatusCode.OK), $"in use, {minutes}");
        }
        Assert.That(await After(21), Is.EqualTo(HttpStatusCode.Redirect), "twelve hours");

        portal.AskForLink();
        browser = await portal.SignedIn();
        Assert.That(await After(31), Is.EqualTo(HttpStatusCode.Redirect), "not in use");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Linked();
}
