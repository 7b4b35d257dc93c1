using NUnit.Framework;
using QdC.Cli.Showing;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Processing;
using QdC.Pipeline.Query;

namespace QdC.Tests.Jobs;

/// <summary>The record of processing says what the contract, the systems and the area's file say.</summary>
public sealed class ProcessingRecordTests
{
    private static readonly JobSet Jobs = JobLoader.Load(Repository.Jobs).Jobs!;

    private static IEnumerable<string> Areas() => Jobs.Areas.Keys;

    [TestCaseSource(nameof(Areas))]
    public void Every_field_marked_personal_is_listed_in_every_language(string area)
    {
        var record = ProcessingRecord.Of(Jobs, Jobs.Areas[area]);
        foreach (var subject in Jobs.Contract.Subjects.Values)
        {
            foreach (var field in subject.Fields.Where(f => f.Personal != Personal.No))
            {
                var listed = record.Fields.Single(f => (f.Subject, f.Field) == (subject.Name, field.Name));
                Assert.That(listed.Mark, Is.EqualTo(field.Personal == Personal.Direct ? ProcessedMark.Direct : ProcessedMark.Quasi));
                foreach (var language in FigureText.Codes)
                {
                    Assert.That(Rows(record, language), Has.Some.Contains($"`{field.Name}` | "), $"{subject.Name}.{field.Name} in {language}");
                }
            }
        }
    }

    [Test]
    public void Every_field_of_the_contract_has_a_name_that_says_of_what_it_is()
    {
        var named = Jobs.Contract.Subjects.Values.SelectMany(s => s.Fields.Select(f => (Subject: s.Name, Field: f.Name))).ToList();

        Assert.That(named.Where(n => !ContractWords.In("ca").Names(n.Subject, n.Field)), Is.Empty);
        foreach (var words in FigureText.Codes.Select(ContractWords.In))
        {
            Assert.That(named.Where(n => n.Field is "id" or "type" or "state").GroupBy(n => words.Field(n.Subject, n.Field)).Where(g => g.Count() > 1), Is.Empty, "no two subjects share one of these");
        }
    }

    [Test]
    public void A_field_that_is_added_to_the_contract_appears()
    {
        var jobs = With("case", new ContractField { Name = "phone", Type = FieldType.Identifier, Of = "phone", Personal = Personal.Direct });
        var record = ProcessingRecord.Of(jobs, jobs.Areas["tarragona"]);
        Assert.That(Rows(record, "ca").Single(r => r.Contains("`phone`")), Does.Contain("identifica directament").And.Contain("cap font de l'àrea no la dona").And.Contain("no se'n guarda res"));
    }

    [Test]
    public void Direct_identifiers_are_kept_encrypted_only_and_others_in_the_form_the_warehouse_has()
    {
        var record = ProcessingRecord.Of(Jobs, Jobs.Areas["tarragona"]);
        (ProcessedForm Form, string? StoredAs) Of(string subject, string field) => record.Fields.Where(f => (f.Subject, f.Field) == (subject, field)).Select(f => (f.Form, f.StoredAs)).Single();
        Assert.That(Of("person", "given_name"), Is.EqualTo((ProcessedForm.Nothing, (string?)null)));
        Assert.That(Of("person", "cip"), Is.EqualTo((ProcessedForm.Nothing, (string?)null)));
        Assert.That(Of("person", "doc_number"), Is.EqualTo((ProcessedForm.Pseudonym, "doc_id")));
        Assert.That(Of("person", "birth_date"), Is.EqualTo((ProcessedForm.Year, "birth_year")));
        Assert.That(Of("person", "id"), Is.EqualTo((ProcessedForm.Pseudonym, "source_key")));
        Assert.That(Of("problem", "type"), Is.EqualTo((ProcessedForm.Code, "type")));
        foreach (var field in record.Fields.Where(f => f.Mark == ProcessedMark.Direct))
        {
            Assert.That(field.Form, Is.AnyOf(ProcessedForm.Nothing, ProcessedForm.Pseudonym), field.Field);
        }
    }

    [Test]
    public void It_names_the_columns_of_the_area_s_own_systems()
    {
        IReadOnlyList<string> Sources(string area) => ProcessingRecord.Of(Jobs, Jobs.Areas[area]).Fields.Single(f => (f.Subject, f.Field) == ("person", "doc_number")).Sources;
        Assert.That(Sources("tarragona"), Is.EqualTo(new[] { "hestia: NIF" }));
        Assert.That(Sources("reus"), Is.EqualTo(new[] { "hestia-lists: NIF", "isad: document" }));
    }

    [Test]
    public void What_is_about_nobody_is_left_out_and_what_hangs_on_a_person_is_not()
    {
        var subjects = ProcessingRecord.Of(Jobs, Jobs.Areas["tarragona"]).Fields.Select(f => f.Subject).ToHashSet();
        Assert.That(subjects, Has.No.Member("population").And.No.Member("cost_line").And.No.Member("organisation"));
        Assert.That(subjects, Is.SupersetOf(new[] { "person", "payment", "home_care_plan", "plan", "staff" }));
    }

    [Test]
    public void What_the_controller_said_stands_in_it_and_what_it_has_not_is_asked_for()
    {
        var area = Jobs.Areas["tarragona"];
        var silent = new ProcessingText("en", new DateOnly(2025, 4, 1)).Of(ProcessingRecord.Of(Jobs, area with { PersonsYears = null }));
        Assert.That(silent, Does.Contain("**not said**: `processing.dpo`").And.Contain("**not said**: `retention.persons_years`"));
        var said = area with { PersonsYears = 7, RetentionDays = 90, SmallestCount = 6, Processing = new() { Contact = "c@x", Dpo = "d@x", LegalBasis = "the law", Purpose = "the aim", Recipients = ["the Generalitat"] } };
        var full = new ProcessingText("en", new DateOnly(2025, 4, 1)).Of(ProcessingRecord.Of(Jobs, said));
        Assert.That(full, Does.Not.Contain("not said"));
        foreach (var text in new[] { "c@x", "d@x", "the law", "the aim", "- the Generalitat", "7 years", "90 days", "under 6 persons", "2025-04-01" })
        {
            Assert.That(full, Does.Contain(text));
        }
    }

    private static string[] Rows(ProcessingRecord record, string language) =>
        [.. new ProcessingText(language, new DateOnly(2025, 4, 1)).Of(record).Split('\n').Where(l => l.StartsWith('|'))];

    private static JobSet With(string subject, ContractField field)
    {
        var changed = Jobs.Contract.Subjects[subject];
        var subjects = Jobs.Contract.Subjects.ToDictionary(s => s.Key, s => s.Key == subject ? changed with { Fields = [.. changed.Fields, field] } : s.Value);
        return Jobs with { Contract = new Contract(subjects) };
    }
}
