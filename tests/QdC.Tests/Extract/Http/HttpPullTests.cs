using System.Net;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Extract.Http;
using QdC.Pipeline.Jobs;
using QdC.Tests.Stage;
using QdC.Warehouse;

namespace QdC.Tests.Extract.Http;

/// <summary>A service over HTTP is asked page by page; its answer is a file only once it is whole.</summary>
[TestFixture]
internal sealed class HttpPullTests
{
    private static readonly DateOnly Day = new(2025, 1, 31);

    private static readonly ExtractDefinition Case = TestExtracts.CaseCsv with
    {
        File = "expedients_{date:yyyyMMdd}.csv",
        Csv = new CsvDialect { Dates = ["dd/MM/yyyy"], Decimal = ',' },
        Columns = TestExtracts.CaseCsv.Columns.Where(c => c.Key is "id" or "number" or "opened_on" or "persons" or "amount" or "urgent").ToDictionary(),
    };

    private readonly List<TimeSpan> _waits = [];
    private readonly Dictionary<string, string> _secrets = new() { ["TOKEN"] = "t0p-secret\n", ["CLIENT"] = "cl13nt-secret" };
    private string _folder = null!;
    private JsonService _service = null!;

    [SetUp]
    public async Task Make()
    {
        _waits.Clear();
        _folder = Directory.CreateTempSubdirectory("qdc-http").FullName;
        _service = await JsonService.Start();
    }

