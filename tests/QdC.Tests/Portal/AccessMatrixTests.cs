using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using QdC.Metrics;
using QdC.Portal.Access;
using QdC.Portal.Jobs;
using QdC.Portal.Settings;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Portal;

/// <summary>Every address of the portal, as everybody: each role in each area, somebody with none, and nobody.</summary>
public sealed partial class AccessMatrixTests
{
    private static readonly string[] Open = ["GET /health/{what?}", "GET /assets/{hash}/{name}", "GET /entrada"];
    private static readonly string[] Areas = ["mini", "tarragona"];
    private FakeProvider _provider = null!;
    private ServedPortal _portal = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _provider = await FakeProvider.Start();
        Environment.SetEnvironmentVariable("QDC_TEST_OIDC", "s3cret");
        var grants = Enum.GetValues<Role>().SelectMany(role => Areas.Select(area => new RoleGrant(GrantedTo.Group, $"{role}-{area}", role, [area])).Append(new RoleGrant(GrantedTo.Group, $"{role}-all", role, null)));
        RoleGrant[] named = [new(GrantedTo.Email, "head@mini.example", Role.Head, ["mini"]), new(GrantedTo.Subject, "oid-7", Role.Head, ["mini"])];
        _portal = await ServedPortal.Start(s => s with
        {
            Jobs = new JobSettings(new QdcProgram(["qdc-that-is-not-there"], s.Home.Root, MiniHome.Jobs)),
            Files = s.Files with { Roles = new RolesFile([.. grants, .. named]) },
            Installation = new Installation(new PublicPortal(new Uri("http://portal.localhost"), new SignInSettings(_provider.Authority, "qdc", "env:QDC_TEST_OIDC", "groups"), [])),
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private IReadOnlyList<RouteEndpoint> Routes => [.. _portal.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    [Test]
    public void Every_route_says_which_right_it_needs_but_for_three_that_anybody_may_ask()
    {
        var silent = Routes.Where(IsSilent).Select(Name);
        var open = Routes.Where(r => r.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Name);
        var noRight = Routes.Where(r => !IsSilent(r) && r.Metadata.GetMetadata<IAllowAnonymous>() is null && r.Metadata.GetMetadata<NeedsAttribute>() is null).Select(Name);

        Assert.That(silent, Is.EqualTo(new[] { "GET /_framework/opaque-redirect" }), "the framework's own, refused to everybody as whatever says nothing is");
        Assert.That(open, Is.EquivalentTo(Open));
        Assert.That(noRight.Distinct(), Is.SubsetOf(new[] { "POST /sortida", "* {*path:nonfile}" }), "going out, and what is not there");
    }

    [Test]
    public async Task Nobody_sees_anything()
    {
        var browser = _portal.Browser();
        foreach (var route in Routes.Where(r => r.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            foreach (var address in Areas.Append("nowhere").Select(a => Address(route, a)).Distinct())
            {
                using var answer = await Ask(browser, route, address);
                Assert.That((answer.StatusCode, answer.Headers.Location?.AbsolutePath), Is.EqualTo((HttpStatusCode.Redirect, "/entrada")), $"{Name(route)} {address}");
            }
        }
    }

    private static IEnumerable<TestCaseData> Everybody() =>
        Enum.GetValues<Role>().SelectMany(role => Areas.Append("all").Select(area => new TestCaseData((Role?)role, area))).Append(new TestCaseData(null, "none"));

    [TestCaseSource(nameof(Everybody))]
    public async Task A_role_opens_what_it_may_in_its_area_and_nothing_else(Role? role, string area)
    {
        var browser = await SignIn(new() { ["sub"] = "1", ["preferred_username"] = "ana", ["groups"] = new[] { $"{role}-{area}" } });
        var others = _portal.Areas.Where(a => area != "all" && a.Area != area).Select(a => a.Name).ToList();
        foreach (var route in Routes)
        {
            var right = route.Metadata.GetMetadata<NeedsAttribute>()?.Right;
            foreach (var asked in Areas.Append("nowhere"))
            {
                var address = Address(route, asked);
                var namesArea = address.Contains(asked, StringComparison.Ordinal);
                var may = (right is null && !IsSilent(route)) || (right is not null && role is { } held && Rights.Of(held).Contains(right.Value) && (namesArea ? asked != "nowhere" && (area == "all" || area == asked) : right != Right.Queue || area == "all"));
                using var answer = await Ask(browser, route, address);
                // The token against forgery is random and may spell anything, an area's name too.
                var body = FormToken().Replace(await answer.Content.ReadAsStringAsync(), "");

                Assert.That(answer.StatusCode == HttpStatusCode.Forbidden, Is.EqualTo(!may), $"{Name(route)} {address}: {answer.StatusCode}");
                Assert.That((int)answer.StatusCode, Is.LessThan(500), $"{Name(route)} {address}");
                foreach (var other in others)
                {
                    Assert.That(body, Does.Not.Contain(other), $"{Name(route)} {address} names an area that is not theirs");
                }
            }
        }
    }

    [Test]
    public async Task Somebody_is_known_by_an_identifier_or_by_an_address_that_is_verified()
    {
        async Task<HttpStatusCode> Home(Dictionary<string, object> told) => (await (await SignIn(told)).GetAsync("/")).StatusCode;

        Assert.That(await Home(new() { ["sub"] = "x", ["oid"] = "oid-7" }), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Home(new() { ["sub"] = "x", ["email"] = "Head@mini.example", ["email_verified"] = true }), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Home(new() { ["sub"] = "x", ["email"] = "head@mini.example" }), Is.EqualTo(HttpStatusCode.Forbidden), "nobody verified the address");
        Assert.That(await Home(new() { ["sub"] = "x", ["name"] = "oid-7" }), Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task What_was_refused_is_in_the_audit_log_which_an_operator_reads()
    {
        var head = await SignIn(new() { ["sub"] = "2", ["preferred_username"] = "berta", ["groups"] = new[] { "Head-mini" } });
        await head.GetAsync("/registre");
        var page = await (await SignIn(new() { ["sub"] = "3", ["groups"] = new[] { "Operator-all" } })).GetStringAsync("/registre");

        Assert.That(_portal.App.Services.GetRequiredService<AuditLog>().Events().Select(e => e.Event), Has.Some.EqualTo(new AuditEvent("refused", "berta", null, "GET /registre", AuditOutcome.Refused)));
        Assert.That(page, Does.Contain("berta").And.Contain("GET /registre").And.Contain("La cadena està sencera"));
    }

    [Test]
    public async Task Nobody_comes_in_by_a_link_where_there_is_a_provider()
    {
        Assert.That(_portal.Links, Is.Empty);
        Assert.That((await _portal.Browser().GetAsync("/entrada?clau=" + _portal.App.Services.GetRequiredService<OneTimeLinks>().Make())).Headers.Location!.Port, Is.EqualTo(_provider.Authority.Port));
    }

    [Test]
    public async Task Who_asks_too_often_waits_and_others_do_not()
    {
        await using var portal = await ServedPortal.Start(s => s with { Files = s.Files with { Roles = _portal.App.Services.GetRequiredService<QdC.Portal.PortalFiles>().Roles }, Installation = _portal.App.Services.GetRequiredService<QdC.Portal.PortalSettings>().Installation, RequestsPerMinute = 20 });
        var (busy, other) = (await SignIn(portal, "busy"), await SignIn(portal, "other"));
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 22; i++)
        {
            answers.Add((await busy.GetAsync("/acces")).StatusCode);
        }

        Assert.That(answers.Take(20), Has.All.EqualTo(HttpStatusCode.OK));
        Assert.That(answers.Skip(20), Has.All.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((await other.GetAsync("/acces")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "from the same machine, another person");
        Task<HttpClient> SignIn(ServedPortal at, string who) => this.SignIn(new() { ["sub"] = who, ["preferred_username"] = who, ["groups"] = new[] { "Operator-all" } }, at);
    }

    private async Task<HttpClient> SignIn(Dictionary<string, object> told, ServedPortal? at = null)
    {
        _provider.Next = told;
        var browser = (at ?? _portal).Browser();
        using var outside = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var sent = await browser.GetAsync("/entrada");
        using var back = await outside.GetAsync(sent.Headers.Location);
        using var entered = await browser.GetAsync(back.Headers.Location!.PathAndQuery);
        Assert.That(entered.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), await entered.Content.ReadAsStringAsync());
        return browser;
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient browser, RouteEndpoint route, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method(route) is "*" ? "GET" : Method(route)), address);
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new FormUrlEncodedContent([]);
        }
        return await browser.SendAsync(request);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]*\"")]
    private static partial Regex FormToken();

    private static bool IsSilent(RouteEndpoint route) => route.Metadata.GetMetadata<IAuthorizeData>() is null && route.Metadata.GetMetadata<IAllowAnonymous>() is null && route.Metadata.GetMetadata<AuthorizationPolicy>() is null;

    private static string Method(RouteEndpoint route) => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? (methods.Contains("GET") ? "GET" : methods[0]) : "*";

    private static string Name(RouteEndpoint route) => $"{Method(route)} {route.RoutePattern.RawText}";

    private static string Address(RouteEndpoint route, string area) =>
        "/" + string.Join('/', route.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "area" } => area,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "page" } => "resum",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "report" } => "memoria",
            _ => "1",
        }))));
}
