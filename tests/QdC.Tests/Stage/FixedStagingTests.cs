using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Stage;

/// <summary>Texts of fixed width: each column at its place, a line of the wrong length no record.</summary>
[TestFixture]
internal sealed class FixedStagingTests
{
    private static readonly FixedLayout Layout = new()
    {
        Columns = [new("IdExpedient", 1, 4), new("DtObertura", 5, 8), new("IdEstat", 13, 1), new("Equip", 14, 10), new("Import", 24, 8, Decimals: 2)],
        Encoding = "windows-1252",
        Dates = ["yyyyMMdd"],
        Decimal = ',',
        Footer = "^Total (?<rows>[0-9]+)",
    };

    private static readonly ExtractDefinition Lines = CaseCsv with
    {
        File = "expedients_{date:yyyyMMdd}.txt",
        Csv = null,
        Fixed = Layout,
        Columns = CaseCsv.Columns.Where(c => c.Key is "id" or "opened_on" or "state" or "team" or "amount").ToDictionary(),
    };

    [Test]
    public void Columns_stand_at_their_places_whatever_letters_come_before()
    {
        using var database = Database();
        var result = StageText(database, Lines, Case, "   1202002031Equip Àfé 00012550\r\n   2202002042Sud       -0000005\r\n\r\nTotal 2\r\n\u001a");
        Assert.That(Said(result), Is.Empty);
        Assert.That(result.Lines, Is.EqualTo(new LineCounts(2, 0, 2, 1)));
        Assert.That(result.Cuts, Is.Empty);
        Assert.That(database.Query("SELECT opened_on::VARCHAR || ' ' || team || ' ' || amount FROM stg.\"case\" ORDER BY amount DESC", r => r.GetString(0)), Is.EqualTo(new[] { "2020-02-03 Equip Àfé 125.50", "2020-02-04 Sud -0.05" }));
    }

    [Test]
    public void In_utf8_a_place_counts_letters_not_bytes()
    {
        using var database = Database();
        var result = StagePass.Run(Request(database, Lines with { Fixed = Layout with { Encoding = "utf-8" } }, Case, Encoding.UTF8.GetBytes("   1202002031Àèíóúç·ñ  00012550\n")));
        Assert.That(Said(result), Is.Empty);
        Assert.That(database.Query("SELECT team || amount FROM stg.\"case\"", r => r.GetString(0)), Is.EqualTo(new[] { "Àèíóúç·ñ125.50" }));
    }

    [TestCase("   1202002031Equip     0001255\n", 30, TestName = "a line cut short")]
    [TestCase("   1202002031Equip      00012550\n", 32, TestName = "a line with a letter too many")]
    public void A_line_of_another_length_is_no_record(string line, int length)
    {
        using var database = Database();
        var result = StageText(database, Lines, Case, "   9202002031Equip     00012550\n" + line);
        var finding = result.Findings.Single();
        Assert.That((finding.Rule, finding.Line, finding.Args), Is.EqualTo(("row_malformed", 2, $"{{\"length\":\"{length}\",\"characters\":\"31\"}}")));
        Assert.That((result.Staged, result.Rejected), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public void What_a_short_line_lacks_may_be_declared_blank_and_blanks_behind_a_record_do_no_harm()
    {
        using var database = Database();
        var padded = Lines with { Fixed = Layout with { PadsShortLines = true } };
        Assert.That(StageText(database, padded, Case, "   1202002031\n   2202002031Equip     00012550    \n").Staged, Is.EqualTo(2));
        Assert.That(database.Query("SELECT coalesce(team, '-') FROM stg.\"case\" ORDER BY 1", r => r.GetString(0)), Is.EqualTo(new[] { "-", "Equip" }));
    }

    [Test]
    public void A_value_that_breaks_a_rule_is_told_with_its_column_and_a_footer_that_counts_otherwise_is_a_cut()
    {
        using var database = Database();
        var result = StageText(database, Lines with { Fixed = Layout with { FooterRequired = true } }, Case, "   1202013331Equip     0001x550\nTotal 5\n");
        Assert.That(result.Findings.Select(f => $"{f.Rule} {f.Field} {f.Column} {f.Line}"), Is.EqualTo(new[] { "mandatory_untypable opened_on DtObertura 1", "amount_not_number amount Import 1" }));
        Assert.That(result.Cuts, Is.EqualTo(new[] { "the footer names 5 records, the file holds 1" }));
        using var other = Database();
        Assert.That(StageText(other, Lines with { Fixed = Layout with { FooterRequired = true } }, Case, "   1202002031Equip     00012550\n").Cuts, Is.EqualTo(new[] { "the footer line is missing" }));
    }

    [Test]
    public void A_file_without_line_ends_is_refused_before_it_fills_the_memory()
    {
        using var database = Database();
        Assert.That(() => StageText(database, Lines, Case, new string('7', 3 << 20)), Throws.TypeOf<ExtractUnreadable>().With.Message.Contains("file.csv:1").And.Message.Contains("31 characters"));
    }
}