    [TearDown]
    public async Task Remove()
    {
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void Values_keep_what_they_are_and_a_moment_becomes_its_day_here()
    {
        _service.Gives(("/api/casos", """
            [{ "IdExpedient": 9007199254740993, "NumExpedient": "007;\"x\"", "DtObertura": "2025-01-30T23:30:00Z", "Import": 12.50, "Urgent": true, "Persones": [11, 12], "Nom": "Núria", "altres": { "CIP": "x" } },
             { "IdExpedient": "2", "NumExpedient": null, "DtObertura": "2025-06-01", "Import": -0.10, "Urgent": false, "Persones": [] },
             { "IdExpedient": 3, "DtObertura": "/Date(1735689600000)/", "NumExpedient": "2025-01-30" }]
            """));
        var file = Pull(new HttpExtract { Path = "casos" });
        Assert.That(Written(), Is.EqualTo("IdExpedient;NumExpedient;DtObertura;Import;Urgent;Persones\n9007199254740993;\"007;\"\"x\"\"\";31/01/2025;12,50;1;11|12\n2;;01/06/2025;-0,10;0;\n3;2025-01-30;01/01/2025;;;\n"));
        Assert.That((file.File, file.Rows, string.Join(",", file.LeftOut)), Is.EqualTo(("expedients_20250131.csv", 3L, "Nom,altres.CIP")));
    }

    [Test]
    public void An_answer_without_rows_is_a_file_without_rows()
    {
        _service.Gives(("/api/a", "[]"));
        Assert.That(Pull(new HttpExtract { Path = "a" }).Rows, Is.Zero);
        Assert.That(Written(), Is.EqualTo("IdExpedient;NumExpedient;DtObertura;Persones;Import;Urgent\n"), "whose header is that of its mapping");
    }

    [Test]
    public void OData_is_followed_from_page_to_page()
    {
        _service.Gives(
            ("/api/Casos?$filter=actiu", """{ "@odata.context": "x", "value": [{ "@odata.id": "y", "IdExpedient": 1 }], "@odata.nextLink": "Casos?$skiptoken=a" }"""),
            ("/api/Casos?$skiptoken=a", """{ "value": [{ "IdExpedient": 2 }], "@odata.nextLink": "{url}Casos?$skiptoken=b" }"""),
            ("/api/Casos?$skiptoken=b", """{ "value": [{ "IdExpedient": 3 }] }"""));
        Assert.That(Pull(new HttpExtract { Path = "Casos?$filter=actiu", Rows = "value", Next = "@odata.nextLink" }, odata: true).Rows, Is.EqualTo(3));
        Assert.That(Written(), Is.EqualTo("IdExpedient\n1\n2\n3\n"));
    }

    [Test]
    public void Pages_by_number_end_with_an_empty_one_and_by_cursor_with_none()
    {
        _service.Gives(("/api/c?a=b&p=0", """{"d":{"l":[{"IdExpedient":1}]}}"""), ("/api/c?a=b&p=1", """{"d":{"l":[{"IdExpedient":2}]}}"""), ("/api/c?a=b&p=2", """{"d":{"l":[]}}"""));
        Assert.That(Pull(new HttpExtract { Path = "c?a=b", Rows = "d.l", PageParameter = "p", FirstPage = 0 }).Rows, Is.EqualTo(2));
        _service.Gives(("/api/c", """{"l":[{"IdExpedient":1}],"m":{"next":"x y"}}"""), ("/api/c?after=x%20y", """{"l":[{"IdExpedient":2}],"m":{"next":null}}"""));
        Assert.That(Pull(new HttpExtract { Path = "c", Rows = "l", CursorParameter = "after", CursorValue = "m.next" }).Rows, Is.EqualTo(2));
    }

    [Test]
    public void Pages_that_lead_in_a_circle_or_are_always_the_same_end_with_a_reason()
    {
        _service.Gives(("/api/a", """{"l":[{"IdExpedient":1}],"n":"b"}"""), ("/api/b", """{"l":[{"IdExpedient":1}],"n":"a"}"""));
        Refused(new HttpExtract { Path = "a", Rows = "l", Next = "n" }, "in a circle");
        _service.Answer = context => context.Response.WriteAsync("""[{"IdExpedient":1}]""");
        Refused(new HttpExtract { Path = "a", PageParameter = "p" }, "the same page for every number");
    }

    [Test]
    public void What_may_pass_is_tried_again_after_as_long_as_the_service_asks()
    {
        var tries = 0;
        _service.Answer = context =>
        {
            (context.Response.StatusCode, var after) = ++tries switch { 1 => (429, "7"), 2 => (503, null), 3 => (500, null), _ => (200, null) };
            context.Response.Headers.RetryAfter = after;
            return context.Response.StatusCode == 200 ? context.Response.WriteAsync("""[{"IdExpedient":1}]""") : Task.CompletedTask;
        };
        Assert.That(Pull(new HttpExtract { Path = "a" }).Rows, Is.EqualTo(1));
        Assert.That(_waits.Select(w => w.TotalSeconds), Is.EqualTo(new[] { 7.0, 2, 4 }).Within(2.01));
        Assert.That(_waits[0], Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(7)));
        _service.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "3600");
            return Task.CompletedTask;
        };
        _waits.Clear();
        Assert.That(() => Pull(new HttpExtract { Path = "a" }), Throws.TypeOf<SourceUnreachable>().With.Message.Contains("429"));
        Assert.That(_waits, Is.Empty, "an hour is not waited for");
    }

    [Test]
    public void A_cut_or_slow_answer_is_asked_for_again_and_leaves_yesterdays_file()
    {
        _service.Gives(("/api/a", """[{"IdExpedient":1}]"""));
        Pull(new HttpExtract { Path = "a" });
        var before = Written();
        _service.Answer = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("""[{"IdExpedient":2},""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        Assert.That(() => Pull(new HttpExtract { Path = "a" }), Throws.TypeOf<SourceUnreachable>());
        Assert.That(_waits, Has.Count.EqualTo(4));
        _service.Answer = async context =>
        {
            await context.Response.WriteAsync("[");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        Assert.That(() => Pull(new HttpExtract { Path = "a" }, bytes: TimeSpan.FromMilliseconds(50)), Throws.TypeOf<SourceUnreachable>().With.Message.Contains("in time"));
        Assert.That((Written(), Directory.GetFiles(_folder, "*.part").Length), Is.EqualTo((before, 0)));
    }

    [Test]
    public void A_token_is_sent_and_never_told()
    {
        _service.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer t0p-secret" ? 200 : 401;
            return context.Response.StatusCode == 200 ? context.Response.WriteAsync("[]") : Task.CompletedTask;
        };
        Assert.That(Pull(new HttpExtract { Path = "a" }, token: "env:TOKEN").Rows, Is.Zero);
        _secrets["TOKEN"] = "0ther-secret";
        Assert.That(Refused(new HttpExtract { Path = "a?key=abc" }, "does not accept the credentials", token: "env:TOKEN"), Does.Contain("env:TOKEN").And.Contain("401").And.Not.Contain("0ther-secret").And.Not.Contain("abc"));
        Assert.That(_waits, Is.Empty, "what is refused is not tried again");
        Refused(new HttpExtract { Path = "a" }, "is not set", token: "env:NOWHERE");
    }

    [Test]
    public void Client_credentials_give_a_token_and_another_when_it_runs_out()
    {
        var given = 0;
        _service.Answer = async context =>
        {
            if (context.Request.Path == "/api/token")
            {
                var form = await context.Request.ReadFormAsync();
                context.Response.StatusCode = form["client_secret"] == "cl13nt-secret" && form["grant_type"] == "client_credentials" && form["client_id"] == "qdc" && form["scope"] == "read" ? 200 : 400;
                await context.Response.WriteAsync($$"""{ "access_token": "g{{++given}}" }""");
                return;
            }
            // The first token runs out before the second page.
            context.Response.StatusCode = context.Request.Headers.Authorization == (context.Request.Query.ContainsKey("n") ? "Bearer g2" : "Bearer g1") ? 200 : 401;
            await context.Response.WriteAsync(context.Response.StatusCode != 200 ? "" : context.Request.Query.ContainsKey("n") ? """{"l":[{"IdExpedient":2}]}""" : """{"l":[{"IdExpedient":1}],"n":"a?n=1"}""");
        };
        var login = new HttpLogin(new Uri(_service.Url, "token"), "qdc", "env:CLIENT", "read");
        Assert.That(Pull(new HttpExtract { Path = "a", Rows = "l", Next = "n" }, login: login).Rows, Is.EqualTo(2));
        Assert.That(Refused(new HttpExtract { Path = "b" }, "No token is given", login: login with { Client = "wrong" }), Does.Contain("400").And.Not.Contain("cl13nt"));
    }

    [Test]
    public void It_stays_on_the_server_it_was_given()
    {
        foreach (var target in new[] { "http://169.254.169.254/latest", "https://exemple.cat/", "//exemple.cat/a" })
        {
            _service.Answer = context =>
            {
                (context.Response.StatusCode, context.Response.Headers.Location) = (302, target);
                return Task.CompletedTask;
            };
            Refused(new HttpExtract { Path = "a" }, "sends on to somewhere else");
            _service.Gives(("/api/a", $$"""{"l":[],"n":"{{target}}"}"""));
            Refused(new HttpExtract { Path = "a", Rows = "l", Next = "n" }, "on another server");
        }
        _service.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = context.Request.Path == "/api/a" ? (307, "/api/b") : (200, default(string));
            return context.Request.Path == "/api/b" ? context.Response.WriteAsync("[]") : Task.CompletedTask;
        };
        Assert.That(Pull(new HttpExtract { Path = "a" }).Rows, Is.Zero, "elsewhere on the same server is followed");
        Assert.That(() => Pull(new HttpExtract { Path = "a" }, url: new Uri("http://exemple.cat/")), Throws.TypeOf<SourceRefused>().With.Message.Contains("Everybody on the way"));
        Assert.That(() => Pull(new HttpExtract { Path = "a" }, url: new Uri("https://169.254.169.254/")), Throws.TypeOf<SourceRefused>().With.Message.Contains("leads where no source may be"));
    }

    [TestCase("169.254.1.2", false, false)]
    [TestCase("::ffff:169.254.1.2", true, false)]
    [TestCase("fe80::1", false, false)]
    [TestCase("0.0.0.0", true, false)]
    [TestCase("224.0.0.1", false, false)]
    [TestCase("127.0.0.1", false, false)]
    [TestCase("127.0.0.1", true, true)]
    [TestCase("::1", false, false)]
    [TestCase("10.1.2.3", false, true)]
    [TestCase("2001:db8::1", false, true)]
    public void A_name_may_not_lead_to_this_machine_or_to_its_networks_own_services(string address, bool isLocal, bool allowed) =>
        Assert.That(SafeConnect.IsAllowed(IPAddress.Parse(address), isLocal), Is.EqualTo(allowed));

    [Test]
    public void What_is_no_list_of_rows_is_refused_and_an_answer_without_end_too()
    {
        _service.Gives(("/api/html", "<html>Núria</html>"), ("/api/object", """{"error":"Núria"}"""), ("/api/text", """["Núria"]"""), ("/api/list", """[{"IdExpedient":[1,2]}]"""));
        Assert.That(Refused(new HttpExtract { Path = "html" }, "no JSON"), Does.Not.Contain("Núria"));
        Assert.That(Refused(new HttpExtract { Path = "object", Rows = "value" }, "no list of rows"), Does.Not.Contain("Núria"));
        Assert.That(Refused(new HttpExtract { Path = "text" }, "no object"), Does.Not.Contain("Núria"));
        Refused(new HttpExtract { Path = "list" }, "A list stands where one value is taken");
        Refused(new HttpExtract { Path = "nowhere" }, "refuses what it is asked");
        _service.Answer = async context =>
        {
            var page = new byte[1 << 20];
            Array.Fill(page, (byte)' ');
            for (var i = 0; i < 4; i++)
            {
                await context.Response.Body.WriteAsync(page, context.RequestAborted);
            }
        };
        Refused(new HttpExtract { Path = "a" }, "larger than is accepted");
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }

    private string Refused(HttpExtract asked, string told, string? token = null, HttpLogin? login = null)
    {
        var failed = Assert.Catch<TerminalException>(() => Pull(asked, token: token, login: login));
        Assert.That(failed!.Message, Does.Contain(told));
        return failed.ToString();
    }

    private PulledFile Pull(HttpExtract asked, bool odata = false, string? token = null, HttpLogin? login = null, Uri? url = null, TimeSpan? bytes = null)
    {
        var http = new SourceHttp { Url = url ?? _service.Url, OData = odata, Token = token, Login = login, MostMegabytes = 2, Extracts = new Dictionary<string, HttpExtract> { ["case"] = asked } };
        var source = new SourceFile { System = "hestia", Folder = _folder, Http = http, Origin = "areas/prova.yaml:9" };
        var patience = new HttpPatience { Bytes = bytes ?? TimeSpan.FromSeconds(20) };
        return new HttpPull(RetryPolicy.Reads(_waits.Add, 1), patience, _secrets.GetValueOrDefault).Pull(source, Case, TestExtracts.Case, Day);
    }

    private string Written() => File.ReadAllText(Path.Combine(_folder, "expedients_20250131.csv"));
}
