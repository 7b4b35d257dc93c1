using NUnit.Framework;
using QdC.Metrics;
using QdC.Pipeline.Jobs;

namespace QdC.Tests.Jobs;

public sealed class JobLoaderTests
{
    [Test]
    public void a_sound_folder_loads_without_problems() => Assert.That(new JobFixture().Load().Problems, Is.Empty);

    [Test]
    public void a_mapping_carries_all_it_says()
    {
        var columns = new JobFixture().Jobs().Systems["hestia"].Extracts[0].Columns;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(columns["number"].From, Is.EqualTo(new[] { "NumExpedient" }));
            Assert.That(columns["opened_on"].From, Is.EqualTo(new[] { "DtObertura", "DataObertura" }));
            Assert.That(columns["opened_on"].NullIf, Is.EqualTo(new[] { "01/01/1900" }));
            Assert.That(columns["opened_on"].Origin, Is.EqualTo("etl-jobs/systems/hestia.yaml:12"));
            Assert.That(columns["closed_on"].OnlyWhen, Is.EqualTo(new Dictionary<string, string> { ["state"] = "closed" }));
            Assert.That(columns["risk"].Unavailable, Is.EqualTo((Words)"the council keeps no risk grade"));
        }
    }

    [Test]
    public void why_a_field_is_not_there_may_be_told_in_each_language()
    {
        var jobs = new JobFixture().With("systems/hestia.yaml", "\"the council keeps no risk grade\"", "{ en: no grade, ca: cap grau, es: ningún grado }");
        Assert.That(jobs.Jobs().Systems["hestia"].Extracts[0].Columns["risk"].Unavailable, Is.EqualTo(new Words("cap grau", "ningún grado", "no grade")));
    }

    [Test]
    public void dated_defaults_come_in_date_order()
    {
        var activity = new JobFixture().Jobs().Systems["hestia"].Extracts[1];
        Assert.That(
            activity.Columns["minutes"].Default,
            Is.EqualTo(new[] { new DatedValue("30", null), new DatedValue("45", new DateOnly(2024, 1, 1)) })
        );
    }

    [Test]
    public void key_columns_carry_their_aliases()
    {
        var jobs = new JobFixture().Jobs();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(jobs.Systems["hestia"].Extracts[1].Key, Is.EqualTo(new[] { new[] { "IdActuacio", "Id" } }));
            Assert.That(jobs.Systems["council-staff"].Extracts[0].Key, Is.EqualTo(new[] { new[] { "Professional" }, ["Inici"] }));
        }
    }

    [Test]
    public void derivations_are_read()
    {
        var columns = new JobFixture()
            .With("systems/hestia.yaml", "opened_on: { from: [DtObertura, DataObertura], null_if: [\"01/01/1900\"] }", "opened_on: { derive: first_seen }")
            .With("systems/hestia.yaml", "closed_on: { from: DtEstat, only_when: { state: closed } }", "closed_on: { derive: state_change, to: closed }")
            .Jobs()
            .Systems["hestia"]
            .Extracts[0]
            .Columns;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(columns["opened_on"].Derive, Is.EqualTo(new Derivation.FirstSeen()));
            Assert.That(columns["closed_on"].Derive, Is.EqualTo(new Derivation.StateChange("closed", "state")));
        }
    }

    [Test]
    public void an_area_takes_usual_values_for_what_it_does_not_say()
    {
        var area = new JobFixture()
            .With("areas/tarragona.yaml", "schedule: { cron: \"30 3 * * *\", time_zone: Europe/Madrid }\n", "")
            .With("areas/tarragona.yaml", "freshness: { warn_after: 36h, stop_after: 72h }", "freshness: { warn_after: 90m, stop_after: 2d }")
            .Jobs()
            .Areas["tarragona"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(area.Cron, Is.EqualTo("30 3 * * *"));
            Assert.That(area.WarnAfter, Is.EqualTo(TimeSpan.FromMinutes(90)));
            Assert.That(area.StopAfter, Is.EqualTo(TimeSpan.FromDays(2)));
            Assert.That(area.RetentionDays, Is.EqualTo(400));
            Assert.That(area.OnRequest, Is.False);
            Assert.That(area.Sources.Select(s => s.Optional), Is.EqualTo(new[] { false, true }));
        }
    }

    [Test]
    public void how_long_people_are_kept_has_no_usual_value_and_is_asked_for_without_stopping_anything()
    {
        var said = new JobFixture();
        Assert.That(said.Jobs().Areas["tarragona"].PersonsYears, Is.EqualTo(10));
        Assert.That(said.Load().Problems.Where(p => p.What.Contains("kept")), Is.Empty);

        var load = new JobFixture().With("areas/tarragona.yaml", "retention: { persons_years: 10 }", "retention: { landing_days: 90 }").Load();
        Assert.That((load.Jobs!.Areas["tarragona"].PersonsYears, load.Jobs.Areas["tarragona"].RetentionDays), Is.EqualTo(((int?)null, 90)));
        var asked = load.Problems.Single(p => p.What.Contains("kept"));
        Assert.That((asked.Severity, asked.Line), Is.EqualTo((ProblemSeverity.Warning, 13)));
        Assert.That(asked.Next, Does.Contain("persons_years"));
    }

    [Test]
    public void a_folder_that_is_not_there_is_a_problem_not_an_exception()
    {
        var load = JobLoader.Load(Path.Combine(TestContext.CurrentContext.TestDirectory, "no-such-folder"));
        Assert.That(load.Jobs, Is.Null);
        Assert.That(load.Problems.Single().What, Is.EqualTo("there is no folder"));
    }

    [Test]
    public void a_source_folder_that_is_not_there_is_only_a_warning()
    {
        var load = new JobFixture().With("areas/tarragona.yaml", "folder: .", "folder: not-mounted-yet").Load();
        Assert.That(load.Jobs, Is.Not.Null);
        Assert.That(
            load.Problems.Single().ToString(),
            Is.EqualTo(
                "etl-jobs/areas/tarragona.yaml:7:39 warning: the folder of this source is not there \"not-mounted-yet\"."
                    + " Nothing is loaded from it until it is."
            )
        );
    }

    [Test]
    public void problems_of_all_files_come_at_once_in_order_of_file_and_line()
    {
        var load = new JobFixture()
            .With("areas/tarragona.yaml", "36h", "36 hours")
            .With("areas/tarragona.yaml", "number: 1", "nmber: 1")
            .With("code-lists/case-risk.csv", "2,high", "1,high")
            .With("contract/staff.yaml", "kind: fact", "kind: fakt")
            .With("systems/hestia.yaml", "closed_on:", "closed_dat:")
            .With("systems/council-staff.yaml", "cell: B2", "cell: row two")
            .Load();
        Assert.That(load.Jobs, Is.Null);
        Assert.That(
            load.Problems.Select(p => $"{p.Path}:{p.Line}"),
            Is.EqualTo(
                new[]
                {
                    "etl-jobs/areas/tarragona.yaml:2",
                    "etl-jobs/areas/tarragona.yaml:3",
                    "etl-jobs/areas/tarragona.yaml:10",
                    "etl-jobs/code-lists/case-risk.csv:3",
                    "etl-jobs/contract/staff.yaml:3",
                    "etl-jobs/systems/council-staff.yaml:6",
                    "etl-jobs/systems/hestia.yaml:14",
                }
            )
        );
    }

    [Test]
    public void a_broken_file_is_reported_once_and_not_wherever_it_is_used()
    {
        var load = new JobFixture().WithFile("contract/case.yaml", "subject: [case\nkind: dimension\n").Load();
        Assert.That(load.Problems, Has.Count.EqualTo(1));
        Assert.That(load.Problems[0].Path, Is.EqualTo("etl-jobs/contract/case.yaml"));
    }
}
