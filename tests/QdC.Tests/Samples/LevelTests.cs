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
        var interviews = world.Appointments.Where(a => a.Type == "interview").ToLookup(a => a.State);
        var noShow = (double)interviews["no_show"].Count() / (interviews["no_show"].Count() + interviews["realised"].Count() + interviews["not_realised"].Count());
        var minutes = world.Appointments.Where(a => a.State == "realised").ToLookup(a => a.Type is "interview" or "accompaniment", a => a.Minutes * Math.Max(1, a.Professionals.Count));
        var months = world.Workforce.Posts.Count * 72.0;
        var again = world.Persons.GroupBy(record => record.Person).Count(records => records.Count() > 1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(perInhabitantAndYear, Is.InRange(50m, 120m), "euros per inhabitant and year");
            Assert.That(waits, Is.InRange(20, 27), "days from request to first interview");
            Assert.That(noShow, Is.InRange(0.05, 0.09), "interviews nobody came to");
            Assert.That((double)minutes[true].Sum() / minutes.Sum(m => m.Sum()), Is.InRange(0.35, 0.65), "time with people");
            Assert.That((double)world.Absences.Sum(a => a.Days) / months, Is.InRange(0.5, 3), "days away a month and post");
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

    [Test]
    public void la_noguera_gives_the_home_care_hours_and_spends_the_euros_that_are_published()
    {
        const double Scale = 0.15;
        var world = AreaWorld.Simulate(AreaProfile.Known["la-noguera"], Scale, 1, new DateOnly(2022, 1, 1), new DateOnly(2024, 12, 31));
        var inhabitants = (decimal)(39_132 * Scale);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((double)world.HomeCareMonths.Sum(line => line.Delivered) / 3 / Scale, Is.InRange(50_000, 83_000), "66,589 hours a year");
            Assert.That(world.CostLines.Sum(line => line.Executed) / 3 / inhabitants, Is.InRange(65m, 95m), "about 80 euros an inhabitant");
            Assert.That(world.CostLines.Where(line => line.Service == "1.1.1").Sum(line => line.Executed) / 3 / inhabitants, Is.InRange(27m, 33m), "29.8 of them for the basic teams");
            Assert.That(world.HomeCareMonths.Select(line => line.Price), Is.All.InRange(18m, 24m));
        }
    }

    [Test]
    public void garrotxa_gives_the_home_care_hours_that_are_published()
    {
        var world = AreaWorld.Simulate(AreaProfile.Known["garrotxa"], 1, 1, new DateOnly(2022, 1, 1), new DateOnly(2024, 12, 31));

        Assert.That((double)world.HomeCareMonths.Sum(line => line.Delivered) / 3, Is.InRange(50_000, 57_000), "53,368 hours a year");
    }

    private static decimal Coverage(string area, double scale)
    {
        var truth = SampleGenerator.Generate(new SampleOptions { Areas = [area], Scale = scale, Years = 4, FaultRate = 0 })[0];
        return truth.AsRecorded.Single(row => row is { Metric: "coverage", PeriodKind: "year", PeriodStart.Year: 2024, Breakdown: "total" }).Value!.Value;
    }
}
