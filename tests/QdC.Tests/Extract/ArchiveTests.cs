using System.IO.Compression;
using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Stage;
using QdC.Tests.Stage;

namespace QdC.Tests.Extract;

/// <summary>Archives are read as folders; what is no harmless zip is refused before a byte of it is believed.</summary>
[TestFixture]
internal sealed class ArchiveTests
{
    private static readonly SystemFile System = new()
    {
        Name = "hestia",
        Manifest = "manifest*.json",
        Archives = "export_{date:yyyyMMdd}.zip",
        Extracts = [TestExtracts.PersonCsv with { File = "persones*.csv" }, TestExtracts.CaseCsv],
    };

    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("qdc-zip").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Files_of_an_archive_are_deliveries_of_its_date_unless_their_name_tells_another()
    {
        Zip("export_20250131.zip", ("dades/persones.csv", "a"), ("expedients_20250130.csv", "b"), ("nota.txt", "c"), ("__MACOSX/._persones.csv", "d"), ("manifest.json", """{ "files": { "persones.csv": { "rows": 7 } } }"""));
        Zip("export_20250228.zip", ("persones.csv", "aa"));
        Zip("altres.zip", ("persones.csv", "x"));
        var listing = FolderSource.Find(Source(), System);
        Assert.That(listing.Problems, Is.Empty);
        Assert.That(listing.Files.Select(f => $"{f.Name} {f.DateFromName:yyyy-MM-dd} {f.Promised?.Rows}"), Is.EqualTo(new[] { "persones.csv 2025-01-31 7", "persones.csv 2025-02-28 ", "expedients_20250130.csv 2025-01-30 " }));
        Assert.That(listing.Unclaimed, Is.EqualTo(new[] { "altres.zip", "export_20250131.zip/nota.txt" }));
        Assert.That(listing.Files.Select(f => Text(f.Path)), Is.EqualTo(new[] { "a", "aa", "b" }));
    }

    [Test]
    public void A_workbook_and_joined_files_are_read_out_of_an_archive_like_any_other()
    {
        var join = new JoinDefinition { Name = "equip", File = "equips.csv", Csv = new CsvDialect(), Key = [["Codi"]], By = [["Equip"]] };
        var system = System with { Manifest = null, Extracts = [TestExtracts.CaseCsv with { File = "casos.csv", Joins = [join] }, TestExtracts.CaseCsv with { Name = "book", Csv = null, Xlsx = new XlsxLayout(), File = "llibre.xlsx" }] };
        Zip("export_20250131.zip", ("casos.csv", "1"), ("equips.csv", "22"));
        using (var zip = ZipFile.Open(Path.Combine(_folder, "export_20250131.zip"), ZipArchiveMode.Update))
        using (var book = zip.CreateEntry("llibre.xlsx").Open())
        {
            book.Write(RawWorkbook.Of(RawWorkbook.Row(1, "A")));
        }
        File.WriteAllText(Path.Combine(_folder, "equips.csv"), "333"); // of no archive: another delivery's
        var files = FolderSource.Find(Source(), system).Files;
        Assert.That(Text(files[0].Joined.Single().Paths.Single()), Is.EqualTo("22"));
        using var content = new JoinedContent([new JoinedPart("equip", "equips.csv", files[0].Joined[0].Paths[0]), new JoinedPart("", "casos.csv", files[0].Path)]);
        Assert.That(new StreamReader(content).ReadToEnd(), Is.EqualTo("equip\t2\t\tequips.csv\n22\t1\t\tcasos.csv\n1"));
        Assert.That(() => FileGuard.Check(files[1].Path, files[1].Extract), Throws.Nothing);
        Assert.That(() => FileGuard.Check(files[1].Path, files[1].Extract, new WorkbookLimits { Entries = 1 }), Throws.TypeOf<ExtractUnreadable>());
        Assert.That(() => FileGuard.Check(files[0].Path, files[1].Extract), Throws.TypeOf<ExtractUnreadable>());
    }

