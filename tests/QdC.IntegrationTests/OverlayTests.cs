using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Jobs;

namespace QdC.IntegrationTests;

/// <summary>
/// From January 2025 on the council's system is a new version: other delimiter and column, and one code means another thing. The files
/// say only that; deliveries of both years are read each as its own, in whatever order they come.
/// </summary>
internal sealed class OverlayTests
{
    private const string Later = """
        versions:
          - "1"
          - { version: "2", from: 2025-01-01, extracts: { case: { csv: { delimiter: "," }, columns: { opened_on: inici } } } }
        """;

    [Test]
    public void a_delivery_is_read_by_the_version_and_the_codes_of_its_own_day()
    {
        using var box = new Box();
        box.Jobs = Of(box, Later, dated: true);
        box.Deliver("2024-12-31", World.Small().Case("C1", team: "Nord"));
        box.Deliver("2025-01-31", New(World.Small().Case("C1", team: "Est").Case("C4", "07/01/2025")));
        var run = box.Refresh();
        Assert.That(run.Problems, Is.Empty);
        Assert.That(Risks(box), Is.EqualTo("2024-12-31 none 3, 2025-01-31 vulnerable 4"), "what was none is called vulnerable from 2025 on");
        Assert.That(box.Kpi("open_cases", "2025-01"), Is.EqualTo(3));
        var star = box.Star();

        box.WithEmptyStore();
        File.Move(Path.Combine(box.Inbox, "case_20241231.csv"), Path.Combine(box.Root, "late.csv"));
        box.Refresh();
        File.Move(Path.Combine(box.Root, "late.csv"), Path.Combine(box.Inbox, "case_20241231.csv"));
        Assert.That(box.Refresh().Problems, Is.Empty, "the older one comes late");
        Assert.That(box.Star(), Is.EqualTo(star));

        box.Jobs = Of(box, Later, dated: false);
        var again = box.Plan().Extracts.Single(e => e.Extract == "case");
        Assert.That(again.Deliveries.Select(d => d.EffectiveDate.Year), Is.EqualTo(new[] { 2025 }), "only what the difference holds for is read again");
    }

    private static string? Risks(Box box) =>
        box.Value<string>("SELECT string_agg(told, ', ' ORDER BY told) FROM (SELECT concat(effective_date, ' ', risk, ' ', count(*)) AS told FROM obs.case GROUP BY effective_date, risk)");

    private static JobSet Of(Box box, string versions, bool dated)
    {
        return SandboxJobs.In(box.Inbox, SandboxJobs.Load(SandboxJobs.SystemText.Replace("versions: [\"1\"]", versions, StringComparison.Ordinal), mappings: Mappings(dated)));
    }

    private static IReadOnlyDictionary<string, string> Mappings(bool dated)
    {
        var files = new Dictionary<string, string> { ["case-risk.prova"] = "source_code,code,label\nnone,none,\nvulnerable,vulnerable,\n" };
        if (dated)
        {
            files["case-risk.prova@2025-01-01"] = "source_code,code,label\nnone,vulnerable,\n";
        }
        return files;
    }

    private static Dictionary<string, string> New(World world) =>
        world.Extracts.ToDictionary(e => e, e => Box.CsvOf(e, world.Rows(e)) is var text && e == "case" ? text.Replace(';', ',').Replace("opened_on", "inici", StringComparison.Ordinal) : text);
}
