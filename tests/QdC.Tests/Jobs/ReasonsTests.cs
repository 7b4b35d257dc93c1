using NUnit.Framework;
using QdC.Metrics;

namespace QdC.Tests.Jobs;

/// <summary>Why fields are not there, told once in a system's file and named by its columns.</summary>
public sealed class ReasonsTests
{
    private const string Hestia = "systems/hestia.yaml";
    private static readonly Words NoGrade = new("cap grau", "ningún grado", "no grade");

    [Test]
    public void a_column_takes_the_words_of_the_reason_it_names_in_later_versions_and_like_systems_too()
    {
        var jobs = With("no_grade: { ca: cap grau, es: ningún grado, en: no grade }, paper: on paper", "no_grade")
            .With(Hestia, "urgent: { from: Urgent, true_if: [\"1\", S], false_if: [\"0\", N] }", "urgent: { unavailable: { reason: paper } }")
            .With(Hestia, "versions: [\"2024\"]", "versions: [\"2024\", { version: \"2025\", from: 2025-01-01, extracts: { case: { columns: { number: { unavailable: { reason: no_grade } } } } } }]")
            .WithFile("systems/lists.yaml", "# yaml-language-server: $schema=../schema/system.schema.json\nsystem: lists\nlike: hestia\nextracts: { case: { file: \"x_{date:yyyyMMdd}.csv\", csv: {} } }\n")
            .Jobs();
        var hestia = jobs.Systems["hestia"].Extracts[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hestia.Columns["risk"].Unavailable, Is.EqualTo(NoGrade));
            Assert.That(hestia.At(new DateOnly(2025, 6, 1)).Columns["number"].Unavailable, Is.EqualTo(NoGrade));
            Assert.That(jobs.Systems["hestia"].Extracts[1].Columns["urgent"].Unavailable, Is.EqualTo((Words)"on paper"));
            Assert.That(jobs.Systems["lists"].Extracts[0].Columns["risk"].Unavailable, Is.EqualTo(NoGrade), "lists has no reasons of its own");
        }
    }

    [TestCase("no_grade: none", "no_grde", "16:38 unknown reason 'no_grde' -> no_grade", "4:12 no column names this reason: 'no_grade'")]
    [TestCase("no_grade: none, other: none", "no_grade", "4:28 no column names this reason: 'other'")]
    [TestCase("no_grade: { ca: cap, es: ninguno }", "no_grade", "4:22 missing key \"en\"")]
    [TestCase("no_grade: [none]", "no_grade", "4:22 \"no_grade\" is a list", "4:22 \"unavailable\" is a list")]
    [TestCase("No grade: none", "No grade", "4:12 bad name 'No grade'")]
    [TestCase("no_grade: { reason: no_grade }", "no_grade", "4:22 missing key \"ca\"", "4:22 missing key \"es\"", "4:22 missing key \"en\"", "4:24 unknown key 'reason'")]
    [TestCase("no_grade: none", "no_grade, ca: cap", "16:48 unknown key 'ca'", "4:12 no column names this reason: 'no_grade'")]
    public void a_reason_that_is_not_there_not_whole_or_not_named_is_told(string reasons, string named, params string[] expected) =>
        Assert.That(
            With(reasons, named).Load().Problems.Select(p => $"{p.Line}:{p.Column} {p.What}{(p.Received is null ? "" : $" '{p.Received}'")}{(p.Nearest is null ? "" : $" -> {p.Nearest}")}"),
            Is.EquivalentTo(expected));

    private static JobFixture With(string reasons, string named) =>
        new JobFixture()
            .With(Hestia, "\"the council keeps no risk grade\"", $"{{ reason: {named} }}")
            .With(Hestia, "extracts:", $"reasons: {{ {reasons} }}\nextracts:");
}
