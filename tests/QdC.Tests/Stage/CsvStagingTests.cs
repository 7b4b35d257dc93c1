using NUnit.Framework;
using QdC.Pipeline.Stage;
using QdC.Warehouse;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Stage;

[TestFixture]
internal sealed class CsvStagingTests
{
    private DuckDbSession _database = null!;

    [SetUp]
    public void Open() => _database = Database();

    [TearDown]
    public void Close() => _database.Dispose();

    [Test]
    public void A_sound_row_is_typed_conformed_and_staged()
    {
        var result = StageCase(CaseRow + "\r\n", _database);

        Assert.That(Said(result), Is.Empty);
        Assert.That(result.Lines, Is.EqualTo(new LineCounts(Records: 1, Preamble: 1, Blank: 0, Footer: 0)));
        var row = _database.Query(
            "SELECT row_no, line, sheet, flaws, number, opened_on, state, closed_on, team, minutes, amount, hours, urgent, persons, lead, row_hash FROM stg.\"case\"",
            r => Enumerable.Range(0, 14).Select(i => r.IsDBNull(i) ? "-" : Convert.ToString(r.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)).ToArray()).Single();
        Assert.That(row[..4], Is.EqualTo(new[] { "1", "2", "-", "-" }));
        Assert.That(row[4], Is.EqualTo("EXP2020/0001"));
        Assert.That(row[5], Does.Contain("2020"));
        Assert.That(row[6..8], Is.EqualTo(new[] { "open", "-" }));
        Assert.That(row[8..13], Is.EqualTo(new[] { "Equip Nord", "30", "1234.56", "37.5000", "True" }));
        Assert.That(row[13]!.Split(','), Has.Length.EqualTo(2));
    }

    [Test]
    public void A_stray_quote_costs_its_own_line_and_no_other()
    {
        var result = StageCase(CaseRow + "\r\n2;\"EXP;03/02/2020;1;;;Nord;P7;;;;;\r\n3;x;03/02/2020;1;;;Nord;P7;;;;;\r\n4;\"a\";03/02/2020;1;;;Nord;P7;;;;;\r\n", _database);

        Assert.That(Said(result), Is.EqualTo(new[] { "row_malformed" }));
        Assert.That(result.Findings[0].Line, Is.EqualTo(3));
        Assert.That(result.Staged, Is.EqualTo(3));
        Assert.That(_database.Query("SELECT line FROM stg.\"case\" ORDER BY 1", r => r.GetInt32(0)), Is.EqualTo(new[] { 2, 4, 5 }));
        Assert.That(result.UnreadableKeys, Is.Zero, "the key stands before the broken field");
        Assert.That(_database.Scalar<long>("SELECT count(*) FROM stg.\"case_seen\""), Is.EqualTo(1));
    }

    [Test]
    public void A_quoted_line_break_belongs_to_its_field()
    {
        var result = StageCase("1;\"a\r\nb\";03/02/2020;1;;;Nord;P7;;;;;\r\n\r\n2;x;03/02/2020;1;;;Nord;P7;;;;;\r\nTotal;2", _database);

        Assert.That(Said(result), Is.Empty);
        Assert.That(_database.Query("SELECT line FROM stg.\"case\" ORDER BY 1", r => r.GetInt32(0)), Is.EqualTo(new[] { 2, 5 }));
        Assert.That(result.Lines, Is.EqualTo(new LineCounts(2, 1, 1, 1)));
    }

    [Test]
    public void A_quote_that_is_never_closed_in_a_large_file_loses_nothing()
    {
        var rows = string.Concat(Enumerable.Range(2, 60_000).Select(i => $"{i};x;03/02/2020;1;;;Nord;P7;;;;;\r\n"));
        var result = StageCase(CaseRow + "\r\n1;\"never closed;03/02/2020;1;;;Nord;P7;;;;;\r\n" + rows, _database);

        Assert.That(result.Staged, Is.EqualTo(60_001));
        Assert.That(Said(result), Is.EqualTo(new[] { "row_malformed" }));
        Assert.That(result.Findings[0].Line, Is.EqualTo(3));
        Assert.That(_database.Scalar<int>("SELECT max(line) FROM stg.\"case\""), Is.EqualTo(60_003));
    }
}
