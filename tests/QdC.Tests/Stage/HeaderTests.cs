using NUnit.Framework;
using QdC.Pipeline.Stage;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Stage;

[TestFixture]
internal sealed class HeaderTests
{
    [Test]
    public void Order_case_accents_and_punctuation_make_no_difference()
    {
        using var database = Database();
        var result = StageText(database, CaseCsv, Case, "EQUIP;id_expedient;Dt. Obertúra;ID ESTAT;Num-Expedient\n Nord ;1;03/02/2020;1;E1\n");

        Assert.That(result.Staged, Is.EqualTo(1));
        Assert.That(database.Scalar<string>("SELECT team || number FROM stg.\"case\""), Is.EqualTo("NordE1"));
    }

    [Test]
    public void The_first_alias_that_is_there_is_taken()
    {
        using var database = Database();
        StageText(database, CaseCsv, Case, "IdExpedient;DataObertura;DtObertura;IdEstat\n1;01/01/2001;02/02/2002;1\n");

        Assert.That(database.Scalar<int>("SELECT year(opened_on) FROM stg.\"case\""), Is.EqualTo(2002));
    }

    [Test]
    public void A_missing_required_column_stops_the_extract_and_names_file_line_columns_and_the_nearest()
    {
        var failure = Assert.Throws<ExtractUnreadable>(() => StageWith("IdExpedient;DtObertures;IdEstat;12345678Z\n1;03/02/2020;1;\n"))!;

        Assert.That(failure.Message, Does.Contain("file.csv:1").And.Contain("DtObertura or DataObertura (for opened_on)").And.Contain("columns IdExpedient, DtObertures, IdEstat, 99999999A").And.Contain("Did it become DtObertures?"));
    }

    [Test]
    public void A_missing_key_column_stops_the_extract() =>
        Assert.That(() => StageWith("Numero;DtObertura;IdEstat\n1;03/02/2020;1\n"), Throws.TypeOf<ExtractUnreadable>().With.Message.Contains("IdExpedient"));

    [Test]
    public void A_first_line_that_is_no_header_is_not_quoted()
    {
        var failure = Assert.Throws<ExtractUnreadable>(() => StageWith("Maria;Puig;Roca;Carrer Major\nJoan;Mas;Pla;Nou\n"))!;

        Assert.That(failure.Message, Does.Not.Contain("Maria").And.Not.Contain("Puig").And.Contain("4 fields"));
    }

    [Test]
    public void A_missing_optional_column_is_drift_and_no_finding()
    {
        var result = StageWith("IdExpedient;DtObertura;IdEstat\n1;03/02/2020;1\n");

        Assert.That(result.Findings, Is.Empty);
        Assert.That(result.Drifts.Where(d => d.Kind == DriftKind.ColumnMissing).Select(d => d.Field), Does.Contain("team").And.Contain("minutes"));
    }

    [Test]
    public void A_column_nobody_mapped_is_named_and_not_read()
    {
        using var database = Database();
        var result = StageText(database, CaseCsv, Case, "IdExpedient;DtObertura;IdEstat;Observacions;12345678Z\n1;03/02/2020;1;secret of Maria;x\n");

        Assert.That(result.Drifts.Where(d => d.Kind == DriftKind.ColumnUnknown).Select(d => d.What), Is.EqualTo(new[] { "Observacions", "99999999A" }));
        Assert.That(database.Scalar<long>("SELECT count(*) FROM duckdb_columns() WHERE table_name = 'case' AND column_name ILIKE '%observ%'"), Is.Zero);
    }

    [Test]
    public void A_needed_column_that_stands_twice_stops_the_extract_another_one_does_not()
    {
        Assert.That(() => StageWith("IdExpedient;DtObertura;IdEstat;id expedient\n1;03/02/2020;1;2\n"), Throws.TypeOf<ExtractUnreadable>().With.Message.Contains("twice"));
        Assert.That(StageWith("IdExpedient;DtObertura;IdEstat;Nota;nota\n1;03/02/2020;1;2;3\n").Drifts.Select(d => d.Kind), Does.Contain(DriftKind.ColumnTwice));
    }

    [Test]
    public void A_field_declared_unavailable_or_given_a_default_needs_no_column()
    {
        var columns = CaseCsv.Columns.ToDictionary(c => c.Key, c => c.Value);
        columns["opened_on"] = new() { Unavailable = "the council does not keep it" };
        columns["state"] = new() { Default = [new("closed", null), new("open", new DateOnly(2024, 1, 1)), new("closed", new DateOnly(2026, 1, 1))] };
        using var database = Database();
        var result = StageText(database, CaseCsv with { Columns = columns }, Case, "IdExpedient;Equip\n1;Nord\n");

        Assert.That(result.Findings, Is.Empty);
        Assert.That(database.Scalar<string>("SELECT state FROM stg.\"case\" WHERE opened_on IS NULL"), Is.EqualTo("open"));
    }

    [Test]
    public void Lines_before_the_header_and_the_hint_of_spreadsheets_are_preamble()
    {
        using var database = Database();
        var extract = CaseCsv with { Csv = CaseCsv.Csv! with { SkipLines = 2 } };
        var result = StageText(database, extract, Case, "Ajuntament de \"X\r\n\r\nsep=;\r\n\r\n" + CaseHeader + "\r\n" + CaseRow + "\r\n");

        Assert.That(result.Lines, Is.EqualTo(new LineCounts(Records: 1, Preamble: 4, Blank: 1, Footer: 0)));
        Assert.That(database.Scalar<int>("SELECT line FROM stg.\"case\""), Is.EqualTo(6));
    }

    [Test]
    public void An_empty_file_stops_the_extract() => Assert.That(() => StageWith(""), Throws.TypeOf<ExtractUnreadable>().With.Message.Contains("no header"));

    private static StageResult StageWith(string text)
    {
        using var database = Database();
        return StageText(database, CaseCsv, Case, text);
    }
}
