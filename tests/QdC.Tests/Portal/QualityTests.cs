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
        _portal = await ServedPortal.Start(s => s with
        {
            Home = new QdcHome(_root),
            Files = s.Files with { Jobs = s.Files.Jobs with { Areas = s.Files.Jobs.Areas.ToDictionary(a => a.Key, a => a.Key == "mini" ? a.Value with { Sources = [.. a.Value.Sources.Select(o => o with { Folder = Directory.CreateDirectory(Path.Combine(_root, "sources", o.System)).FullName })] } : a.Value) } },
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
        using var done = await _browser.PostAsync("/qualitat/mini/motiu", new FormUrlEncodedContent([Token(page), new("id", $"{finding.FindingId}"), new("motiu", "born abroad"), new("torna", "//elsewhere.example/")]));

        Assert.That(done.Headers.Location!.OriginalString, Is.EqualTo("/qualitat/mini/incidencies?fet=1"));
        using var log = Log();
        Assert.That(log.Findings().Single(f => f.FindingId == finding.FindingId), Has.Property("State").EqualTo(FindingState.Justified).And.Property("Reason").EqualTo("born abroad"));
        Assert.That(Noted("finding_justify").Single(), Is.EqualTo($"finding {finding.FindingId}"));
    }

    /// <summary>Findings of three rules in the deliveries that mini has.</summary>
    private void Raise()
    {
        using var log = AreaLog.Open(new QdcHome(_root), AreaCode.Parse("mini"), TimeProvider.System);
        var delivery = log.Deliveries().First(d => d is { System: "hestia", Extract: "person" });
        Finding Of(int n, string rule, Severity severity, string field) =>
            new() { Rule = rule, Severity = severity, System = "hestia", Extract = "person", Subject = "person", KeyHash = n.ToString("x32"), Field = field, File = delivery.Facts.FileName, Line = 2 + n, Column = field, RecordNo = $"{n}", Masked = "9***" };
        log.MergeFindings(log.Runs(1)[0].RunId, delivery, [Of(1, "mandatory_empty", Severity.Error, "birth_date"), Of(2, "mandatory_empty", Severity.Error, "birth_date"), Of(3, "expected_empty", Severity.Query, "sex"), Of(4, "municipality_check", Severity.Query, "municipality")]);
    }

    private IReadOnlyList<RecordedFinding> Open()
    {
        using var log = Log();
        return log.Findings(new FindingFilter { State = FindingState.Open });
    }

    private AreaLog Log() => AreaLog.OpenRead(new QdcHome(_root), AreaCode.Parse("mini"), TimeProvider.System)!;

    private IEnumerable<string?> Noted(string what) => _portal.App.Services.GetRequiredService<AuditLog>().Events(what: what).Select(e => e.Event.Detail);

    private async Task<string> Page(string address) => WebUtility.HtmlDecode(await _browser.GetStringAsync(address));

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
