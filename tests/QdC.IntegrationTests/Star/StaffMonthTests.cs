using NUnit.Framework;

namespace QdC.IntegrationTests.Star;

/// <summary>What a month of a professional holds, as samples/mini/README.md works it out.</summary>
[TestFixture]
public sealed class StaffMonthTests
{
    [Test]
    public void A_month_of_a_professional_tells_hours_absences_cases_and_people()
    {
        using var area = RefreshedArea.Committed("mini");
        using var version = area.Store.OpenCurrent();

        List<string> Months(string month) =>
            version.Session.Query(
                $"SELECT role || ' ' || printf('%.2f %.1f %.1f', ts_fte + es_fte, absence_days, hours_available) || ' ' || cases_held || ' ' || persons_held FROM star.fact_staff_month WHERE month = DATE '{month}'",
                row => row.GetString(0)
            );

        Assert.That(Months("2025-01-01"), Is.EquivalentTo(new[] { "TS 1.00 0.0 172.5 2 4", "ES 0.50 5.0 72.0 3 6", "ADM 0.00 0.0 172.5 0 0" }));
        Assert.That(Months("2024-12-01").Single(m => m.StartsWith("TS", StringComparison.Ordinal)), Is.EqualTo("TS 1.00 3.0 142.5 2 4"), "22 weekdays less three");
    }
}
