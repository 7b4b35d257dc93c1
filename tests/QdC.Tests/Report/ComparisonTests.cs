using ClosedXML.Excel;
using NUnit.Framework;
using QdC.Cli.App;
using QdC.Metrics;
using QdC.Pipeline.Report;
using QdC.Publish.Excel;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Report;

/// <summary>The comparison of areas, of a network made up here.</summary>
public sealed class ComparisonTests
{
    private static readonly string Home = Path.Combine(Path.GetTempPath(), "qdc-peers-" + Guid.NewGuid().ToString("N"));
    private static readonly Workspace Definitions = Workspace.Load(Path.Combine(Repository.Root, "etl-jobs"));

    /// <summary>Coverage and inhabitants of the areas: la-noguera hides its coverage, garrotxa is too small to be like tarragona.</summary>
    private static readonly (string Area, double? Value, int Inhabitants)[] Areas = [("tarragona", 12.5, 1000), ("reus", 15.25, 1900), ("garrotxa", 30, 499), ("la-noguera", null, 1000), ("network", 14, 4399)];

    [OneTimeSetUp]
    public void Network()
    {
        Directory.CreateDirectory(Home);
        var store = new AreaStore(new QdcHome(Home), AreaCode.Parse("network"), TimeProvider.System);
        using var lease = store.TakeLease();
        using var copy = store.BeginVersion(lease);
        copy.Session.Execute("CREATE SCHEMA mart");
        copy.Session.Execute(
            """
            CREATE TABLE mart.network (area VARCHAR, metric VARCHAR, period_kind VARCHAR, period_start DATE, period_end DATE, breakdown VARCHAR, member VARCHAR,
                label_ca VARCHAR, label_es VARCHAR, label_en VARCHAR, place INTEGER, numerator DECIMAL(38,14), denominator DECIMAL(38,14), value DOUBLE, status VARCHAR, reason VARCHAR, data_as_of DATE)
            """
        );
        foreach (var (area, value, inhabitants) in Areas)
        {
            copy.Session.Execute(
                "INSERT INTO mart.network SELECT ?, 'coverage', 'year', DATE '2024-01-01', DATE '2024-12-31', 'total', 'all', NULL, NULL, NULL, NULL, NULL, ?, ?, ?, NULL, DATE '2025-03-31'",
                area,
                value is null ? null : inhabitants,
                value,
                value is null ? "suppressed" : "ok"
            );
        }
        copy.Publish();
    }

    [OneTimeTearDown]
    public void Remove() => MiniHome.Remove(Home);

    [TestCase("tarragona", "2 de 2")]
    [TestCase("reus", "1 de 2")]
    [TestCase("garrotxa", "1 de 1")]
    [TestCase("la-noguera", "–")]
    public void An_area_stands_among_those_of_like_size_that_show_the_figure(string area, string rank)
    {
        using var book = Made(area);
        var row = Row(book);
        Assert.That(row.Cell(3).GetString(), Is.EqualTo(rank));
        var headers = row.Worksheet.Tables.First().HeadersRow().Cells().Select(c => c.GetString()).ToList();
        Assert.That(headers[3], Is.EqualTo(Definitions.Area(area).Name), "the area asked for comes first");
        foreach (var (other, value, _) in Areas.Where(a => a.Area != "network"))
        {
            var cell = row.Cell(headers.IndexOf(Definitions.Area(other).Name) + 1);
            if (value is { } shown)
            {
                Assert.That(cell.GetDouble(), Is.EqualTo(shown / 100).Within(1e-12));
            }
            else
            {
                Assert.That(cell.GetString(), Is.EqualTo("c"));
            }
        }
        Assert.That(headers, Has.Count.EqualTo(3 + Areas.Length - 1), "the network is no area");
    }

    [Test]
    public void It_may_be_passed_on_and_says_what_is_hidden()
    {
        using var book = Made("tarragona");
        var cover = book.Worksheets.First().CellsUsed().Select(c => c.GetString()).ToList();
        Assert.That(cover, Has.Some.StartsWith("Es pot difondre").And.Some.StartsWith("No es publica, perquè no es pugui reconèixer ningú").And.None.StartsWith("Ús intern"));
        Assert.That(book.Worksheets.Last().Tables.Last().DataRange.Rows().Select(r => r.Cell(3).GetString()), Is.EqualTo(new[] { "sí", "sí", "no", "no" }));
    }

    private static IXLRangeRow Row(IXLWorkbook book) => book.Worksheets.Last().Tables.First().DataRange.Rows().First(r => r.Cell(1).GetString() == "Cobertura");

    private static XLWorkbook Made(string area)
    {
        var stream = new MemoryStream();
        var filled = new ReportFill(new QdcHome(Home), Definitions.Jobs, Definitions.Metrics, TimeProvider.System).Fill(
            new ReportRequest { Report = Definitions.Reports.Reports["comparacio"], Area = Definitions.Area(area), Year = 2024 }
        );
        ReportWorkbook.Write(filled, stream);
        return new XLWorkbook(stream);
    }
}
