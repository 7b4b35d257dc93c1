using NUnit.Framework;
using QdC.Cli.App;
using QdC.Cli.Running;
using QdC.Cli.Showing;
using QdC.Metrics;
using QdC.Pipeline.Query;

namespace QdC.Tests.Cli;

public sealed class FailureTests
{
    [Test]
    public void A_foreign_exception_is_told_by_its_type_only()
    {
        var facts = Facts.Of(new InvalidOperationException("12345678Z Maria", new FormatException("600123456")));
        Assert.That(facts.ToString(), Does.Contain("InvalidOperationException: FormatException").And.Not.Contain("12345678Z").And.Not.Contain("Maria").And.Not.Contain("600123456"));
    }

    [Test]
    public void Of_our_own_failures_every_fact_is_told()
    {
        var facts = Facts.Of(new UnknownName("metric", "covrage", ["coverage"]));
        Assert.That(facts.Received, Is.EqualTo("'covrage'"));
        Assert.That(facts.Allowed, Is.EqualTo("coverage"));
        Assert.That(facts.Next, Is.EqualTo("Did you mean 'coverage'?"));
    }

    [Test]
    public void A_full_disk_is_told_as_one_with_what_to_do()
    {
        var facts = Facts.Of(new IOException("No space left on device : '/srv/12345678Z.csv'", 28));
        Assert.That((facts.Kind, facts.IsTransient), Is.EqualTo(("DiskFull", true)));
        Assert.That(facts.ToString(), Does.Contain("A disk is full").And.Contain("Make room").And.Not.Contain("12345678Z"));
    }

    [Test]
    public void A_lost_process_is_reported_with_its_signal()
    {
        var report = RunReport.Lost("mini", 137, TimeSpan.FromSeconds(1));
        Assert.That(report.ExitCode, Is.EqualTo(ExitCode.Failed));
        Assert.That(report.Problems[0].Received, Is.EqualTo("signal 9"));
    }

    [TestCase(ExitCode.Done, ExitCode.Findings, ExitCode.Findings)]
    [TestCase(ExitCode.Failed, ExitCode.Findings, ExitCode.Failed)]
    [TestCase(ExitCode.Configuration, ExitCode.Findings, ExitCode.Configuration)]
    [TestCase(ExitCode.Failed, ExitCode.Configuration, ExitCode.Failed)]
    public void The_graver_exit_code_wins(int a, int b, int worst)
    {
        Assert.That(ExitCode.Worst(a, b), Is.EqualTo(worst));
        Assert.That(ExitCode.Worst(b, a), Is.EqualTo(worst));
    }

    [TestCase("ca", 12.25, "12,3 %")]
    [TestCase("ca", 1234.56, "1.234,6 %")]
    [TestCase("en", 1234.56, "1,234.6 %")]
    [TestCase("ca", null, "–")]
    public void A_figure_is_rounded_half_away_from_zero_in_the_readers_own_marks(string language, double? value, string shown)
    {
        var metric = Workspace.Load(Path.Combine(Repository.Root, "etl-jobs")).Metrics.Metrics["coverage"];
        Assert.That(FigureText.In(language).Value(metric, value), Is.EqualTo(shown));
    }

    [TestCase("month", "març 2025")]
    [TestCase("quarter", "1r trimestre 2025")]
    [TestCase("year", "any 2025")]
    [TestCase("rolling12", "12 mesos fins a març 2025")]
    public void A_period_is_told_as_people_say_it(string kind, string told) =>
        Assert.That(FigureText.In("ca").Period(kind, new DateOnly(2025, 3, 31)), Is.EqualTo(told));
}
