using NUnit.Framework;
using QdC.Pipeline.Jobs;

namespace QdC.Tests.Jobs;

/// <summary>The words of the configuration language for sources that are fetched.</summary>
public sealed class PulledSourceTests
{
    private const string Area = "areas/tarragona.yaml";
    private const string Http = """http: { url: "https://dades.exemple.cat/odata/", login: { token_url: "https://login.exemple.cat/token", client: qdc, secret: env:QDC_S, scope: read }, odata: true, max_mb: 50, extracts: { case: "Casos?$select=Id", activity: { path: actuacions, rows: data.items, page: { parameter: p, from: 0 } } } }""";

    private const string Sftp = """sftp: { host: sftp.exemple.cat, port: 2222, user: qdc, key: "file:/etc/qdc/key", host_key: "SHA256:uNiVztksCsDhcc0u9e8BrrVCXL2M2tYzzVyLGXAtmhM", path: /sortida, complete: { stable: 10m }, then: move, move_to: fet }""";

    [Test]
    public void A_service_over_http_is_read()
    {
        var http = Fixture(Http).Jobs().Areas["tarragona"].Sources[0].Http!;
        var (cases, activity) = (http.Extracts["case"], http.Extracts["activity"]);
        Assert.That((http.Url.AbsoluteUri, http.Login!.Secret, http.OData, http.MostMegabytes, http.AllowPlain), Is.EqualTo(("https://dades.exemple.cat/odata/", "env:QDC_S", true, 50, false)));
        Assert.That((cases.Path, cases.Rows, cases.Next), Is.EqualTo(("Casos?$select=Id", "value", "@odata.nextLink")));
        Assert.That((activity.Rows, activity.Next, activity.PageParameter, activity.FirstPage), Is.EqualTo(("data.items", (string?)null, "p", 0)));
    }

    [Test]
    public void An_sftp_server_is_read()
    {
        var sftp = Fixture(Sftp).Jobs().Areas["tarragona"].Sources[0].Sftp!;
        Assert.That((sftp.Host, sftp.Port, sftp.User, sftp.Key, sftp.Path, sftp.Stable, sftp.Then, sftp.MoveTo), Is.EqualTo(("sftp.exemple.cat", 2222, "qdc", "file:/etc/qdc/key", "/sortida", TimeSpan.FromMinutes(10), AfterTaking.Move, "fet")));
        Assert.That(sftp.HostKeys.Single(), Does.StartWith("SHA256:"));
        Assert.That(Fixture(Sftp.Replace("stable: 10m", "done: .fi", StringComparison.Ordinal)).Jobs().Areas["tarragona"].Sources[0].Sftp!.Done, Is.EqualTo(".fi"));
    }

    [TestCase("file:/etc/qdc/key", "s3cret", "a private key is named by reference only")]
    [TestCase("SHA256:uNiV", "MD5:uNiV", "bad host key")]
    [TestCase("move_to: fet", "move_to: ../fet", "bad folder")]
    [TestCase(", move_to: fet", "", "missing key \"move_to\"")]
    [TestCase("then: move", "then: leave", "\"move_to\" has a meaning with then: move only")]
    [TestCase("stable: 10m", "manifest: true", "the system writes no manifest:")]
    [TestCase("stable: 10m", "stable: 10m, done: .fi", "\"done\" stands beside \"stable\"")]
    [TestCase("complete: { stable: 10m }, ", "", "missing key \"complete\"")]
    public void A_slip_in_an_sftp_server_is_told_without_a_secret(string old, string replacement, string expected)
    {
        var problems = Fixture(Sftp.Replace(old, replacement, StringComparison.Ordinal)).Load().Problems;
        Assert.That(problems.Select(p => p.What), Has.Some.StartWith(expected));
        Assert.That(string.Join("\n", problems), Does.Not.Contain("s3cret"));
    }

    [TestCase("env:QDC_S", "s3cret", "a secret is named by reference only")]
    [TestCase("https://dades", "http://dades", "everybody on the way could read what is sent by")]
    [TestCase("https://dades", "ftp://dades", "bad address")]
    [TestCase("https://dades", "https://qdc:s3cret@dades", "no password stands in an address")]
    [TestCase("case:", "cas:", "unknown extract")]
    [TestCase("path: actuacions", "path: \"https://altre.cat/\"", "a path goes on from the address")]
    [TestCase("rows: data.items,", "next: n,", "\"page\" stands beside \"next\"")]
    [TestCase("odata: true", "token: env:X", "\"token\" stands beside \"login\"")]
    public void A_slip_is_told_without_a_secret(string old, string replacement, string expected)
    {
        var problems = Fixture(Http.Replace(old, replacement, StringComparison.Ordinal)).Load().Problems;
        Assert.That(problems.Select(p => p.What), Has.Some.StartWith(expected));
        Assert.That(string.Join("\n", problems), Does.Not.Contain("s3cret"));
    }

    private static JobFixture Fixture(string place)
    {
        var fixture = new JobFixture();
        return fixture.With(Area, "{ system: hestia, from: { folder: . } }", $"{{ system: hestia, from: {{ folder: ., {place} }} }}");
    }
}
