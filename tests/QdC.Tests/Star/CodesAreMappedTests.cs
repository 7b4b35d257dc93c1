using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Star;
using QdC.Pipeline.Test;
using QdC.Warehouse;

namespace QdC.Tests.Star;

/// <summary>A run warns of the fields whose codes nobody mapped: granted services are none where no word for granted is known.</summary>
public sealed class CodesAreMappedTests
{
    private static readonly JobSet Jobs = JobLoader.Load(Path.Combine(Repository.Root, "etl-jobs")).Jobs!;

    private static IEnumerable<(string Subject, string Field)> MustBeMapped =>
        Jobs.Contract.Subjects.Values.SelectMany(s => s.Fields.Where(f => f is { Type: FieldType.Code, Presence: Presence.Mandatory }).Select(f => (s.Name, f.Name)));

    [TestCaseSource(nameof(MustBeMapped))]
    public void Codes_of_a_mandatory_field_that_are_not_mapped_are_told_by_its_name((string Subject, string Field) of) =>
        Assert.That(Outcome(of.Subject, $"{of.Field}:unmapped", 3), Has.Property("Offending").EqualTo(1).And.Property("Found").EqualTo($"{of.Subject}.{of.Field}"));

    [TestCase("status:unmapped", 2, Description = "2 of 100")]
    [TestCase("status:invalid", 100, Description = "no code at all")]
    [TestCase("scope:unmapped", 100, Description = "a field that may be empty")]
    public void A_few_and_others_are_not(string flaws, int rows) => Assert.That(Outcome("service", flaws, rows).Passed);

    /// <summary>The test's outcome where so many of a hundred rows have that flaw.</summary>
    private static DataTestResult Outcome(string subject, string flaws, int rows)
    {
        using var db = DuckDbSession.Open(":memory:");
        db.Execute("CREATE SCHEMA IF NOT EXISTS meta; CREATE TABLE meta.delivery (subject VARCHAR, effective_date DATE)");
        AreaContext.Steps(Jobs, Jobs.Areas["tarragona"]).ToList().ForEach(made => made.Run(db));
        foreach (var name in Jobs.Contract.Subjects.Keys)
        {
            db.Execute($"CREATE TEMP TABLE cur_{name} AS SELECT CASE WHEN i < {rows} THEN '{flaws}' END AS flaws FROM range({(name == subject ? 100 : 0)}) AS r(i)");
        }
        DataTestResult? result = null;
        var step = DataTests.Steps(r => result = r).Single(s => s.ToString() == "codes_are_mapped");
        step.Run(db);
        step.Told!(TimeSpan.Zero);
        return result!;
    }
}
