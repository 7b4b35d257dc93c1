using NUnit.Framework;
using QdC.Samples.Extracts;
using QdC.Samples.Truth;

namespace QdC.Tests.Samples;

/// <summary>How the truth reads deliveries one after the other.</summary>
public class RecordedModelTests
{
    private static readonly DateOnly January = new(2025, 1, 31);
    private static readonly DateOnly February = new(2025, 2, 28);
    private static readonly DateOnly March = new(2025, 3, 31);

    [Test]
    public void a_rejected_row_leaves_the_earlier_observation_in_force()
    {
        var cases = new ExtractHistory(Shapes.Case);
        cases.Take([Case("1", "2024-05-02")], 0, January, null);
        var tally = cases.Take([Case("1", "12 de març")], 1, February, null);

        Assert.That(tally.Rejected, Is.EqualTo(1));
        Assert.That(cases.Find("1")!.Live!.Values[Shapes.Case["opened_on"].Index], Is.EqualTo("2024-05-02"));
    }

    [Test]
    public void a_key_missing_from_a_full_delivery_is_absent_and_comes_back()
    {
        var cases = new ExtractHistory(Shapes.Case);
        cases.Take([Case("1"), Case("2")], 0, January, null);
        cases.Take([Case("2")], 1, February, null);
        cases.Take([Case("1"), Case("2")], 2, March, null);
        var record = cases.Find("1")!;

        Assert.That(record.IsAbsentOn(new DateOnly(2025, 2, 1)), Is.False);
        Assert.That(record.IsAbsentOn(February), Is.True);
        Assert.That(record.IsAbsentOn(March), Is.False);
    }

    [Test]
    public void a_row_without_a_key_silences_absence()
    {
        var cases = new ExtractHistory(Shapes.Case);
        cases.Take([Case("1"), Case("2")], 0, January, null);
        cases.Take([Case("2"), Case("")], 1, February, null);

        Assert.That(cases.Live.Count(), Is.EqualTo(2));
    }

    [Test]
    public void a_rolling_extract_speaks_of_absence_only_inside_its_window()
    {
        var payments = new ExtractHistory(Shapes.Payment);
        payments.Take([Payment("old", "2023-06-01"), Payment("gone", "2024-06-01"), Payment("kept", "2024-06-02")], 0, January, null);
        payments.Take([Payment("kept", "2024-06-02")], 1, February, (new DateOnly(2024, 2, 1), February));

        Assert.That(payments.Live.Select(live => live.Key), Is.EquivalentTo(new[] { "old", "kept" }));
    }

    [Test]
    public void of_two_rows_of_one_key_the_last_loads()
    {
        var cases = new ExtractHistory(Shapes.Case);
        var tally = cases.Take([Case("1", team: "Equip A"), Case("1", team: "Equip B")], 0, January, null);

        Assert.That(tally.Duplicates, Is.EqualTo(1));
        Assert.That(tally.Findings, Is.EqualTo(new Dictionary<string, int> { ["duplicate_differs"] = 1 }));
        Assert.That(cases.Find("1")!.Live!.Values[Shapes.Case["team"].Index], Is.EqualTo("Equip B"));
    }

    [Test]
    public void a_bad_date_in_an_open_case_does_not_close_it()
    {
        Assert.That(OpenOn(March, Case("1", closed: "??/03/2024")), Is.EqualTo(1));
    }

    [Test]
    public void a_transfer_neither_closes_nor_opens()
    {
        var first = Case("1", "2023-01-10", state: "closed", closed: "2024-06-01", reason: "moved");
        var second = Case("2", "2024-06-01", from: "1");

        Assert.That(OpenOn(new DateOnly(2024, 5, 31), first, second), Is.EqualTo(1));
        Assert.That(OpenOn(new DateOnly(2024, 6, 1), first, second), Is.EqualTo(1));
    }

    [Test]
    public void cases_that_point_at_each_other_count_for_themselves()
    {
        Assert.That(OpenOn(March, Case("1", from: "2"), Case("2", from: "1"), Case("3", from: "3")), Is.EqualTo(3));
    }

    [Test]
    public void a_closed_case_without_a_date_closes_on_its_state_date()
    {
        var closed = Case("1", "2023-01-10", state: "closed", reason: "resolved", stateDate: "2024-03-31");

        Assert.That(OpenOn(new DateOnly(2024, 3, 30), closed), Is.EqualTo(1));
        Assert.That(OpenOn(new DateOnly(2024, 3, 31), closed), Is.Zero);
    }

    private static int OpenOn(DateOnly day, params Row[] rows)
    {
        var histories = Shapes.All.Select(shape => new ExtractHistory(shape)).ToList();
        histories.Single(history => history.Shape == Shapes.Case).Take(rows, 0, January, null);
        var model = new RecordedModel(histories, January, March, new MonthLine(new DateOnly(2019, 1, 1), March));
        return new CaseChains(model).Chains.Count(chain => CaseChains.OpenOn(chain, day) is not null);
    }

    private static Row Payment(string id, string day) => new([id, "9", day, "10.00", "own", day]);

    private static Row Case(
        string id,
        string opened = "2024-05-02",
        string state = "open",
        string closed = "",
        string reason = "",
        string from = "",
        string team = "Equip A",
        string stateDate = ""
    ) => new([id, "EXP2024/00001", "SSB", opened, state, stateDate, closed, reason, "none", "none", team, "12345678Z", from, opened.Length == 10 && opened[4] == '-' ? opened : "", "", "", "", "", "", "", "", ""]);
}
