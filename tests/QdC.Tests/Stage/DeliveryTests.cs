using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Stage;

/// <summary>What holds of a delivery as a whole: cuts, encodings, keys of rejected rows, duplicates, corrections.</summary>
[TestFixture]
internal sealed class DeliveryTests
{
    private const string Sound = "1;E1;03/02/2020;1;;;Nord;P7;;;;;\r\n";
    private DuckDbSession _database = null!;

    [SetUp]
    public void Open() => _database = Database();

    [TearDown]
    public void Close() => _database.Dispose();

    [Test]
    public void A_missing_footer_that_must_be_there_cuts_the_delivery()
    {
        var extract = CaseCsv with { Csv = CaseCsv.Csv! with { FooterRequired = true } };

        Assert.That(StageText(_database, extract, Case, CaseHeader + "\r\n" + Sound).Cuts, Is.EqualTo(new[] { "the footer line is missing" }));
        Assert.That(StageText(_database, extract, Case, CaseHeader + "\r\n" + Sound + "Total registres;1\r\n").AbsenceMayBeApplied, Is.True);
    }

    [Test]
    public void A_footer_or_manifest_that_names_other_rows_cuts_the_delivery()
    {
        var extract = CaseCsv with { Csv = CaseCsv.Csv! with { Footer = "^Total registres;(?<rows>[0-9]+)" } };
        var footer = StageText(_database, extract, Case, CaseHeader + "\r\n" + Sound + "Total registres;2\r\n");
        var manifest = StagePass.Run(Request(_database, CaseCsv, Case, Latin(CaseHeader + "\r\n" + Sound)) with { PromisedRows = 3, KnownCuts = ["its hash differs"] });

        Assert.That(footer.Cuts, Is.EqualTo(new[] { "the footer names 2 records, the file holds 1" }));
        Assert.That(manifest.Cuts, Is.EqualTo(new[] { "its hash differs", "the manifest names 3 records, the file holds 1" }));
        Assert.That(manifest.AbsenceMayBeApplied, Is.False);
    }

    [Test]
    public void A_rejected_row_counts_as_present_and_one_without_key_forbids_absence()
    {
        var present = StageCase(Sound + "2;E1;bad;1;;;Nord;P7;;;;;\r\n", _database);
        Assert.That((present.Rejected, present.UnreadableKeys, present.AbsenceMayBeApplied), Is.EqualTo((1, 0, true)));
        Assert.That(_database.Query("SELECT source_key FROM stg.\"case_seen\"", r => r.GetGuid(0).ToString("N")), Is.EqualTo(present.Findings.Select(f => f.KeyHash)));

        var absent = StageCase(Sound + ";E1;03/02/2020;1;;;Nord;P7;;;;;\r\n", _database);
        Assert.That((absent.Rejected, absent.UnreadableKeys, absent.AbsenceMayBeApplied), Is.EqualTo((1, 1, false)));
        Assert.That(absent.Findings.Single().KeyHash, Has.Length.EqualTo(32));
    }

    [TestCase(3, false)]
    [TestCase(65_536, false)]
    [TestCase(70_000, null, Description = "more keys than are remembered: the engine tells")]
    public void Whether_a_key_stands_twice_is_known_from_the_pass_or_from_the_staged_table(int rows, bool? known)
    {
        var sound = string.Concat(Enumerable.Range(1, rows).Select(i => Sound.Replace("1;E1", $"{i};E1", StringComparison.Ordinal)));

        Assert.That(StageCase(sound, _database).RepeatsKeys, Is.EqualTo(known));
        Assert.That(AnyRepeated(), Is.False);
        Assert.That(StageCase(sound + Sound, _database).RepeatsKeys, Is.EqualTo(known is false ? true : known), "the first again, at the end");
        Assert.That(AnyRepeated(), Is.True);

        bool AnyRepeated() => DuplicateCheck.AnyRepeated(_database, Request(_database, CaseCsv, Case, []));
    }

    [Test]
    public void A_day_in_the_key_is_the_same_day_however_a_version_of_the_system_writes_it()
    {
        Guid Key(string form, string day)
        {
            var extract = CaseCsv with { Key = [["IdExpedient"], ["DtObertura", "DataObertura"]], Csv = CaseCsv.Csv! with { Dates = [form] } };
            StageText(_database, extract, Case, CaseHeader + "\r\n" + Sound.Replace("03/02/2020", day, StringComparison.Ordinal));
            return _database.Scalar<Guid>("SELECT source_key FROM stg.\"case\"");
        }

        Assert.That(Key("yyyy-MM-dd", "2020-02-03"), Is.EqualTo(Key("dd/MM/yyyy", "03/02/2020")), "else the record is counted twice, or closed and opened again");
        Assert.That(Key("dd/MM/yyyy", "02/03/2020"), Is.Not.EqualTo(Key("dd/MM/yyyy", "03/02/2020")));
    }

    [Test]
    public void A_row_without_key_keeps_its_name_from_run_to_run()
    {
        string Hash() => StageCase(";E1;03/02/2020;1;;;Nord;P7;;;;;\r\n", _database).Findings.Single().KeyHash;

        var first = Hash();
        Assert.That(Hash(), Is.EqualTo(first));
    }

