using NUnit.Framework;
using QdC.Pipeline.Jobs;

namespace QdC.Tests.Jobs;

public sealed class ProblemTests
{
    [TestCaseSource(typeof(ProblemCases), nameof(ProblemCases.All))]
    public void a_slip_is_told_with_its_place_and_the_nearest_name(string path, string old, string replacement, string[] expected)
    {
        var problems = new JobFixture().With(path, old, replacement).Load().Problems;
        Assert.That(problems.Select(p => Short(p, path)), Is.EqualTo(expected));
    }

    [Test]
    public void a_message_says_what_where_received_allowed_and_the_nearest_name()
    {
        var problem = new JobFixture().With("systems/hestia.yaml", "closed_on:", "closed_dat:").Load().Problems.Single();
        Assert.That(
            problem.ToString(),
            Is.EqualTo(
                "etl-jobs/systems/hestia.yaml:14:7 unknown field \"closed_dat\"; allowed: id, number, opened_on, state, closed_on,"
                    + " risk, lead, transferred_from. Did you mean \"closed_on\"?"
            )
        );
    }

    [Test]
    public void a_municipality_code_written_as_a_number_is_told_to_take_quotes()
    {
        var problem = new JobFixture().With("areas/tarragona.yaml", "\"431482\"", "431482").Load().Problems.Single();
        Assert.That(
            problem.ToString(),
            Is.EqualTo(
                "etl-jobs/areas/tarragona.yaml:5:18 municipality code must be text, this is a number: \"431482\"; allowed:"
                    + " six digits in quotes, the last a check digit, for example \"431482\". Write \"431482\" with the quotes."
            )
        );
    }

    [Test]
    public void a_mandatory_field_may_be_unavailable_but_not_forgotten()
    {
        var jobs = new JobFixture()
            .With("systems/hestia.yaml", "{ from: [DtObertura, DataObertura], null_if: [\"01/01/1900\"] }", "{ unavailable: not exported }");
        Assert.That(jobs.Load().Problems, Is.Empty);
    }

    [Test]
    public void two_areas_cannot_have_one_number()
    {
        var jobs = new JobFixture();
        jobs.WithFile("areas/reus.yaml", jobs["areas/tarragona.yaml"].Replace("area: tarragona", "area: reus", StringComparison.Ordinal));
        Assert.That(
            jobs.Load().Problems.Single().ToString(),
            Is.EqualTo(
                "etl-jobs/areas/tarragona.yaml:3:9 another area has the number \"1\". It stands at etl-jobs/areas/reus.yaml:3."
            )
        );
    }

    [TestCase("", "areas/tarragona.yaml:8:15 accounts points to case records (activity.case) but does not deliver them")]
    [TestCase(", refers_to: hestia")]
    [TestCase(", refers_to: hestai", "areas/tarragona.yaml:8:57 unknown system 'hestai' -> hestia")]
    [TestCase(
        ", refers_to: council-staff",
        "areas/tarragona.yaml:8:57 \"refers_to\" names no source of this area: 'council-staff'",
        "areas/tarragona.yaml:8:57 accounts points to case records (activity.case), which this system does not deliver: 'council-staff'"
    )]
    public void a_source_says_whose_records_it_points_to(string refersTo, params string[] expected)
    {
        const string Accounts = """
            system: accounts
            extracts:
              activity:
                file: "a_{date:yyyyMMdd}.csv"
                csv: {}
                key: Id
                columns: { case: Expedient, done_on: Data }
            """;
        var problems = new JobFixture()
            .WithFile("systems/accounts.yaml", Accounts)
            .With("areas/tarragona.yaml", "system: council-staff, from: { folder: . }", $"system: accounts, from: {{ folder: . }}{refersTo}")
            .Load()
            .Problems;
        Assert.That(problems.Select(p => Short(p, "")), Is.EqualTo(expected));
    }

    [TestCase("case-state.hesta.csv", "code-lists/case-state.hesta.csv:1:1 unknown system 'hesta' -> hestia")]
    [TestCase("case-sate.hestia.csv", "code-lists/case-sate.hestia.csv:1:1 unknown code list 'case-sate' -> case-state")]
    [TestCase("Case State.csv", "code-lists/Case State.csv:1:1 bad file name 'Case State'")]
    public void code_list_files_are_named_after_lists_and_systems(string name, string expected)
    {
        var problems = new JobFixture().WithFile($"code-lists/{name}", "source_code,code,label\n").Load().Problems;
        Assert.That(problems.Select(p => Short(p, "")), Is.EqualTo(new[] { expected }));
    }

    /// <summary>Place, what, received and nearest name; other files than the broken one are named.</summary>
    internal static string Short(JobProblem problem, string path)
    {
        var file = problem.Path == $"etl-jobs/{path}" ? "" : $"{problem.Path["etl-jobs/".Length..]}:";
        var received = problem.Received is null ? "" : $" '{problem.Received}'";
        var nearest = problem.Nearest is null ? "" : $" -> {problem.Nearest}";
        return $"{file}{problem.Line}:{problem.Column} {problem.What}{received}{nearest}";
    }
}
