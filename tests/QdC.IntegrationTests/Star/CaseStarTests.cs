using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Star;

/// <summary>What the star of mini says of cases, their plans, demands and teams; samples/mini/README.md tells the story.</summary>
[TestFixture]
public sealed class CaseStarTests
{
    private RefreshedArea _area = null!;
    private AreaVersion _version = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        _area = RefreshedArea.Committed("mini");
        _version = _area.Store.OpenCurrent();
    }

    [OneTimeTearDown]
    public void TearDown()
    {
        _version.Dispose();
        _area.Dispose();
    }

    [Test]
    public void A_closing_has_its_reason_and_a_transfer_is_no_closing()
    {
        Assert.That(
            Texts("SELECT e.event || ' ' || e.event_on || ' ' || r.code FROM star.fact_case_event AS e JOIN star.dim_reason AS r ON r.reason_key = e.reason_key WHERE e.event <> 'opened'"),
            Is.EquivalentTo(new[] { "closed 2024-12-20 resolved", "transferred 2024-10-15 not_applicable" })
        );
    }

    [Test]
    public void An_open_case_knows_its_persons_and_whether_a_plan_is_in_force()
    {
        Assert.That(
            Texts("SELECT persons || ' ' || risk || ' ' || plan_in_force FROM star.fact_case_month WHERE month = DATE '2025-01-01'"),
            Is.EquivalentTo(new[] { "2 vulnerable false", "2 high true", "4 high false", "1 high true", "1 none false" })
        );
        Assert.That(Texts("SELECT risk FROM star.fact_case_month WHERE month = DATE '2024-09-01' AND plan_in_force"), Has.Count.EqualTo(3), "701, 702 and 703");
    }

    [Test]
    public void A_demand_is_answered_by_the_next_work_on_its_case() =>
        Assert.That(
            Texts("SELECT d.code || ' ' || coalesce(CAST(f.days_to_answer AS VARCHAR), 'not yet') FROM star.fact_demand AS f JOIN star.dim_demand AS d ON d.demand_key = f.demand_key"),
            Is.EquivalentTo(new[] { "home_care 131", "food 31", "housing not yet", "mental_health not yet" })
        );

    [Test]
    public void A_team_stands_in_one_place_of_the_organisation_at_a_time()
    {
        Assert.That(
            Texts("SELECT t.code || ' ' || o.ebasp || ' ' || o.valid_from || ' ' || o.valid_to FROM star.dim_org AS o JOIN star.dim_team AS t ON t.team_key = o.team_key"),
            Is.EquivalentTo(new[] { "Equip A EBASP Vell 2020-01-01 2024-01-01", "Equip A EBASP Nou 2024-01-01 9999-12-31", "Equip B EBASP Nou 2020-01-01 9999-12-31" })
        );
        Assert.That(Texts("SELECT code || ' ' || ebasp || ' ' || sector FROM star.dim_team WHERE team_key > 0"), Is.EquivalentTo(new[] { "Equip A EBASP Nou A", "Equip B EBASP Nou B" }));
    }

    [Test]
    public void A_problem_is_as_sensitive_as_its_type() =>
        Assert.That(
            Texts("SELECT p.code FROM star.dim_problem AS p JOIN star.dim_problem_type AS t ON t.problem_type_key = p.problem_type_key WHERE p.sensitive <> t.sensitive OR NOT starts_with(p.code, t.code)"),
            Is.Empty
        );

    private List<string> Texts(string sql) => _version.Session.Query(sql, row => row.GetString(0));
}
