using NUnit.Framework;
using QdC.Samples;
using QdC.Samples.Territory;
using QdC.Samples.Truth;
using QdC.Samples.World;

namespace QdC.Tests.Samples;

public class LevelTests
{
    [TestCase("tarragona", 0.05)]
    [TestCase("la-noguera", 0.15)]
    public void scale_keeps_rates(string area, double scale)
    {
        var one = Coverage(area, scale);
        var two = Coverage(area, scale * 2);

        Assert.That(one, Is.InRange(7m, 20m));
        Assert.That(two, Is.InRange(7m, 20m));
        Assert.That(two / one, Is.InRange(0.8m, 1.25m));
    }

    [TestCase("tarragona")]
    [TestCase("la-noguera")]
    [TestCase("garrotxa")]
    public void euros_waits_and_new_people_are_plausible(string name)
    {
        var area = AreaProfile.Known[name];
        var scale = 10_000.0 / area.Municipalities.Sum(m => m.Inhabitants.Sum());
        var world = AreaWorld.Simulate(area, scale, 3, new DateOnly(2019, 1, 1), new DateOnly(2024, 12, 31));

        var perInhabitantAndYear = world.Payments.Sum(payment => payment.Amount) / 6 / 10_000;
        var waits = world
            .Appointments.Where(a => a is { Scope: "first", State: "realised", Spontaneous: false, Type: "interview" })
            .Average(a => a.Date.DayNumber - a.Requested.DayNumber);
        var again = world.Persons.GroupBy(record => record.Person).Count(records => records.Count() > 1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(perInhabitantAndYear, Is.InRange(50m, 120m), "euros per inhabitant and year");
            Assert.That(waits, Is.InRange(20, 27), "days from request to first interview");
            Assert.That((double)again / world.Persons.Count, Is.InRange(0.005, 0.1), "people who stand twice");
        }
    }

    [TestCase("tarragona", 0.03)]
    [TestCase("la-noguera", 0.1)]
    public void problems_and_plans_are_plausible(string area, double scale)
    {
        var truth = SampleGenerator.Generate(new SampleOptions { Areas = [area], Scale = scale, Years = 3, FaultRate = 0 })[0];
        decimal? Value(string metric, string kind, DateOnly start) =>
            truth.AsRecorded.Single(row => row.Metric == metric && row.PeriodKind == kind && row.PeriodStart == start && row.Breakdown == "total").Value;

        Assert.That(Value("problems_per_1000", "year", new(2024, 1, 1)), Is.InRange(60m, 150m));
        Assert.That(Value("multi_problem_share", "year", new(2024, 1, 1)), Is.InRange(15m, 35m));
        if (area == "tarragona")
            Assert.That(Value("high_risk_with_plan_share", "month", new(2025, 3, 1)), Is.InRange(35m, 65m));
    }

    [Test]
    public void garrotxa_attends_nineteen_of_a_hundred_inhabitants()
    {
        Assert.That(Coverage("garrotxa", 0.1), Is.InRange(17.5m, 20.5m));
    }

    [TestCase("la-noguera", 12, 6)]
    [TestCase("garrotxa", 14, 10)]
    public void staff_is_that_of_the_public_statistics(string area, int socialWorkers, int educators)
    {
        var world = AreaWorld.Simulate(AreaProfile.Known[area], 1, 1, new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31));

        decimal FullTime(string role) =>
            world.Workforce.Spells.Where(spell => spell.Role == role && spell.To is null).Sum(spell => spell.WeeklyHours / spell.StandardHours);

        Assert.That(FullTime("TS"), Is.EqualTo(socialWorkers).Within(0.1));
        Assert.That(FullTime("ES"), Is.EqualTo(educators).Within(0.1));
    }

    private static decimal Coverage(string area, double scale)
    {
        var truth = SampleGenerator.Generate(new SampleOptions { Areas = [area], Scale = scale, Years = 4, FaultRate = 0 })[0];
        return truth.AsRecorded.Single(row => row is { Metric: "coverage", PeriodKind: "year", PeriodStart.Year: 2024, Breakdown: "total" }).Value!.Value;
    }
}
