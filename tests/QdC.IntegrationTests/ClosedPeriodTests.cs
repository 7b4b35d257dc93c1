using NUnit.Framework;
using QdC.IntegrationTests.Diff;
using QdC.IntegrationTests.Sandbox;
using QdC.Metrics;
using QdC.Pipeline.Report;

namespace QdC.IntegrationTests;

/// <summary>
/// The accounts of 2024 close at the end of March 2025. What is told of them in February changes them; what is told in May changes them
/// too, or counts in May, as the area's file says. Once and the same: the euros of both years together.
/// </summary>
internal sealed class ClosedPeriodTests
{
    private Box _box = null!;

    /// <summary>Y1 60 in March, Y2 40 in December, Y3 100 in June 2024; in February Y2 is 50; in May Y1 is 45, Y3 is taken back, and Y9 is told late.</summary>
    [OneTimeSetUp]
    public void SetUp()
    {
        _box = new Box { Metrics = SandboxJobs.Metrics }
            .Deliver("2025-01-31", World.Small())
            .Deliver("2025-02-28", World.Small().Payment("Y2", "S1", "10/12/2024", "50,00"), extracts: "payment");
        _box.Refresh();
        _box.Deliver("2025-05-31", World.Small().Payment("Y2", "S1", "10/12/2024", "50,00").Payment("Y1", "S1", "10/03/2024", "45,00").Without("payment", "Y3").Payment("Y9", "S1", "10/11/2024", "20,00"));
        _box.Refresh();
    }

    [OneTimeTearDown]
    public void TearDown() => _box.Dispose();

    [Test]
    public void what_is_told_after_a_year_was_closed_restates_it_or_counts_when_it_was_told_and_everybody_is_told_which()
    {
        Assert.That((Year(2024), Month("2025-05")), Is.EqualTo((115d, 0d)), "restated, the usual way: 45 + 50 + 20");
        Assert.That(Cover().Corrections, Is.EqualTo("Years are closed 90 days after they end. What was told later of a closed period's euros changes its figures. So far: 3, of -95.00 € in all; the last of 31/5/2025."));
        var diff = _box.Diff();
        Assert.That((diff.Corrections, diff.CorrectedEuros, diff.CorrectionsPosted), Is.EqualTo((3, -95m, false)));

        Closing("corrections: post_to_current");
        Assert.That((Year(2024), Month("2025-05")), Is.EqualTo((210d, -95d)), "60 + 50 + 100 stay; -15 - 100 + 20 count in May");
        Assert.That(_box.Kpi("urgent_aid", "2024-12"), Is.EqualTo(50), "February's correction came in time");
        Assert.That((_box.Kpi("urgent_aid_families", "2024-06"), _box.Kpi("urgent_aid_families", "2025-05")), Is.EqualTo((1d, 1d)), "a family is counted where it was paid: of May's rows only Y9 is a payment");
        Assert.That(_box.Value<decimal>("SELECT sum(amount) FROM star.fact_payment"), Is.EqualTo(115), "no euro twice, none lost");
        Assert.That(Cover().Corrections, Does.Contain("counts on the day it was told").And.Contain("-95.00"));
        Assert.That(Cover(isPublic: true).Corrections, Does.Contain("counts on the day it was told").And.Not.Contain("95"), "one correction may be one family's");
        Assert.That(_box.Diff(1, 3).CorrectionsPosted, Is.True);

        Closing("corrections: post_to_current\nclosing: { period: month, days: 20 }");
        Assert.That((_box.Kpi("urgent_aid", "2024-12"), _box.Kpi("urgent_aid", "2025-02")), Is.EqualTo((40d, 10d)), "where months close on the 20th of the next, February's correction is late");
    }

    private double? Year(int year) => _box.Kpi("urgent_aid", $"{year}-01", "year");

    private double? Month(string month) => _box.Kpi("urgent_aid", month);

    private void Closing(string setting)
    {
        _box.Jobs = SandboxJobs.In(_box.Inbox, SandboxJobs.Load(area: text => text + "\n" + setting));
        Assert.That(_box.Refresh().Plan.Rebuild, Does.Contain("settings"));
    }

    private ReportDocument Cover(bool isPublic = false)
    {
        string Text(string name) => File.ReadAllText(Path.Combine(RepositoryFolder.Root, "powerbi", name));
        var dashboards = DashboardsReader.Read(Text("dashboards.yaml"), "dashboards.yaml", SandboxJobs.Metrics).File!;
        var report = ReportsReader.Read(Text("reports.yaml"), "reports.yaml", SandboxJobs.Metrics, dashboards).File!.Reports["memoria"];
        return new ReportFill(_box.Home, _box.Jobs, _box.Metrics, _box.Clock).Fill(new ReportRequest { Report = report, Area = _box.Area, Year = 2024, Language = "en", IsPublic = isPublic });
    }
}
