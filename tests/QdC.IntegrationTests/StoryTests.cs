using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Warehouse;

namespace QdC.IntegrationTests;

/// <summary>What deliveries mean, told one by one: absences, corrections, bad rows, transfers, money.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class StoryTests
{
    private Box _box = null!;

    [SetUp]
    public void SetUp() => _box = new Box();

    [TearDown]
    public void TearDown() => _box.Dispose();

    [Test]
    public void a_bad_date_in_an_open_case_does_not_close_it()
    {
        OfSmall();
        Assert.That(_box.Kpi("open_cases", "2025-01"), Is.EqualTo(2));
        Refreshed("2025-02-28", World.Small().Row("case", "C1", "C1;SSB;31/02/2024;open;;;;follow_up;none;Nord;P1;"));
        Assert.That(_box.Kpi("open_cases", "2025-02"), Is.EqualTo(2), "the row is rejected, the case stays as it was");
        Assert.That(_box.Findings().Single().Finding.Rule, Is.EqualTo("mandatory_untypable"));
        Refreshed("2025-03-31", World.Small().Row("case", "C1", "C1;SSB;01/02/2024;open;;99/99/2025;;follow_up;none;Nord;P1;"));
        Assert.That(_box.Kpi("open_cases", "2025-03"), Is.EqualTo(2), "an optional date that is none becomes invalid, not a closing date");
        Assert.That(_box.Findings().Single().Finding.Rule, Is.EqualTo("value_untypable"));
    }

    [Test]
    public void a_change_of_risk_is_an_event_of_the_delivery_that_told_it()
    {
        OfSmall();
        Refreshed("2025-02-28", World.Small().Row("case", "C1", "C1;SSB;01/02/2024;open;;;;follow_up;high;Nord;P1;"));

        Assert.That(
            _box.Value<string>("SELECT string_agg(event || ' ' || event_on, ', ') FROM star.fact_case_event WHERE event NOT IN ('opened', 'closed', 'transferred')"),
            Is.EqualTo("risk 2025-02-28")
        );
        Assert.That(_box.Kpi("high_risk_cases", "2025-01"), Is.Zero);
        Assert.That(_box.Kpi("high_risk_cases", "2025-02"), Is.EqualTo(1));
    }

    [Test]
    public void a_withdrawn_payment_leaves_the_figures()
    {
        OfSmall();
        Assert.That(_box.Kpi("urgent_aid", "2024-01", "year"), Is.EqualTo(200));
        Refreshed("2025-02-28", World.Small().Without("payment", "Y2"));
        Assert.That(_box.Kpi("urgent_aid", "2024-01", "year"), Is.EqualTo(160));
        Assert.That(_box.Kpi("urgent_aid", "2024-12"), Is.Zero);
        Assert.That(_box.Value<long>("SELECT count(*) FROM obs.payment WHERE absent"), Is.EqualTo(1), "kept as an observation");
        Refreshed("2025-03-31", World.Small());
        Assert.That(_box.Kpi("urgent_aid", "2024-01", "year"), Is.EqualTo(200), "and it may come back");
    }

    [Test]
    public void a_13_month_rolling_extract_keeps_what_lies_before_it()
    {
        OfSmall();
        var rolling = World.Small().Without("payment", "Y1", "Y3").Without("activity", "A1", "A2");
        _box.Deliver("2025-07-31", rolling, from: "2024-07-01");
        Assert.That(_box.Refresh().Version, Is.EqualTo(2));
        Assert.That(_box.Kpi("urgent_aid", "2024-01", "year"), Is.EqualTo(200), "Y1 and Y3 lie before the extract, which says nothing of them");
        Assert.That(_box.Kpi("manual_activities", "2024-02"), Is.EqualTo(1), "A1 lies before it");
        Assert.That(_box.Kpi("manual_activities", "2024-12"), Is.Zero, "A2 lies inside it and is not there");
    }

    [Test]
    public void a_missing_footer_applies_no_absence()
    {
        OfSmall();
        var text = Box.CsvOf("person", World.Small().Without("person", "4").Rows("person"));
        _box.Deliver("2025-02-28", new Dictionary<string, string> { ["person"] = text[..text.IndexOf("Total", StringComparison.Ordinal)] });
        var run = _box.Refresh();
        Assert.That(run.Problems.Select(p => p.Message), Has.Some.Contains("no absence"));
        Assert.That(Absent("person"), Is.Zero);
        _box.Deliver("2025-03-31", new Dictionary<string, string> { ["person"] = text });
        _box.Refresh();
        Assert.That(Absent("person"), Is.EqualTo(1));
    }

    [Test]
    public void a_footer_that_names_more_rows_than_there_are_applies_no_absence()
    {
        OfSmall();
        var text = Box.CsvOf("person", World.Small().Without("person", "4").Rows("person")).Replace("Total 3", "Total 4", StringComparison.Ordinal);
        _box.Deliver("2025-02-28", new Dictionary<string, string> { ["person"] = text });
        Assert.That(_box.Refresh().Problems.Select(p => p.Message), Has.Some.Contains("no absence"));
        Assert.That(Absent("person"), Is.Zero);
    }

    [Test]
    public void a_file_that_is_not_the_one_in_the_manifest_applies_no_absence()
    {
        OfSmall();
        _box.Deliver("2025-02-28", World.Small());
        File.WriteAllText(Path.Combine(_box.Inbox, "person_20250228.csv"), Box.CsvOf("person", World.Small().Without("person", "4").Rows("person")));
        Assert.That(_box.Refresh().Problems.Select(p => p.Message), Has.Some.Contains("no absence"));
        Assert.That(Absent("person"), Is.Zero);
    }

    [Test]
    public void a_row_without_a_readable_key_applies_no_absence_and_one_that_is_rejected_counts_as_present()
    {
        OfSmall();
        Refreshed("2025-02-28", World.Small().Without("case", "C1").Row("case", "x", ";SSB;01/02/2024;open;;;;;;Nord;P1;"));
        Assert.That(Absent("case"), Is.Zero, "the row without key may be C1's");
        Refreshed("2025-03-31", World.Small().Without("case", "C2").Row("case", "C1", "C1;SSB;never;open;;;;;;Nord;P1;"));
        Assert.That(Absent("case"), Is.EqualTo(1), "C2 is gone; C1's row is bad, but there");
    }

    [Test]
    public void an_absent_dimension_key_closes_its_row()
    {
        OfSmall();
        Refreshed("2025-02-28", World.Small().Without("case", "C2"));
        Assert.That(_box.Kpi("open_cases", "2025-01"), Is.EqualTo(2), "it was open then");
        Assert.That(_box.Kpi("open_cases", "2025-02"), Is.EqualTo(1));
        Assert.That(History("C2"), Is.EqualTo(new[] { "1900-01-01 2025-02-28 false Sud", "2025-02-28 9999-12-31 true Sud" }));
    }

    [Test]
    public void a_returning_key_reopens()
    {
        OfSmall();
        Refreshed("2025-02-28", World.Small().Without("case", "C2"));
        Refreshed("2025-03-31", World.Small());
        Assert.That(_box.Kpi("open_cases", "2025-02"), Is.EqualTo(1));
        Assert.That(_box.Kpi("open_cases", "2025-03"), Is.EqualTo(2));
        Assert.That(
            History("C2"),
            Is.EqualTo(new[] { "1900-01-01 2025-02-28 false Sud", "2025-02-28 2025-03-31 true Sud", "2025-03-31 9999-12-31 false Sud" })
        );
    }

    [Test]
    public void an_inferred_member_is_filled_in_later()
    {
        Refreshed("2025-01-31", World.Small().Without("person", "3"));
        Assert.That(_box.Findings().Select(f => f.Finding.Rule), Has.Some.EqualTo("orphan"));
        Assert.That(_box.Value<long>("SELECT count(*) FROM star.dim_person WHERE is_inferred"), Is.EqualTo(1));
        Assert.That(_box.Kpi("people_attended", "2024-12"), Is.EqualTo(2), "the unknown person is counted all the same");
        var key = _box.Value<long>("SELECT person_key FROM star.dim_person WHERE is_inferred");
        Refreshed("2025-02-28", World.Small());
        Assert.That(_box.Value<long>("SELECT count(*) FROM star.dim_person WHERE is_inferred"), Is.Zero);
        Assert.That(_box.Value<int>($"SELECT birth_year FROM star.dim_person WHERE person_key = {key}"), Is.EqualTo(2015), "under the key it had");
        Assert.That(_box.Findings(), Is.Empty);
        Assert.That(_box.Findings(FindingState.Corrected).Select(f => f.Finding.Rule), Has.All.EqualTo("orphan"));
    }

    [Test]
    public void transfers_are_chained()
    {
        var world = World.Small().Case("C1", state: "closed", closed: "15/01/2025").Case("C9", "15/01/2025", team: "Sud", from: "C1").Member("C9", "1");
        Refreshed("2025-01-31", world);
        Assert.That(_box.Kpi("open_cases", "2025-01"), Is.EqualTo(2), "C1 goes on as C9");
        Assert.That(_box.Kpi("open_cases", "2024-12"), Is.EqualTo(2));
        Assert.That(_box.Value<double>(TeamCases("2024-12-01", "Nord")), Is.EqualTo(1));
        Assert.That(_box.Value<double>(TeamCases("2025-01-01", "Sud")), Is.EqualTo(2), "the team of the case that is open now");
        Assert.That(_box.Value<long>("SELECT count(DISTINCT chain_key) FROM star.fact_case"), Is.EqualTo(3));
    }

    [Test]
    public void transfers_in_a_circle_are_each_their_own_chain()
    {
        Refreshed("2025-01-31", World.Small().Case("C1", from: "C2").Case("C2", "15/05/2024", from: "C1").Case("C3", "10/01/2024", from: "C3"));
        Assert.That(_box.Kpi("open_cases", "2025-01"), Is.EqualTo(3));
    }

    [Test]
    public void euros_passed_through_the_beneficiaries_are_never_counted_twice()
    {
        Refreshed("2025-01-31", World.Small().Beneficiary("S1", "2").Service("S3", "C3", from: "01/05/2024").Payment("Y9", "S3", "02/05/2024", "10,01"));
        Assert.That(_box.Value<decimal>("SELECT sum(amount) FROM star.fact_payment"), Is.EqualTo(210.01m));
        Assert.That(
            _box.Value<double>("SELECT sum(p.amount * b.weight) FROM star.fact_payment AS p JOIN star.bridge_service_beneficiary AS b USING (service_record_key)"),
            Is.EqualTo(210.01).Within(1e-9),
            "three beneficiaries, a titular alone, and nobody at all"
        );
        Assert.That(_box.Value<long>("SELECT count(*) FROM star.bridge_service_beneficiary WHERE weight < 1"), Is.EqualTo(3));
        Assert.That(_box.Kpi("urgent_aid", "2024-01", "year"), Is.EqualTo(210.01).Within(1e-9));
    }

    [Test]
    public void automatic_activities_attend_nobody_and_count_apart()
    {
        Refreshed("2025-01-31", World.Small().Activity("A8", "C2", "20/09/2024", "2", origin: "automatic"));
        Assert.That(_box.Kpi("manual_activities", "2024-09"), Is.Zero);
        Assert.That(_box.Kpi("automatic_activities", "2024-09"), Is.EqualTo(1));
        Assert.That(_box.Kpi("people_attended", "2024-09"), Is.Zero);
    }

    [Test]
    public void a_correction_upserts_and_closes_nothing()
    {
        Refreshed("2025-01-31", World.Small().Row("payment", "Y2", "Y2;S1;10/12/2024;forty;own"));
        Assert.That(_box.Kpi("urgent_aid", "2024-01", "year"), Is.EqualTo(160));
        Assert.That(_box.Findings().Single().Finding.Rule, Is.EqualTo("amount_not_number"));
        _box.Correct("2025-01-31", "payment", "Y2;S1;10/12/2024;40,00;own");
        Assert.That(_box.Refresh().Version, Is.EqualTo(2));
        Assert.That(_box.Kpi("urgent_aid", "2024-01", "year"), Is.EqualTo(200));
        Assert.That(Absent("payment"), Is.Zero);
        Assert.That(_box.Findings(), Is.Empty);
        Assert.That(_box.Findings(FindingState.Corrected).Single().Finding.Rule, Is.EqualTo("amount_not_number"));
    }

    [Test]
    public void a_correction_of_an_earlier_day_stands_under_what_came_later()
    {
        OfSmall();
        Refreshed("2025-02-28", World.Small().Case("C2", "15/05/2024", team: "Est"));
        _box.Correct("2025-01-31", "case", "C2;SSB;15/05/2024;open;;;;follow_up;none;Oest;P1;");
        Assert.That(_box.Refresh().Version, Is.EqualTo(3));
        Assert.That(History("C2"), Is.EqualTo(new[] { "1900-01-01 2025-02-28 false Oest", "2025-02-28 9999-12-31 false Est" }));
    }

    private void OfSmall()
    {
        _box.Dispose();
        _box = Box.OfSmall();
    }

    private void Refreshed(string date, World world)
    {
        var before = _box.Store.Current ?? 0;
        _box.Deliver(date, world);
        Assert.That(_box.Refresh().Version, Is.EqualTo(before + 1));
    }

    private long Absent(string subject) => _box.Value<long>($"SELECT count(*) FROM obs.\"{subject}\" WHERE absent");

    private static string TeamCases(string month, string team) =>
        $"SELECT value FROM mart.kpi WHERE metric = 'open_cases' AND breakdown = 'team' AND period_kind = 'month' AND period_start = DATE '{month}' AND member = '{team}'";

    /// <summary>A case's rows: from, to, absent, team. The case is known by its opening date.</summary>
    private IReadOnlyList<string> History(string id)
    {
        using var version = _box.Store.OpenCurrent();
        var opened = id switch { "C1" => "2024-02-01", "C2" => "2024-05-15", _ => "2024-01-10" };
        return version.Session.Query(
            $"""
            SELECT concat_ws(' ', c.valid_from, c.valid_to, c.is_absent, t.code)
            FROM star.dim_case AS c JOIN star.dim_team AS t USING (team_key)
            WHERE c.case_key = (SELECT case_key FROM star.fact_case WHERE opened_on = DATE '{opened}') ORDER BY c.valid_from
            """,
            row => row.GetString(0)
        );
    }
}