    [Test]
    public void Equal_rows_of_one_key_are_silent_differing_ones_a_query_each()
    {
        var text = CaseHeader + "\r\n" + Sound + Sound.Replace("Nord", "Sud") + Sound + Sound.Replace("E1", "E2") + Sound;
        var request = Request(_database, CaseCsv, Case, Latin(text));
        var result = StagePass.Run(request);
        var findings = DuplicateCheck.Run(_database, request, result.Keys);

        Assert.That(result.Staged, Is.EqualTo(5), "duplicates are not removed here");
        Assert.That(findings.Select(f => f.Line), Is.EqualTo(new int?[] { 3, 5 }));
        Assert.That(findings.Select(f => f.Rule).Distinct().Single(), Is.EqualTo("duplicate_differs"));
        Assert.That(findings.Select(f => f.RecordNo), Is.All.EqualTo("1"));
        Assert.That(findings.Select(new FindingText(request.CodeLists, "en").Sentence), Is.EqualTo(new[]
        {
            "Another row (line 6), which is the one that loads, has the same key and other values: Equip.",
            "Another row (line 6), which is the one that loads, has the same key and other values: NumExpedient.",
        }));
    }

    [Test]
    public void The_row_hash_tells_changes_in_what_is_kept_and_in_nothing_else()
    {
        ulong Hash(string row)
        {
            StageCase(row, _database);
            return _database.Scalar<ulong>("SELECT row_hash FROM stg.\"case\"");
        }

        var before = Hash(Sound);
        Assert.That(Hash("\r\n" + Sound.Replace("Nord", " Nord ")), Is.EqualTo(before));
        Assert.That(Hash(Sound.Replace("Nord", "Sud")), Is.Not.EqualTo(before));
        Assert.That(Hash(Sound.Replace("Nord;P7;;", "Nord;P7;;bad")), Is.Not.EqualTo(before), "a flaw is a change");
    }

    [Test]
    public void Rows_sent_back_are_read_with_their_corrected_cells_and_no_others()
    {
        var text = CaseHeader + "\r\n" + Sound + "2;E1;bad;1;;;Nord;P7;;;;;\r\n3;E1;bad;1;;;Nord;P7;;;;;\r\n";
        var cells = new Dictionary<string, Pipeline.Conform.Personal<string>> { ["dt obertura"] = new("04/02/2020") };
        var result = StagePass.Run(Request(_database, CaseCsv, Case, Latin(text)) with
        {
            Only = new Dictionary<RowPlace, IReadOnlyDictionary<string, Pipeline.Conform.Personal<string>>> { [new RowPlace(null, 3)] = cells },
            PromisedRows = 3,
        });

        Assert.That((result.Records, result.Staged, result.Rejected, result.Cuts.Count), Is.EqualTo((1, 1, 0, 0)));
        Assert.That(_database.Scalar<int>("SELECT line FROM stg.\"case\" WHERE day(opened_on) = 4"), Is.EqualTo(3));
    }

    [Test]
    public void Bytes_that_are_no_text_make_the_value_untypable_and_nothing_else()
    {
        var extract = CaseCsv with { Csv = CaseCsv.Csv! with { Encoding = "utf-8" } };
        byte[] bytes = [.. Encoding.UTF8.GetBytes(CaseHeader + "\r\n" + "1;E1;03/02/2020;1;;;N"), 0xE0, .. "ord;P7;;;;;\r\n2;E1;03/02/2020;1;;;Àger;P7;;;;;\r\n"u8];
        var result = StagePass.Run(Request(_database, extract, Case, bytes));

        Assert.That(Said(result), Is.EqualTo(new[] { "value_untypable team" }));
        Assert.That(_database.Query("SELECT coalesce(team, '-') FROM stg.\"case\" ORDER BY row_no", r => r.GetString(0)), Is.EqualTo(new[] { "-", "Àger" }));
    }

    [Test]
    public void Any_declared_code_page_and_any_mark_is_read()
    {
        const string Text = CaseHeader + "\r\n1;E1;03/02/2020;1;;;Àger l·l €;P7;;;;;\r\n";
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var (declared, bytes) in new (string, byte[])[]
        {
            ("windows-1252", Latin(Text)),
            ("utf-8", Encoding.UTF8.GetBytes(Text)),
            ("utf-8", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]),
            ("windows-1252", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]),
            ("utf-8", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)]),
            ("iso-8859-15", Encoding.GetEncoding("iso-8859-15").GetBytes(Text)),
        })
        {
            StagePass.Run(Request(_database, CaseCsv with { Csv = CaseCsv.Csv! with { Encoding = declared } }, Case, bytes));
            Assert.That(_database.Scalar<string>("SELECT team FROM stg.\"case\""), Is.EqualTo("Àger l·l €"), declared);
        }
    }

    [Test]
    public void An_encoding_that_does_not_exist_stops_the_extract() =>
        Assert.That(() => StageText(_database, CaseCsv with { Csv = CaseCsv.Csv! with { Encoding = "klingon" } }, Case, CaseHeader), Throws.TypeOf<ExtractUnreadable>());

    [Test]
    public void A_failed_pass_leaves_nothing_behind()
    {
        StageCase(Sound, _database);

        Assert.That(() => StageText(_database, CaseCsv, Case, "IdExpedient\r\n1\r\n"), Throws.TypeOf<ExtractUnreadable>());
        Assert.That(_database.Scalar<long>("SELECT count(*) FROM stg.\"case\""), Is.EqualTo(1));
    }
}
