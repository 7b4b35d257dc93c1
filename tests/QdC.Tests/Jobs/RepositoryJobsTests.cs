using System.Diagnostics;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Reading;

namespace QdC.Tests.Jobs;

public sealed class RepositoryJobsTests
{
    [Test]
    public void the_repositorys_own_files_have_no_errors()
    {
        var errors = JobLoader.Load(Repository.Jobs).Errors;
        Assert.That(string.Join('\n', errors), Is.Empty);
    }

    [Test]
    public void every_subject_and_field_is_described()
    {
        var subjects = JobLoader.Load(Repository.Jobs).Jobs!.Contract.Subjects;
        Assert.That(
            subjects.Keys,
            Is.EquivalentTo(
                new[]
                {
                    "person", "case", "case_person", "service", "beneficiary",
                    "payment", "activity", "appointment", "staff", "professional_absence", "population",
                    "home_care_plan", "home_care_delivery", "cost_line",
                    "demand", "problem", "plan", "organisation",
                }
            )
        );
        Assert.That(subjects.Values.SelectMany(s => s.Fields).Select(f => f.Description!.Length), Is.All.GreaterThan(10));
    }

    /// <summary>Readers of figures are told why one is not there; another country's system may say it in one language only.</summary>
    [Test]
    public void why_a_field_is_not_there_is_told_in_three_languages() =>
        Assert.That(
            from system in JobLoader.Load(Repository.Jobs).Jobs!.Systems.Values
            from extract in system.Extracts
            from column in extract.Columns
            where column.Value.Unavailable is { } why && new[] { why.Ca, why.Es, why.En }.Distinct().Count() < 3
            select $"{column.Value.Origin} {column.Key}",
            Is.Empty);

    [TestCaseSource(nameof(YamlFiles))]
    public void the_first_line_names_the_schema(string file)
    {
        var kind = Path.GetDirectoryName(file) switch
        {
            "areas" => "area",
            "systems" => "system",
            var folder => folder,
        };
        Assert.That(
            File.ReadLines(Path.Combine(Repository.Jobs, file)).First(),
            Is.EqualTo($"# yaml-language-server: $schema=../schema/{kind}.schema.json")
        );
    }

    [Test]
    public void loading_takes_less_than_a_third_of_a_second()
    {
        JobLoader.Load(Repository.Jobs); // the first load compiles the code
        var watch = Stopwatch.StartNew();
        JobLoader.Load(Repository.Jobs);
        Assert.That(watch.ElapsedMilliseconds, Is.LessThan(300));
    }

    [Test]
    public void services_of_two_systems_need_one_that_is_of_record()
    {
        var problems = new Problems();
        var texts = JobTexts.Read(Repository.Jobs, problems);
        var areas = texts.Areas.Select(area => area with { Text = area.Text.Replace("service: hestia-lists, ", "", StringComparison.Ordinal) });

        var errors = JobLoader.Load(texts with { Areas = [.. areas] }, problems).Errors;

        Assert.That(
            errors.Select(error => (error.Path, error.What, error.Allowed)),
            Is.EqualTo(new[] { ("etl-jobs/areas/reus.yaml", "several systems deliver service and none is of record for it", "hestia-lists, isad") })
        );
    }

    private static IEnumerable<string> YamlFiles() =>
        Directory
            .EnumerateFiles(Repository.Jobs, "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Jobs, file))
            .Order(StringComparer.Ordinal);
}
