using NUnit.Framework;

namespace QdC.IntegrationTests.Star;

/// <summary>A municipality that leaves an area takes its residents and its inhabitants with it, from that day on.</summary>
public sealed class MembershipTests
{
    private const string Left = "250609";

    [Test]
    public void Residents_and_inhabitants_count_while_their_municipality_belongs_to_the_area()
    {
        using var always = RefreshedArea.Committed("mini");
        using var left = RefreshedArea.Changed("mini", "areas/mini.yaml", $"\"{Left}\"", $"{{ code: \"{Left}\", to: 2024-06-30 }}");

        var (before, after) = (Residents(always), Residents(left));
        Assert.That(before.Where(r => r.Month >= new DateOnly(2024, 7, 1)), Is.Not.Empty, "somebody of the municipality is attended after it leaves");
        Assert.That(after, Is.EqualTo(before.Where(r => r.Month < new DateOnly(2024, 7, 1))));
        Assert.That(Years(left), Is.EqualTo(new[] { 2023 }));
    }

    [Test]
    public void A_municipality_that_comes_on_the_second_of_january_counts_with_its_inhabitants_from_the_next_year_on()
    {
        using var came = RefreshedArea.Changed("mini", "areas/mini.yaml", $"\"{Left}\"", $"{{ code: \"{Left}\", from: 2023-01-02 }}");

        Assert.That(Residents(came), Is.Not.Empty);
        Assert.That(Years(came), Is.Empty, "mini delivers those of 2023 only");
    }

    private static List<(DateOnly Month, long People)> Residents(RefreshedArea area)
    {
        using var version = area.Store.OpenCurrent();
        return version.Session.Query(
            $"SELECT f.month, count(*) FROM star.fact_person_attended AS f JOIN star.dim_municipality AS m ON m.municipality_key = f.municipality_key WHERE m.code = '{Left}' AND f.resident GROUP BY 1 ORDER BY 1",
            r => (r.GetFieldValue<DateOnly>(0), r.GetInt64(1)));
    }

    private static List<int> Years(RefreshedArea area)
    {
        using var version = area.Store.OpenCurrent();
        return version.Session.Query(
            $"SELECT DISTINCT f.year FROM star.fact_population AS f JOIN star.dim_municipality AS m ON m.municipality_key = f.municipality_key WHERE m.code = '{Left}' ORDER BY 1",
            r => Convert.ToInt32(r.GetValue(0), System.Globalization.CultureInfo.InvariantCulture));
    }
}
