using NUnit.Framework;
using QdC.Pipeline.Jobs;

namespace QdC.Tests.Jobs;

public sealed class JobCheckTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Needs = new()
    {
        ["open_cases"] = ["case.opened_on", "case.closed_on"],
        ["high_risk_cases"] = ["case.opened_on", "case.risk"],
        ["staffing"] = ["staff"],
    };

    [Test]
    public void a_field_declared_unavailable_is_missing_with_its_reason_and_place() =>
        Assert.That(
            Report(new JobFixture()).Missing.First(),
            Is.EqualTo(new MissingField("case", "risk", "the council keeps no risk grade", "etl-jobs/systems/hestia.yaml:15"))
        );

    [Test]
    public void a_field_no_mapping_names_is_missing() =>
        Assert.That(
            Report(new JobFixture()).Missing.Select(m => $"{m.Name}: {m.Reason}"),
            Does.Contain("case.transferred_from: hestia does not say how case gives it")
        );

    [Test]
    public void a_metric_that_needs_a_missing_field_is_not_available()
    {
        var unavailable = Report(new JobFixture()).Unavailable.Single();
        Assert.That(unavailable.Metric, Is.EqualTo("high_risk_cases"));
        Assert.That(unavailable.Lacks.Single().Name, Is.EqualTo("case.risk"));
    }

    [Test]
    public void a_metric_of_a_subject_nobody_delivers_is_not_available()
    {
        var jobs = new JobFixture().With(
            "areas/tarragona.yaml",
            "  - { system: council-staff, from: { folder: . }, optional: true }\n",
            ""
        );
        var unavailable = Report(jobs).Unavailable.Single(u => u.Metric == "staffing");
        Assert.That(unavailable.Lacks.Single().Reason, Is.EqualTo("no source of tarragona delivers staff"));
    }

    [Test]
    public void a_need_the_contract_does_not_know_says_so()
    {
        var needs = new Dictionary<string, IReadOnlyList<string>> { ["m"] = ["case.closed_dat"] };
        var lacks = JobCheck.Report(new JobFixture().Jobs(), needs).Single().Unavailable.Single().Lacks.Single();
        Assert.That(lacks.Reason, Is.EqualTo("the contract has no case.closed_dat; did it mean case.closed_on?"));
    }

    private static AreaReport Report(JobFixture fixture) => JobCheck.Report(fixture.Jobs(), Needs).Single();
}
