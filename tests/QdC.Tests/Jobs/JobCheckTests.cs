using NUnit.Framework;
using QdC.Metrics;
using QdC.Pipeline.Jobs;

namespace QdC.Tests.Jobs;

public sealed class JobCheckTests
{
    private static readonly Dictionary<string, IReadOnlyList<Need>> Needs = new()
    {
        ["open_cases"] = [new("case.opened_on"), new("case.closed_on")],
        ["high_risk_cases"] = [new("case.opened_on"), new("case.risk")],
        ["staffing"] = [new("staff")],
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
            Report(new JobFixture()).Missing.Select(m => $"{m.Name}: {m.Reason.En}"),
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
        Assert.That(unavailable.Lacks.Single().Reason.En, Is.EqualTo("no source of the area gives it"));
    }

    [Test]
    public void a_need_the_contract_does_not_know_says_so()
    {
        Assert.That(Lacking("case.closed_dat").Single().Reason.En, Is.EqualTo("the contract has no case.closed_dat; did it mean case.closed_on?"));
    }

    [Test]
    public void of_fields_joined_by_or_one_suffices()
    {
        Assert.That(Lacking("case.risk or case.opened_on"), Is.Empty);
        Assert.That(Lacking("case.opened_on or case.risk"), Is.Empty);
    }

    [Test]
    public void when_all_fields_joined_by_or_are_missing_all_are_named_with_their_reasons()
    {
        var lacks = Lacking("case.risk or case.transferred_from").Single();
        Assert.That(lacks.Name, Is.EqualTo("case.risk or case.transferred_from"));
        Assert.That(lacks.Reason.En, Is.EqualTo("the council keeps no risk grade, and hestia does not say how case gives it"));
        Assert.That(lacks.Origin, Is.EqualTo("etl-jobs/systems/hestia.yaml:15"));
    }

    [Test]
    public void readers_are_told_in_their_language_what_is_missing_and_why()
    {
        var jobs = new JobFixture().With("systems/hestia.yaml", "\"the council keeps no risk grade\"", "{ ca: cap grau, es: ningún grado, en: no grade }").Jobs();
        UnmetNeed Lacking(string need) => JobCheck.Report(jobs, new Dictionary<string, IReadOnlyList<Need>> { ["m"] = [new(need)] }).Single().Unavailable.Single().Lacks.Single();
        Assert.That(Lacking("case.risk").Sentence, Is.EqualTo(new Words("expedient, nivell de risc: cap grau", "expediente, nivel de riesgo: ningún grado", "case, grade of risk: no grade")));
        Assert.That(
            Lacking("case.risk or case.transferred_from").Sentence.Ca,
            Is.EqualTo("expedient, nivell de risc o expedient, expedient traslladat des de: cap grau, i a més la descripció de hestia no diu d'on surt"));
    }

    [Test]
    public void a_field_the_contract_does_not_know_is_said_though_another_would_suffice() =>
        Assert.That(Lacking("case.opened_on or case.closed_dat").Single().Reason.En, Does.StartWith("the contract has no case.closed_dat"));

    private static IReadOnlyList<UnmetNeed> Lacking(string need) =>
        [.. JobCheck.Report(new JobFixture().Jobs(), new Dictionary<string, IReadOnlyList<Need>> { ["m"] = [new(need)] }).Single().Unavailable.SelectMany(u => u.Lacks)];

    private static AreaReport Report(JobFixture fixture) => JobCheck.Report(fixture.Jobs(), Needs).Single();
}
