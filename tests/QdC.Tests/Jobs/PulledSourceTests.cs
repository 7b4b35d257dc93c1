using NUnit.Framework;
using QdC.Pipeline.Jobs;

namespace QdC.Tests.Jobs;

/// <summary>The words of the configuration language for sources that are fetched.</summary>
public sealed class PulledSourceTests
{
    private const string Area = "areas/tarragona.yaml";
    private const string Http = """http: { url: "https://dades.exemple.cat/odata/", login: { token_url: "https://login.exemple.cat/token", client: qdc, secret: env:QDC_S, scope: read }, odata: true, max_mb: 50, extracts: { case: "Casos?$select=Id", activity: { path: actuacions, rows: data.items, page: { parameter: p, from: 0 } } } }""";

    [Test]
    public void A_service_over_http_is_read()
    {
        var http = Fixture(Http).Jobs().Areas["tarragona"].Sources[0].Http!;
        var (cases, activity) = (http.Extracts["case"], http.Extracts["activity"]);
        Assert.That((http.Url.AbsoluteUri, http.Login!.Secret, http.OData, http.MostMegabytes, http.AllowPlain), Is.EqualTo(("https://dades.exemple.cat/odata/", "env:QDC_S", true, 50, false)));
        Assert.That((cases.Path, cases.Rows, cases.Next), Is.EqualTo(("Casos?$select=Id", "value", "@odata.nextLink")));
        Assert.That((activity.Rows, activity.Next, activity.PageParameter, activity.FirstPage), Is.EqualTo(("data.items", (string?)null, "p", 0)));
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
