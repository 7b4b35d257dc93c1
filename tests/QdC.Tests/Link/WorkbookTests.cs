using ClosedXML.Excel;
using NUnit.Framework;
using QdC.Samples.People;

namespace QdC.Tests.Link;

/// <summary>A workbook of persons is linked as the same persons in a CSV file are.</summary>
public sealed class WorkbookTests
{
    [Test]
    public void A_workbook_with_title_rows_dates_and_numbers_gives_what_the_text_gives()
    {
        using var box = new LinkBox();
        var rows = PersonRegister.Rows(new RegisterOptions { Persons = 1_500, Seed = 8 }).ToList();
        var text = box.Write("register.csv", rows.Select(r => string.Join(';', r)).Prepend(string.Join(';', PersonRegister.Columns)));
        using (var workbook = new XLWorkbook())
        {
            var sheet = workbook.AddWorksheet("Padró");
            sheet.Cell(1, 1).Value = "Registre de persones ateses";
            for (var c = 0; c < PersonRegister.Columns.Count; c++)
            {
                sheet.Cell(3, c + 1).Value = PersonRegister.Columns[c];
                for (var r = 0; r < rows.Count; r++)
                {
                    var cell = sheet.Cell(r + 4, c + 1);
                    if (PersonRegister.Columns[c] == "naixement" && DateTime.TryParseExact(rows[r][c], "dd/MM/yyyy", null, System.Globalization.DateTimeStyles.None, out var day))
                    {
                        cell.Value = day; // a date, as a workbook keeps it
                    }
                    else
                    {
                        cell.Value = rows[r][c];
                    }
                }
            }
            workbook.SaveAs(box.Path("register.xlsx"));
        }

        var (fromText, fromWorkbook) = (box.Link(text, PersonRegister.Fields, "persona"), box.Link(box.Path("register.xlsx"), PersonRegister.Fields, "persona", output: box.Path("clusters.csv")));

        Assert.That(fromWorkbook.Records, Is.EqualTo(rows.Count));
        Assert.That(fromWorkbook.Truth, Is.EqualTo(fromText.Truth));
        Assert.That(fromWorkbook.People, Is.EqualTo(fromText.People));
        var written = File.ReadAllLines(box.Path("clusters.csv"));
        Assert.That(written, Has.Length.EqualTo(rows.Count + 1));
        Assert.That(written[0], Is.EqualTo(string.Join(',', PersonRegister.Columns) + ",cluster_id"));
    }
}