    [TestCase("../persones.csv", "leads out of it")]
    [TestCase("/etc/persones.csv", "leads out of it")]
    [TestCase("a\\..\\persones.csv", "leads out of it")]
    [TestCase("C:persones.csv", "leads out of it")]
    [TestCase("altra/persones.csv", "the same name")]
    public void Names_that_lead_elsewhere_or_may_be_confused_are_refused(string name, string told)
    {
        Zip("export_20250131.zip", ("persones.csv", "a"), (name, "b"));
        Assert.That(Problem(), Does.Contain("export_20250131.zip").And.Contain(told));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Has.Exactly(1).Items);
    }

    [Test]
    public void A_bomb_is_refused_by_what_it_says_and_a_lie_about_its_size_by_its_bytes()
    {
        Zip("export_20250131.zip", ("persones.csv", new string(' ', 70 << 20)));
        Assert.That(Problem(), Does.Contain("larger unpacked than is accepted").And.Contain("70 MB"));
        Zip("export_20250131.zip", ("persones.csv", new string(' ', 5000)));
        Patch("export_20250131.zip", 5000, 10);
        var file = FolderSource.Find(Source(), System).Files.Single();
        Assert.That(() => Text(file.Path), Throws.TypeOf<ExtractUnreadable>().With.Message.Contains("export_20250131.zip/persones.csv"));
    }

    [Test]
    public void A_cut_archive_waits_for_the_rest_and_a_damaged_file_is_told()
    {
        Zip("export_20250131.zip", ("persones.csv", string.Join('\n', Enumerable.Range(0, 3000))));
        var path = Path.Combine(_folder, "export_20250131.zip");
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        Assert.That(Problem(), Does.Contain("cut, damaged").And.Contain("still being copied"));
        whole[200] ^= 0x55;
        File.WriteAllBytes(path, whole);
        var file = FolderSource.Find(Source(), System).Files.Single();
        Assert.That(() => Text(file.Path), Throws.TypeOf<ExtractUnreadable>());
    }

    [Test]
    public void An_encrypted_archive_is_told_as_such()
    {
        Zip("export_20250131.zip", ("persones.csv", "a"));
        var path = Path.Combine(_folder, "export_20250131.zip");
        var bytes = File.ReadAllBytes(path);
        foreach (var (mark, flags) in new[] { ("PK\u0003\u0004", 6), ("PK\u0001\u0002", 8) })
        {
            bytes[bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(mark)) + flags] |= 1;
        }
        File.WriteAllBytes(path, bytes);
        Assert.That(Problem(), Does.Contain("is encrypted").And.Contain("without password"));
    }

    [Test]
    public void What_is_recognised_and_landed_of_an_archive_is_the_file_in_it()
    {
        Zip("export_20250131.zip", ("expedients_20250131.csv", TestExtracts.CaseHeader + "\n" + TestExtracts.CaseRow));
        var jobs = new JobSet { Systems = new Dictionary<string, SystemFile> { ["hestia"] = System }, Areas = new Dictionary<string, AreaFile>(), Contract = null!, CodeLists = TestExtracts.Codes };
        var area = new AreaFile { Area = "prova", Number = 1, Name = "Prova", Municipalities = [], HistoryFrom = default, Sources = [Source()] };
        var packed = SourceScan.Scan(area, jobs, null).Deliveries.Single();
        using (var content = packed.Content!())
        {
            Assert.That(new StreamReader(content).ReadToEnd(), Does.StartWith(TestExtracts.CaseHeader));
        }
        File.Delete(Path.Combine(_folder, "export_20250131.zip"));
        File.WriteAllText(Path.Combine(_folder, "expedients_20250131.csv"), TestExtracts.CaseHeader + "\n" + TestExtracts.CaseRow);
        var plain = SourceScan.Scan(area, jobs, null).Deliveries.Single();
        Assert.That((packed.ContentHash, packed.Bytes, packed.FileName, packed.EffectiveDate), Is.EqualTo((plain.ContentHash, plain.Bytes, plain.FileName, plain.EffectiveDate)), "so the same file sent unpacked is no new delivery");
    }

    private string Problem() => FolderSource.Find(Source(), System).Problems.Single().ToString();

    private SourceFile Source() => new() { System = "hestia", Folder = _folder };

    private static string Text(string path)
    {
        using var reader = new StreamReader(SourceBytes.Open(path));
        return reader.ReadToEnd();
    }

    private void Zip(string name, params (string Name, string Text)[] files)
    {
        var path = Path.Combine(_folder, name);
        File.Delete(path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (file, text) in files)
        {
            using var writer = new StreamWriter(zip.CreateEntry(file).Open());
            writer.Write(text);
        }
    }

    private void Patch(string name, int size, int lie)
    {
        var path = Path.Combine(_folder, name);
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < bytes.Length - 4; i++)
        {
            if (BitConverter.ToInt32(bytes, i) == size)
            {
                BitConverter.GetBytes(lie).CopyTo(bytes, i);
            }
        }
        File.WriteAllBytes(path, bytes);
    }
}
