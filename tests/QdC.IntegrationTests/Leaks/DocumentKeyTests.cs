using ClosedXML.Excel;
using NUnit.Framework;
using QdC.IntegrationTests.SentBack;
using QdC.Samples.People;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Leaks;

/// <summary>Where a person's document is the number of their record it links the lists, and is seen nowhere.</summary>
internal sealed class DocumentKeyTests
{
    private const string Area = "garrotxa";
    private const string KeyColumn = "Codi persona";

    [Test]
    public void A_document_that_is_a_record_number_links_and_is_never_shown()
    {
        using var council = new Council();
        var documents = Documents(council).ToList();
        var scan = new LeakScan(documents);

        var outcome = council.Run(Area);
        foreach (string[] command in new string[][] { ["rejects", Area, "--state", "all", "--limit", "10000"], ["rejects", Area, "--json"], ["rejects", Area, "--export", Path.Combine(council.Home.Root, "export.xlsx")] })
        {
            scan.Text($"output of {string.Join(' ', command[..1])}", QdcProcess.Run(council, command).Said);
        }

        scan.Folder(council.Home.Root);
        using var log = council.Log(Area);
        using var version = council.Store(Area).OpenCurrent();
        var shown = log.Findings().Where(f => f.Finding is { Rule: "value_untypable", Extract: "person" }).Select(f => f.Finding.RecordNo).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Version, Is.EqualTo(1));
            Assert.That(documents, Has.Count.GreaterThan(20));
            Assert.That(shown.Count(number => number!.StartsWith("****", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(documents.Count), "each of them was asked about");
            Assert.That(version.Session.Scalar<long>("SELECT count(*) FROM star.dim_person WHERE is_inferred"), Is.LessThan(10), "the lists link by them");
            Assert.That(scan.Leaks.Select(l => l.Place), Is.Empty);
        }
    }

    /// <summary>The documents that are record numbers, after a birth date that is none was put beside each in the first delivery.</summary>
    private static IEnumerable<Canary> Documents(Council council)
    {
        var path = Path.Combine(council.FolderOf(Area, "gess"), "gess_persones_20250131.xlsx");
        using var workbook = new XLWorkbook(path);
        var sheet = workbook.Worksheets.First();
        var header = sheet.RowsUsed().First(r => r.Cell(1).GetString() == KeyColumn);
        var birth = header.CellsUsed().Single(c => c.GetString() == "Data de naixement").Address.ColumnNumber;
        var found = new List<Canary>();
        foreach (var row in sheet.RowsUsed().Where(r => Identifiers.DocumentIsValid(r.Cell(1).GetString())))
        {
            found.Add(new Canary(CanaryKind.Dni, row.Cell(1).GetString(), KeyColumn));
            row.Cell(birth).SetValue("aviat");
        }

        workbook.Save();
        return found;
    }
}
