using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Portal.Jobs;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Portal.Jobs;

/// <summary>When an area is refreshed: times, words, and what a steward says of them.</summary>
public sealed class ScheduleTests
{
    [Test]
    public void The_next_times_are_those_of_the_clock_on_the_wall_in_spring_and_autumn()
    {
        var nightly = RefreshSchedule.Of("30 2 * * *", "Europe/Madrid");
        var spring = nightly.Next(DateTimeOffset.Parse("2027-03-27T12:00:00Z"), 2);
        var autumn = nightly.Next(DateTimeOffset.Parse("2026-10-24T12:00:00Z"), 2);

        Assert.That(spring.Select(t => t.ToString("yyyy-MM-dd HH:mm zzz")), Is.EqualTo(new[] { "2027-03-28 03:00 +02:00", "2027-03-29 02:30 +02:00" }), "2:30 is skipped: the first moment after the gap");
        Assert.That(autumn.Select(t => t.ToString("yyyy-MM-dd HH:mm zzz")), Is.EqualTo(new[] { "2026-10-25 02:30 +02:00", "2026-10-26 02:30 +01:00" }), "2:30 comes twice and is taken once");
    }

    [TestCase("30 3 * * *", "cada dia a les 3:30", "cada día a las 3:30", "every day at 3:30")]
    [TestCase("0 1 * * *", "cada dia a la 1:00", "cada día a la 1:00", "every day at 1:00")]
    [TestCase("30 3 * * 1-5", "de dilluns a divendres a les 3:30", "de lunes a viernes a las 3:30", "Monday to Friday at 3:30")]
    [TestCase("15 6,14 * * 0,6", "els dissabtes i diumenges a les 6:15 i 14:15", "los sábados y domingos a las 6:15 y 14:15", "on Saturdays and Sundays at 6:15 and 14:15")]
    [TestCase("0 4 1 * *", "el dia 1 de cada mes a les 4:00", "el día 1 de cada mes a las 4:00", "on day 1 of each month at 4:00")]
    [TestCase("0 4 1,15 1,7 *", "els dies 1 i 15 de gener i de juliol a les 4:00", "los días 1 y 15 de enero y de julio a las 4:00", "on days 1 and 15 of January and of July at 4:00")]
    [TestCase("0 4 1-7 * 1", "els dies 1, 2, 3, 4, 5, 6 i 7 de cada mes, si és dilluns a les 4:00", "los días 1, 2, 3, 4, 5, 6 y 7 de cada mes, si es lunes a las 4:00", "on days 1, 2, 3, 4, 5, 6 and 7 of each month, if it is a Monday at 4:00")]
    [TestCase("*/15 * * * *", "cada 15 minuts", "cada 15 minutos", "every 15 minutes")]
    [TestCase("5 * * * *", "cada hora, al minut 5", "cada hora, en el minuto 5", "every hour, at minute 5")]
    [TestCase("0 */2 * * 1-5", "de dilluns a divendres cada 2 hores, al minut 0", "de lunes a viernes cada 2 horas, en el minuto 0", "Monday to Friday every 2 hours, at minute 0")]
    [TestCase("*/30 8-19 * * *", "cada 30 minuts, entre les 8:00 i les 19:59", "cada 30 minutos, entre las 8:00 y las 19:59", "every 30 minutes, between 8:00 and 19:59")]
    public void It_is_said_in_plain_words(string cron, string ca, string es, string en)
    {
        var schedule = RefreshSchedule.Of(cron, "Europe/Madrid");
        Assert.That(new[] { "ca", "es", "en" }.Select(l => ScheduleWords.Say(schedule, l)), Is.EqualTo(new[] { ca, es, en }));
    }

    [TestCase("30 3 * *", "4 fields")]
    [TestCase("30 24 * * *", "hour")]
    [TestCase("30 3 * * MON", "weekday")]
    [TestCase("*/0 3 * * *", "minute")]
    [TestCase("0 3 31 2 *", "never")]
    public void What_no_clock_shows_is_no_schedule(string cron, string why) => Assert.That(RefreshSchedule.Fault(cron), Does.Contain(why));

    [Test]
    public void What_a_steward_says_outlives_a_restart_and_can_be_taken_back()
    {
        using var home = new TemporaryHome();
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-05-04T10:00:00Z"));
        var area = MiniHome.Area with { OnRequest = false };
        AreaSchedule Now() => AreaSchedule.Of(area, new ScheduleBook(home.Home, clock).All().GetValueOrDefault(area.Area));

        Assert.That((Now().Times!.Cron, Now().IsOwn, Now().IsActive), Is.EqualTo((area.Cron, false, true)));
        new ScheduleBook(home.Home, clock).Change(area.Area, "0 6 * * 1", "Atlantic/Canary", "anna");
        new ScheduleBook(home.Home, clock).Pause(area.Area, true, "pere");
        Assert.That((Now().Times!.Cron, Now().Times!.TimeZone, Now().IsActive, Now().Changed!.ChangedBy), Is.EqualTo(("0 6 * * 1", "Atlantic/Canary", false, "pere")));
        new ScheduleBook(home.Home, clock).Change(area.Area, null, null, "anna");
        new ScheduleBook(home.Home, clock).Pause(area.Area, false, "anna");
        Assert.That((Now().Times!.Cron, Now().IsOwn, Now().IsActive), Is.EqualTo((area.Cron, false, true)));
    }

    [Test]
    public void Of_many_that_see_a_refresh_is_due_one_sees_to_it()
    {
        using var home = new TemporaryHome();
        var (first, later) = (DateTimeOffset.Parse("2026-05-04T01:30:00Z"), DateTimeOffset.Parse("2026-05-06T01:30:00Z"));
        Assert.That(new ScheduleBook(home.Home, TimeProvider.System).TakeDue("mini", first), Is.False, "nothing was due before somebody kept a schedule");

        var taken = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Count(_ => new ScheduleBook(home.Home, TimeProvider.System).TakeDue("mini", later));

        Assert.That(taken, Is.EqualTo(1));
        Assert.That(new ScheduleBook(home.Home, TimeProvider.System).DueUntil("mini"), Is.EqualTo(later));
    }
}
