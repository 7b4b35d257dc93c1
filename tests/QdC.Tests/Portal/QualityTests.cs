using System.Net;
using System.Text.RegularExpressions;
using ClosedXML.Excel;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Portal;

/// <summary>What a steward does about faults in the data, as a browser does it.</summary>
public sealed partial class QualityTests
{
    private string _root = null!;
    private ServedPortal _portal = null!;
    private HttpClient _browser = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _root = Path.Combine(Path.GetTempPath(), "qdc-portal-" + Guid.NewGuid().ToString("N"));
        await MiniHome.Published();
        BoardTests.CopyStore(_root);
        Raise();
        RaisePairs();
        _portal = await ServedPortal.Start(s => s with
        {
            Home = new QdcHome(_root),
            Files = s.Files with { JobsFolder = CopyOfCodeLists(), Jobs = s.Files.Jobs with { Areas = s.Files.Jobs.Areas.ToDictionary(a => a.Key, a => a.Key == "mini" ? a.Value with { Sources = [.. a.Value.Sources.Select(o => o with { Folder = Directory.CreateDirectory(Path.Combine(_root, "sources", o.System)).FullName })] } : a.Value) } },
        });
        _browser = await _portal.SignedIn();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _portal.DisposeAsync();
        MiniHome.Remove(_root);
    }

    [Test]
    public async Task Findings_are_counted_by_rule_and_each_leads_to_its_rows()
    {
        var open = Open();
        var page = await Page("/qualitat/mini");
        var group = open.GroupBy(f => (f.Finding.Extract, f.Finding.Rule)).First();

        Assert.That(page, Does.Contain($"data-total=\"{open.Count}\""));
        Assert.That(await Page("/qualitat"), Does.Contain("href=\"/qualitat/mini\""));
        var rows = await Page(Regex.Matches(page, "href=\"(/qualitat/mini/incidencies[^\"]*)\"").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Single(a => a.Contains($"regla={group.Key.Rule}&", StringComparison.Ordinal) && a.Contains(group.Key.Extract, StringComparison.Ordinal)));
        Assert.That(rows, Does.Contain($"data-total=\"{group.Count()}\""));
        foreach (var finding in group)
        {
            Assert.That(rows, Does.Contain($"<span>{finding.FindingId}</span>").And.Contain(finding.Finding.File!).And.Contain($"{finding.Finding.Line}"));
        }
        Assert.That(await Page("/qualitat/mini/incidencies?pagina=2"), Does.Not.Contain("type=\"checkbox\""), "all are on the first page");
        Assert.That(await Page("/qualitat/mini/incidencies?estat=corrected"), Does.Contain("data-total=\"0\""));
    }

    [Test]
    public async Task The_workbook_holds_what_is_shown_and_coming_back_filled_in_it_lies_where_a_run_finds_it()
    {
        using var given = await _browser.GetAsync("/qualitat/mini/llibre");
        using var workbook = new XLWorkbook(await given.Content.ReadAsStreamAsync());
        var sheet = workbook.Worksheet("Incidències");
        var cell = Open().First(f => f.Finding is { Line: not null, Field: not null });
        foreach (var row in sheet.RowsUsed().Skip(1).Where(r => r.Cell(1).GetValue<long>() == cell.FindingId))
        {
            row.Cell(15).Value = "filled-in-value";
        }
        sheet.Cell(sheet.LastRowUsed()!.RowNumber() + 1, 1).Value = 999999;
        sheet.Cell(sheet.LastRowUsed()!.RowNumber(), 15).Value = "nobody's";

        Assert.That(sheet.RowsUsed().Count() - 2, Is.EqualTo(Open().Count));
        Assert.That(Noted("export").Single(), Does.Contain($"{Open().Count} findings"));
        using (var log = Log())
        {
            Assert.That(log.Exports(1).Single().What, Is.EqualTo("rejects"));
        }

        var (status, answer) = await SendBack(workbook, "corrections.xlsx");
        var lying = Directory.EnumerateFiles(Path.Combine(_root, "sources"), "*", SearchOption.AllDirectories).Single();
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), answer);
        Assert.That(answer, Does.Contain("prendrà 1 valors").And.Contain(Path.GetFileName(lying)).And.Contain("El número no és de cap incidència").And.Not.Contain("filled-in-value"));
        using (var log = Log())
        {
            var area = _portal.Areas.Single(a => a.Area == "mini");
            var found = QdC.Pipeline.Plan.SourceScan.Scan(area, _portal.App.Services.GetRequiredService<QdC.Portal.PortalFiles>().Jobs, null, log);
            Assert.That(found.Deliveries.Select(d => (d.Extract, d.IsCorrection)), Is.EqualTo(new[] { (cell.Finding.Extract, true) }));
        }
        Assert.That(Noted("workbook_return").Single(), Does.Contain("1 values taken, not used: NoFinding"));
        File.Delete(lying);
    }

    [Test]
    public async Task What_is_no_workbook_of_ours_is_told_so_and_kept_nowhere()
    {
        static XLWorkbook Other()
        {
            var other = new XLWorkbook();
            other.AddWorksheet("x").Cell(1, 1).Value = "x";
            return other;
        }
        using var one = Other();
        using var another = Other();

        var (status, page) = await SendBack(one, "corrections.xlsx");
        Assert.That(status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(page, Does.Contain("No és cap llibre d'incidències"));
        Assert.That((await SendBack(another, "corrections.xlsm")).Page, Does.Contain("Només s'admeten llibres .xlsx"));
        Assert.That((await SendBack(null, "broken.xlsx")).Page, Does.Contain("no es pot llegir"));
        Assert.That(Directory.EnumerateFiles(Path.Combine(_root, "sources"), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }), Is.Empty);
    }

    [Test]
    public async Task A_value_that_is_right_gets_its_reason_and_what_no_page_of_ours_sends_is_refused()
    {
        var finding = Open()[^1];
        var page = await Page("/qualitat/mini/incidencies");
        using var forged = await _browser.PostAsync("/qualitat/mini/motiu", new FormUrlEncodedContent([new("id", $"{finding.FindingId}"), new("motiu", "x")]));
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        using var telling = await _browser.PostAsync("/qualitat/mini/motiu", new FormUrlEncodedContent([Token(page), new("id", $"{finding.FindingId}"), new("motiu", "she is 47382915V")]));
        Assert.That((telling.StatusCode, (await telling.Content.ReadAsStringAsync()).Contains("47382915")), Is.EqualTo((HttpStatusCode.Conflict, false)), "no reason says who somebody is");
        using var done = await _browser.PostAsync("/qualitat/mini/motiu", new FormUrlEncodedContent([Token(page), new("id", $"{finding.FindingId}"), new("motiu", "born abroad"), new("torna", "//elsewhere.example/")]));

        Assert.That(done.Headers.Location!.OriginalString, Is.EqualTo("/qualitat/mini/incidencies?fet=1"));
        using var log = Log();
        Assert.That(log.Findings().Single(f => f.FindingId == finding.FindingId), Has.Property("State").EqualTo(FindingState.Justified).And.Property("Reason").EqualTo("born abroad"));
        Assert.That(Noted("finding_justify").Single(), Is.EqualTo($"finding {finding.FindingId}"));
    }

    [Test]
    public async Task A_code_that_nothing_maps_is_counted_and_what_is_chosen_for_it_is_written_into_its_list_and_noted()
    {
        var page = await Page("/qualitat/mini/codis");
        Assert.That(page, Does.Match("<code>Informació i atenció dones</code> <span[^>]*data-rows=\"2\"").And.Contain("value=\"SIAD\" selected"), "with what it is likely to mean");
        Assert.That(page, Does.Match("<code>AAAA</code> [^/]*només se'n mostra la forma"), "what is about a person is not shown");
        Dictionary<string, string> said = new() { ["llista"] = "case-type", ["sistema"] = "hestia", ["valor"] = "Informació i atenció dones", ["codi"] = "SIAD" };
        using var forged = await _browser.PostAsync("/qualitat/mini/codis", new FormUrlEncodedContent(said));
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(Lists("case-type.hestia.csv"), Does.Not.Contain("dones,"));

        Assert.That(await Say(page, "/qualitat/mini/codis", said), Is.EqualTo("/qualitat/mini/codis?fet=Written"));
        Assert.That(Lists("case-type.hestia.csv"), Does.EndWith("\nInformació i atenció dones,SIAD,Informació i atenció dones\n"));
        Assert.That(await Say(page, "/qualitat/mini/codis", said), Is.EqualTo("/qualitat/mini/codis?fet=Known"));
        Assert.That(await Page("/qualitat/mini/codis?fet=Written"), Does.Contain("Val des de la propera execució").And.Contain("dit: val des de la propera execució").And.Not.Contain("value=\"SIAD\""));
        Assert.That(await Say(page, "/qualitat/mini/codis", new() { ["llista"] = "sex", ["sistema"] = "hestia", ["valor"] = "Noia", ["codi"] = "D" }), Does.EndWith("Written"));
        Assert.That(Noted("code_mapping"), Is.EqualTo(new[] { "sex.hestia: AAAA → D: Written", "case-type.hestia: Informació i atenció dones → SIAD: Known", "case-type.hestia: Informació i atenció dones → SIAD: Written" }));
        Assert.That((await _browser.PostAsync("/qualitat/mini/codis", new FormUrlEncodedContent([Token(page), new("llista", "sex"), new("sistema", "gess"), new("valor", "x"), new("codi", "D")]))).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), "no system of the area");
    }

    [Test]
    public async Task Where_code_lists_may_not_be_written_to_the_page_says_so_and_offers_nothing()
    {
        await using var portal = await ServedPortal.Start(s => s with { Home = new QdcHome(_root), Files = s.Files with { JobsFolder = Path.Combine(_root, "not-here") } });
        var page = WebUtility.HtmlDecode(await (await portal.SignedIn()).GetStringAsync("/qualitat/mini/codis"));

        Assert.That(page, Does.Contain("no hi pot escriure").And.Contain("<code>AAAA</code>").And.Not.Contain("<select name=\"codi\""));
    }

    [Test]
    public async Task A_change_in_what_arrives_is_shown_as_it_was_and_is_and_accepted_with_its_reason()
    {
        long waiting;
        using (var log = AreaLog.Open(new QdcHome(_root), AreaCode.Parse("mini"), TimeProvider.System))
        {
            var delivery = log.Deliveries().First(d => d is { System: "hestia", Extract: "case" });
            waiting = log.RaiseDrift(delivery, delivery, new DriftNote { Kind = DriftKinds.Volume, Subject = "records", IsDestructive = true, Before = "120", After = "12" }).DriftId;
            log.RaiseDrift(delivery, delivery, new DriftNote { Kind = DriftKinds.ColumnNew, Subject = "Barri", IsDestructive = false, After = "Barri" });
        }
        var page = await Page("/qualitat/mini/canvis");
        Assert.That(page, Does.Contain("Ha arribat una columna nova: Barri").And.Contain("<dd class=\"break\">120</dd>").And.Contain("<dd class=\"break\">12</dd>"));
        Assert.That(Regex.Matches(page, "name=\"canvi\" value=\"([0-9]+)\"").Select(m => m.Groups[1].Value), Is.EqualTo(new[] { $"{waiting}" }), "what is in waits for nobody");
        using var forged = await _browser.PostAsync("/qualitat/mini/canvis", new FormUrlEncodedContent([new("canvi", $"{waiting}"), new("motiu", "x")]));
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));

        Assert.That(await Say(page, "/qualitat/mini/canvis", new() { ["canvi"] = $"{waiting}", ["motiu"] = "seen with the council" }), Is.EqualTo($"/qualitat/mini/canvis?fet={waiting}"));
        using (var log = Log())
        {
            Assert.That(log.Drift(waiting), Has.Property("State").EqualTo(DriftState.Accepted).And.Property("Why").EqualTo("seen with the council").And.Property("By").EqualTo(Environment.UserName));
        }
        Assert.That(Noted("drift_accept"), Has.Some.StartsWith($"change {waiting}: hestia/case volume"));
        Assert.That(await Page("/qualitat/mini/canvis"), Does.Not.Contain($"name=\"canvi\" value=\"{waiting}\""));
        using var again = await _browser.PostAsync("/qualitat/mini/canvis", new FormUrlEncodedContent([Token(page), new("canvi", $"{waiting}"), new("motiu", "x")]));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), "nothing is accepted twice");
    }

    /// <summary>A council's server answers with other columns: nothing was delivered, and it is decided on the page as a file's change is.</summary>
    [Test]
    public async Task What_a_pull_found_at_a_server_is_shown_and_accepted_as_a_change_of_a_file_is()
    {
        long gone;
        using (var log = AreaLog.Open(new QdcHome(_root), AreaCode.Parse("mini"), TimeProvider.System))
        {
            const string Before = """{"columns":[{"name":"NumPagament","field":"key","type":"number"},{"name":"Import","field":"amount","type":"number"},{"name":"Data","field":"paid_on","type":"moment"}]}""";
            const string After = """{"columns":[{"name":"NumPagament","field":"key","type":"number"},{"name":"ImportBrut","type":"number"},{"name":"Data","field":"paid_on","type":"moment"}]}""";
            gone = log.RaisePulled("mini-office", "payment", new DateOnly(2025, 2, 28), new DriftNote { Kind = DriftKinds.ColumnMissing, Subject = "Import", IsDestructive = true, Before = "Import (number)" }, Before, After).DriftId;
        }
        var page = await Page("/qualitat/mini/canvis");
        Assert.That(page, Does.Contain("Falta la columna Import").And.Contain("com ho respon el servidor").And.Contain("28/02/2025").And.Contain("Import (número)").And.Contain("<option value=\"ImportBrut\">"));

        using var bare = await _browser.PostAsync("/qualitat/mini/canvis", new FormUrlEncodedContent([Token(page), new("canvi", $"{gone}"), new("motiu", "x")]));
        Assert.That(bare.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), "an amount is needed: which column is it now?");
        Assert.That(await Say(page, "/qualitat/mini/canvis", new() { ["canvi"] = $"{gone}", ["motiu"] = "the office renamed it", ["ara"] = "ImportBrut" }), Is.EqualTo($"/qualitat/mini/canvis?fet={gone}"));
        using (var log = Log())
        {
            Assert.That(log.Drift(gone), Has.Property("State").EqualTo(DriftState.Accepted).And.Property("Why").EqualTo("the office renamed it").And.Property("By").EqualTo(Environment.UserName));
        }
        Assert.That(Noted("drift_accept"), Has.Some.StartsWith($"change {gone}: mini-office/payment column_missing Import"));
    }

    [TestCase("same", true)]
    [TestCase("different", false)]
    public async Task A_pair_of_records_is_decided_on_the_page_and_noted_without_its_reason(string decision, bool one)
    {
        var waiting = await Pairs();
        Assert.That(waiting, Is.Not.Empty, "pairs wait in mini");
        var pair = waiting[0];
        using var forged = await _browser.PostAsync("/qualitat/mini/persones", new FormUrlEncodedContent([new("parella", pair), new("decisio", decision), new("motiu", "x")]));
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));

        var page = await Page("/qualitat/mini/persones");
        Assert.That(await Say(page, "/qualitat/mini/persones", new() { ["parella"] = pair, ["decisio"] = decision, ["motiu"] = "the register says so" }), Is.EqualTo($"/qualitat/mini/persones?fet={pair}"));
        Assert.That(await Pairs(), Does.Not.Contain(pair), "it waits no longer");
        Assert.That(Noted("person_decision"), Has.Some.EqualTo($"pair {pair}: {decision}").And.None.Contains("register"));
        using var log = Log();
        var decided = log.Decisions(DecisionKind.LinkPersons)[^1];
        Assert.That((decided.Reason, decided.By), Is.EqualTo(("the register says so", Environment.UserName)));
        Assert.That(QdC.Pipeline.Link.PersonDecisions.InForce(log)[^1].Same, Is.EqualTo(one));
    }

    /// <summary>Two pairs of mini's persons of whom nobody has said yet whether they are one.</summary>
    private void RaisePairs()
    {
        var store = new AreaStore(new QdcHome(_root), AreaCode.Parse("mini"), TimeProvider.System);
        using var lease = store.TakeLease();
        using var copy = store.BeginVersion(lease);
        copy.Session.Execute(
            """
            INSERT INTO link.pair
            SELECT min(person_record), max(person_record), 'review', 'model', n, '{}'
            FROM (SELECT person_record, (row_number() OVER (ORDER BY person_record) + 1) // 2 AS n FROM link.person_map) WHERE n <= 2 GROUP BY n
            """);
        copy.Publish();
    }

    private async Task<IReadOnlyList<string>> Pairs() => [.. Regex.Matches(await Page("/qualitat/mini/persones"), "name=\"parella\" value=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];

    /// <summary>Sends a form of a page, and gives back where that leads.</summary>
    private async Task<string> Say(string page, string to, Dictionary<string, string> said)
    {
        using var answer = await _browser.PostAsync(to, new FormUrlEncodedContent(said.Append(Token(page))));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), await answer.Content.ReadAsStringAsync());
        return WebUtility.UrlDecode(answer.Headers.Location!.OriginalString);
    }

    private string CopyOfCodeLists()
    {
        var jobs = Path.Combine(_root, "jobs");
        var lists = Directory.CreateDirectory(Path.Combine(jobs, "code-lists")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(MiniHome.Jobs, "code-lists")))
        {
            File.Copy(file, Path.Combine(lists, Path.GetFileName(file)));
        }
        return jobs;
    }

    private string Lists(string file) => File.ReadAllText(Path.Combine(_root, "jobs", "code-lists", file));

    /// <summary>Findings of some rules in the deliveries that mini has.</summary>
    private void Raise()
    {
        using var log = AreaLog.Open(new QdcHome(_root), AreaCode.Parse("mini"), TimeProvider.System);
        var delivery = log.Deliveries().First(d => d is { System: "hestia", Extract: "person" });
        Finding Of(int n, string rule, Severity severity, string field) =>
            new() { Rule = rule, Severity = severity, System = "hestia", Extract = "person", Subject = "person", KeyHash = n.ToString("x32"), Field = field, File = delivery.Facts.FileName, Line = 2 + n, Column = field, RecordNo = $"{n}", Masked = "9***" };
        log.MergeFindings(log.Runs(1)[0].RunId, delivery, [Of(1, "mandatory_empty", Severity.Error, "birth_date"), Of(2, "mandatory_empty", Severity.Error, "birth_date"), Of(3, "expected_empty", Severity.Query, "sex"), Of(4, "municipality_check", Severity.Query, "municipality"), Of(5, "code_unmapped", Severity.Query, "sex") with { Masked = "AAAA", Args = """{"list":"sex"}""" }]);
        var cases = log.Deliveries().First(d => d is { System: "hestia", Extract: "case" });
        log.MergeFindings(log.Runs(1)[0].RunId, cases, Enumerable.Range(1, 2).Select(n => Of(n, "code_unmapped", Severity.Query, "type") with { Extract = "case", Subject = "case", File = cases.Facts.FileName, Masked = "Informació i atenció dones", Args = """{"list":"case-type"}""" }));
    }

    private IReadOnlyList<RecordedFinding> Open()
    {
        using var log = Log();
        return log.Findings(new FindingFilter { State = FindingState.Open });
    }

    private AreaLog Log() => AreaLog.OpenRead(new QdcHome(_root), AreaCode.Parse("mini"), TimeProvider.System)!;

    private IEnumerable<string?> Noted(string what) => _portal.App.Services.GetRequiredService<AuditLog>().Events(what: what).Select(e => e.Event.Detail);

    private async Task<string> Page(string address) => WebUtility.HtmlDecode(await _browser.GetStringAsync(address));

    [Test]
    public async Task A_system_nobody_has_described_is_drafted_from_files_dropped_in_and_nothing_of_them_stays()
    {
        const string Files = "Id,GENDER,FIRST,LAST,BIRTHDATE\np-1,M,Quetzalina,Zwyx,1950-02-03\np-2,F,Quetzalina,Zwyx,1951-02-03\n";
        var before = Directory.GetDirectories(Path.GetTempPath(), "qdc-draft-*").Length;
        async Task<HttpResponseMessage> Send(string how, bool signed, params (string Name, string Text)[] files)
        {
            var form = new MultipartFormDataContent { { new StringContent("Hospital 7"), "sistema" }, { new StringContent(how), "com" } };
            if (signed)
            {
                var token = Token(await Page("/qualitat/nou-sistema"));
                form.Add(new StringContent(token.Value), token.Key);
            }
            foreach (var (name, text) in files)
            {
                form.Add(new StringContent(text), "fitxers", name);
            }
            return await _browser.PostAsync("/qualitat/nou-sistema", form);
        }
        using var drafted = await Send("pagina", true, ("../../patients.csv", Files));
        var page = WebUtility.HtmlDecode(await drafted.Content.ReadAsStringAsync());
        using var zip = await Send("zip", true, ("patients.csv", Files));
        using var archive = new System.IO.Compression.ZipArchive(await zip.Content.ReadAsStreamAsync());
        using var nothing = await Send("pagina", true, ("photo.png", "x"));
        using var twice = await Send("pagina", true, ("a.csv", Files), ("b/a.csv", Files));
        using var unreadable = await Send("pagina", true, ("a.xlsx", "PK\u0003\u0004no workbook"));
        using var forged = await Send("pagina", false, ("patients.csv", Files));

        Assert.That(drafted.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(page, Does.Contain("system: hospital-7").And.Contain("birth_date: BIRTHDATE").And.Not.Contain("Quetzalina").And.Not.Contain("Zwyx"));
        Assert.That(archive.Entries.Select(e => e.FullName), Has.Member("systems/hospital-7.yaml").And.Member("code-lists/sex.hospital-7.csv"));
        Assert.That(new[] { nothing, twice, unreadable }.Select(a => a.StatusCode), Is.All.EqualTo(HttpStatusCode.Conflict));
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(Noted("system_draft"), Has.Exactly(5).Items.And.All.Not.Contain("patients"));
        Assert.That(Directory.GetDirectories(Path.GetTempPath(), "qdc-draft-*"), Has.Length.EqualTo(before));
    }

    private async Task<(HttpStatusCode Status, string Page)> SendBack(XLWorkbook? workbook, string name)
    {
        var bytes = new MemoryStream("no workbook"u8.ToArray());
        if (workbook is not null)
        {
            bytes = new MemoryStream();
            workbook.SaveAs(bytes);
            bytes.Position = 0;
        }
        var token = Token(await Page("/qualitat/mini"));
        using var form = new MultipartFormDataContent { { new StringContent(token.Value), token.Key }, { new StreamContent(bytes), "llibre", name } };
        using var answer = await _browser.PostAsync("/qualitat/mini/retorn", form);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    private static KeyValuePair<string, string> Token(string page) => TokenField().Match(page) is { Success: true } match ? new(match.Groups[1].Value, match.Groups[2].Value) : throw new AssertionException("no form");

    [GeneratedRegex("<input type=\"hidden\" name=\"(__RequestVerificationToken)\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
