using System.Security.Cryptography;
using NUnit.Framework;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Tests.Stage;

namespace QdC.Tests.Extract;

[TestFixture]
internal sealed class FolderSourceTests
{
    private static readonly SystemFile System = new()
    {
        Name = "hestia",
        Manifest = "manifest_{date:yyyyMMdd}.json",
        Extracts =
        [
            TestExtracts.PersonCsv,
            TestExtracts.CaseCsv with { Corrections = "corrections_expedients_{date:yyyyMMdd}*.csv" },
        ],
    };

    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("qdc-source").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Files_are_told_apart_by_pattern_and_ordered_by_date()
    {
        Put("expedients_20250228.csv", "expedients_20250131_2.csv", "expedients_20250131_1.csv", "corrections_expedients_20250131.csv", "persones_20250131.csv", "~$notes.xlsx", ".hidden", "llegeix-me.txt", "12345678Z.csv");
        var listing = FolderSource.Find(Source(), System);

        Assert.That(listing.Files.Select(f => f.Name), Is.EqualTo(new[] { "persones_20250131.csv", "corrections_expedients_20250131.csv", "expedients_20250131_1.csv", "expedients_20250131_2.csv", "expedients_20250228.csv" }));
        Assert.That(listing.Files.Where(f => f.IsCorrection).Select(f => f.Name), Is.EqualTo(new[] { "corrections_expedients_20250131.csv" }));
        Assert.That(listing.Files[2].DateFromName, Is.EqualTo(new DateOnly(2025, 1, 31)));
        Assert.That(listing.Unclaimed, Is.EqualTo(new[] { "99999999A.csv", "llegeix-me.txt" }));
    }

    [Test]
    public void A_folder_that_is_not_there_is_a_problem()
    {
        var listing = FolderSource.Find(Source() with { Folder = Path.Combine(_folder, "no"), Origin = "areas/x.yaml:4" }, System);

        Assert.That(listing.Problems.Single().ToString(), Does.Contain("areas/x.yaml:4"));
    }

    [Test]
    public void A_manifest_gives_date_period_rows_and_hash()
    {
        Put("expedients_20250131.csv", "persones_20250131.csv");
        var hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(In("expedients_20250131.csv"))));
        File.WriteAllText(In("manifest_20250131.json"), $$"""
            { "ens_code": "4314820004", "source_system": "hestia", "source_version": "2024", "extract_from": "2024-01-01", "extract_to": "2025-01-31",
              "snapshot_date": "2025-01-30", "generated_at": "2025-02-01T03:00:00+01:00", "mode": "full", "date_basis": "event", "sequence": 2,
              "files": { "Expedients_20250131.csv": { "rows": 1, "sha256": "{{hash}}" }, "persones_20250131.csv": { "rows": 5, "sha256": "00" } } }
            """);
        var files = FolderSource.Find(Source(), System).Files;
        var (person, @case) = (files[0], files[1]);

        Assert.That((@case.Promised!.Rows, @case.Sequence, @case.Manifest!.ExtractFrom), Is.EqualTo((1L, 2, new DateOnly(2024, 1, 1))));
        Assert.That(EffectiveDate.Resolve(@case), Is.EqualTo(new EffectiveDate(new DateOnly(2025, 1, 30), DateOrigin.Manifest, null)));
        Assert.That(@case.KnownCuts(), Is.Empty);
        Assert.That(person.KnownCuts().Single(), Does.Contain("SHA-256"));
    }

    [Test]
    public void A_file_that_its_manifest_does_not_name_is_not_whole()
    {
        Put("expedients_20250131.csv");
        File.WriteAllText(In("manifest_20250131.json"), """{ "snapshot_date": "2025-01-31", "files": {} }""");

        Assert.That(FolderSource.Find(Source(), System).Files.Single().KnownCuts().Single(), Does.Contain("does not name"));
    }

    [Test]
    public void A_manifest_that_cannot_be_read_is_a_problem_with_its_line()
    {
        File.WriteAllText(In("manifest_20250131.json"), "{\n \"snapshot_date\": \"someday\" }");

        Assert.That(FolderSource.Find(Source(), System).Problems.Single().ToString(), Does.Contain("manifest_20250131.json:2").And.Not.Contain("someday"));
    }

    [Test]
    public void Without_a_date_a_file_waits_unless_one_is_given()
    {
        var file = new FoundFile { Extract = TestExtracts.CaseCsv with { File = "expedients*.csv" }, Path = "x", Name = "expedients.csv" };

        Assert.That(EffectiveDate.Resolve(file).Waiting!.ToString(), Does.Contain("expedients.csv").And.Contain("--as-of"));
        Assert.That(EffectiveDate.Resolve(file, new DateOnly(2025, 1, 31)).Origin, Is.EqualTo(DateOrigin.AsOf));
    }

    [Test]
    public void A_declared_cell_tells_the_date_as_date_or_within_a_text()
    {
        var extract = TestExtracts.CaseCsv with { Csv = null, Xlsx = new XlsxLayout { Sheets = ["Full*"], EffectiveDateCell = "B2" } };
        foreach (var cell in new[] { "<c r=\"B2\" s=\"1\"><v>45688</v></c>", "Dades a 31/01/2025" })
        {
            File.WriteAllBytes(In("llibre.xlsx"), RawWorkbook.Of(RawWorkbook.Row(1, "Títol") + RawWorkbook.Row(2, "Data", cell)));
            var date = EffectiveDate.Resolve(new FoundFile { Extract = extract, Path = In("llibre.xlsx"), Name = "llibre.xlsx" });
            Assert.That(date, Is.EqualTo(new EffectiveDate(new DateOnly(2025, 1, 31), DateOrigin.Cell, null)));
        }
    }

    [TestCase("a_{date:yyyyMMdd}*.csv", "a_20250131.csv", "2025-01-31")]
    [TestCase("a_{date:yyyyMMdd}*.csv", "A_20250131_part2.CSV", "2025-01-31")]
    [TestCase("a_{date:yyyyMMdd}*.csv", "a_20251331.csv", null)]
    [TestCase("a_{date:yyyyMMdd}.csv", "a_20250131b.csv", null)]
    [TestCase("a {date:yyyy-MM}.xlsx", "a 2025-02.xlsx", "2025-02-28")]
    [TestCase("a[1].{date:dd.MM.yyyy}?", "a[1].31.01.2025x", "2025-01-31")]
    public void File_patterns(string pattern, string name, string? date)
    {
        var matches = new FilePattern(pattern).Matches(name, out var found);

        Assert.That(matches ? found?.ToString("yyyy-MM-dd") : null, Is.EqualTo(date));
    }

    [Test]
    public void A_pattern_with_a_date_that_is_none_is_refused([Values("a_{date:hhmm}", "a_{date:yyyyMMdd", "{date:yyyyMM}{date:yyyyMM}", "{date:dd}")] string pattern) =>
        Assert.That(() => new FilePattern(pattern), Throws.ArgumentException);

    private SourceFile Source() => new() { System = "hestia", Folder = _folder };

    private string In(string name) => Path.Combine(_folder, name);

    private void Put(params string[] names)
    {
        foreach (var name in names)
        {
            File.WriteAllText(In(name), "x");
        }
    }
}
