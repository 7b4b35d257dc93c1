using System.IO.Compression;
using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Tests.Stage;

namespace QdC.Tests.Extract;

[TestFixture]
internal sealed class FileGuardTests
{
    private static readonly ExtractDefinition Csv = TestExtracts.CaseCsv;
    private static readonly ExtractDefinition Xlsx = TestExtracts.CaseCsv with { Csv = null, Xlsx = new XlsxLayout() };
    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("qdc-guard").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Extension_and_first_bytes_must_agree_with_the_declaration()
    {
        var book = RawWorkbook.Of(RawWorkbook.Row(1, "a"));
        Assert.That(() => Check("a.csv", "a;b"u8.ToArray(), Csv), Throws.Nothing);
        Assert.That(() => Check("a.xlsx", book, Xlsx), Throws.Nothing);
        Assert.That(() => Check("a.csv", book, Csv), Refused("a zip archive"));
        Assert.That(() => Check("a.xlsx", "a;b"u8.ToArray(), Xlsx), Refused("text"));
        Assert.That(() => Check("a.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3, 4], Xlsx), Refused("password"));
        Assert.That(() => Check("a.xls", book, Xlsx), Refused("extension"));
        Assert.That(() => Check("a.exe", "a;b"u8.ToArray(), Csv), Refused("extension"));
        Assert.That(() => Check("a.csv", "%PDF-1.7"u8.ToArray(), Csv), Refused("PDF"));
        Assert.That(() => Check("a.csv", [], Csv), Refused("empty"));
    }

    [Test]
    public void A_bomb_is_refused_before_it_is_opened()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => Check("a.xlsx", Zip(("xl/worksheets/sheet1.xml", new byte[300 << 20])), Xlsx, before: () => { before = GC.GetAllocatedBytesForCurrentThread(); clock.Restart(); }), Refused("unpacked"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100L << 20));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public void Too_many_parts_too_much_and_a_false_ratio_are_refused()
    {
        var limits = new WorkbookLimits { UnpackedBytes = 1 << 20, Entries = 10 };
        var parts = Enumerable.Range(0, 11).Select(i => ($"part{i}.xml", new byte[10])).ToArray();
        var noise = new byte[2 << 20];
        new Random(1).NextBytes(noise);

        Assert.That(() => Check("a.xlsx", Zip(parts), Xlsx, limits), Refused("11 parts"));
        Assert.That(() => Check("a.xlsx", Zip(("a.xml", noise)), Xlsx, limits), Refused("1 MB"));
        Assert.That(() => Check("a.xlsx", Zip(("a.xml", new byte[900_000])), Xlsx, limits), Refused("100"));
    }

    [Test]
    public void A_size_that_lies_lets_no_more_through_than_it_says()
    {
        var zip = Zip(("a.xml", new byte[900_000]));
        Forge(zip, 900_000, 10);

        using var archive = new ZipArchive(new MemoryStream(zip));
        using var content = archive.Entries[0].Open();
        var unpacked = new MemoryStream();
        Assert.That(() => content.CopyTo(unpacked), Throws.Nothing.Or.TypeOf<InvalidDataException>());
        Assert.That(unpacked.Length, Is.LessThanOrEqualTo(10));
    }

    [Test]
    public void A_document_type_is_refused()
    {
        const string Entity = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\">]><x>&a;</x>";

        Assert.That(() => Check("a.xlsx", Zip(("xl/workbook.xml", Encoding.UTF8.GetBytes(Entity))), Xlsx), Refused("document type"));
        Assert.That(() => Check("b.xlsx", Zip(("xl/workbook.xml", Encoding.Unicode.GetBytes(Entity))), Xlsx), Refused("document type"));
    }

    [Test]
    public void Damaged_workbooks_stop_the_extract_and_never_crash()
    {
        var sound = RawWorkbook.Of(RawWorkbook.Row(1, "IdExpedient", "DtObertura", "IdEstat") + RawWorkbook.Row(2, "1", "01/02/2020", "1"));
        using var database = TestExtracts.Database();
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var bytes = (byte[])sound.Clone();
            for (var n = 0; n < 1 + (i % 5); n++)
            {
                bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                var result = StagePass.Run(TestExtracts.Request(database, Xlsx with { Xlsx = new XlsxLayout() }, TestExtracts.Case, i % 7 == 0 ? bytes[..random.Next(4, bytes.Length)] : bytes));
                Assert.That(result.Staged + result.Rejected, Is.EqualTo(result.Records));
            }
            catch (ExtractUnreadable)
            {
                // That is the other right answer.
            }
        }
    }

    private static NUnit.Framework.Constraints.Constraint Refused(string because) => Throws.TypeOf<ExtractUnreadable>().With.Message.Contains(because);

    private static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return memory.ToArray();
    }

    private static void Forge(byte[] zip, int size, int lie)
    {
        for (var i = 0; i < zip.Length - 4; i++)
        {
            if (BitConverter.ToInt32(zip, i) == size)
            {
                BitConverter.GetBytes(lie).CopyTo(zip, i);
            }
        }
    }

    private void Check(string name, byte[] bytes, ExtractDefinition extract, WorkbookLimits? limits = null, Action? before = null)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        before?.Invoke();
        FileGuard.Check(path, extract, limits);
    }
}
