using System.Diagnostics;
using System.Globalization;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Packaging;
using NUnit.Framework;
using QdC.Pipeline.Query;

namespace QdC.Tests.Report;

/// <summary>Every report, opened by LibreOffice: printed, and saved again with everything worked out anew.</summary>
public sealed class LibreOfficeTests
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "qdc-office-" + Guid.NewGuid().ToString("N"));
    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(p => new[] { Path.Combine(p, "soffice"), Path.Combine(p, "soffice.exe") }).FirstOrDefault(File.Exists);

    [OneTimeTearDown]
    public void Remove()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>Each report in one language, the next report in the next; each in all three where time is not the point.</summary>
    [TestCase(1)]
    [TestCase(3, Category = "Slow")]
    public async Task Every_report_is_printed_and_read_back_cell_by_cell(int languages)
    {
        if (Program is null)
        {
            Assert.Ignore("LibreOffice is not installed, so no report was opened by it: install libreoffice-calc (tests/run.sh does where it may).");
        }
        var originals = Directory.CreateDirectory(Path.Combine(Folder, "made")).FullName;
        var (files, toPrint) = (new List<string>(), new List<string>());
        foreach (var (i, report) in ReportBooks.All.Where(r => !ReportBooks.IsOfNetwork(r)).Index())
        {
            foreach (var n in Enumerable.Range(i, languages))
            {
                var language = FigureText.Codes[n % FigureText.Codes.Length];
                var file = Path.Combine(originals, $"{report.Name}-{language}.xlsx");
                File.Copy(await ReportBooks.File(report.Name, language), file, overwrite: true);
                files.Add(file);
            }
            toPrint.Add(files[^1]); // the page is the same in every language
        }
        var (again, printed) = (Convert("xlsx", files), Convert("pdf", toPrint));
        foreach (var file in files)
        {
            Compare(Path.GetFileNameWithoutExtension(file), file, Path.Combine(await again, Path.GetFileName(file)));
        }
        foreach (var file in toPrint)
        {
            var pdf = new FileInfo(Path.Combine(await printed, Path.GetFileNameWithoutExtension(file) + ".pdf"));
            Assert.That(Charts(Path.Combine(await again, Path.GetFileName(file))), Is.EqualTo(Charts(file)), $"{file}: its charts are drawn");
            Assert.That(pdf.Exists && pdf.Length > 10_000, Is.True, $"{file} is printed");
        }
    }

    /// <summary>What LibreOffice worked out and saved is what was written; totals are the numbers that were saved with them.</summary>
    private static void Compare(string name, string written, string read)
    {
        using var before = new XLWorkbook(written);
        using var after = new XLWorkbook(read);
        Assert.That(after.Worksheets.Select(s => s.Name), Is.EqualTo(before.Worksheets.Select(s => s.Name)), name);
        var compared = 0;
        foreach (var sheet in before.Worksheets.Where(s => !s.PivotTables.Any()))
        {
            var other = after.Worksheet(sheet.Name);
            foreach (var cell in sheet.CellsUsed())
            {
                var theirs = other.Cell(cell.Address.RowNumber, cell.Address.ColumnNumber);
                var where = $"{name} {sheet.Name}!{cell.Address}";
                if (cell.HasFormula)
                {
                    Assert.That(Number(theirs.CachedValue), Is.EqualTo(sheet.Range(cell.WorksheetColumn().Cell(Above(cell)), cell.CellAbove()).Cells().Where(c => c.DataType == XLDataType.Number).Sum(c => c.GetDouble())).Within(1e-6), where);
                }
                else if (cell.DataType == XLDataType.Number)
                {
                    Assert.That(theirs.GetDouble(), Is.EqualTo(cell.GetDouble()).Within(1e-9), where);
                }
                else
                {
                    Assert.That(theirs.GetString(), Is.EqualTo(cell.GetString()), where);
                }
                compared++;
            }
        }
        Assert.That(compared, Is.GreaterThan(10), name);
    }

    /// <summary>The numbers that each chart draws.</summary>
    private static List<string> Charts(string file)
    {
        using var package = SpreadsheetDocument.Open(file, isEditable: false);
        return
        [
            .. package.WorkbookPart!.WorksheetParts
                .SelectMany(s => s.DrawingsPart?.ChartParts ?? [])
                .Select(c => string.Join(' ', c.ChartSpace.Descendants<NumberingCache>().SelectMany(n => n.Descendants<NumericValue>()).Select(v => Math.Round(double.Parse(v.Text, CultureInfo.InvariantCulture), 6).ToString(CultureInfo.InvariantCulture))))
                .Order(StringComparer.Ordinal),
        ];
    }

    [Test]
    public async Task Pivot_tables_are_worked_out_and_give_the_total()
    {
        if (Program is null)
        {
            Assert.Ignore("LibreOffice is not installed, so no pivot table was worked out.");
        }
        string[] reports = ["persones-ateses", "serveis"];
        var files = await Task.WhenAll(reports.Select(r => ReportBooks.File(r, "ca")));
        var sheets = await Convert("csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false,false,false,false,-1", files); // every sheet, numbers as they are
        foreach (var file in files)
        {
            using var book = new XLWorkbook(file);
            var pivot = book.Worksheets.SelectMany(s => s.PivotTables).Single();
            var figure = pivot.Values.Single().SourceName;
            var source = pivot.SourceRange.Column(pivot.SourceRange.FirstRow().Cells().First(c => c.GetString() == figure).Address.ColumnNumber);
            var total = source.Cells().Where(c => c.DataType == XLDataType.Number).Sum(c => c.GetDouble());
            var lines = File.ReadAllLines(Path.Combine(sheets, $"{Path.GetFileNameWithoutExtension(file)}-{pivot.Worksheet.Name}.csv")).Where(l => l.Trim(';').Length > 0).ToList();
            var last = lines[^1].Split(';', StringSplitOptions.RemoveEmptyEntries)[^1].Trim('"');
            Assert.That(double.Parse(last, CultureInfo.InvariantCulture), Is.EqualTo(total).Within(0.005), file);
        }
    }

    /// <summary>The first row of the table a total stands under.</summary>
    private static int Above(IXLCell total) => total.Worksheet.Tables.Single(t => t.RangeAddress.Contains(total.Address)).HeadersRow().RowNumber() + 1;

    private static double Number(object? cached) => System.Convert.ToDouble(cached, CultureInfo.InvariantCulture);

    /// <summary>All files in one process: starting it takes longer than opening a report.</summary>
    private static async Task<string> Convert(string to, IReadOnlyList<string> files)
    {
        var form = to.Split(':')[0];
        var target = Directory.CreateDirectory(Path.Combine(Folder, form)).FullName;
        var start = new ProcessStartInfo(Program!, [$"-env:UserInstallation=file://{Folder}/profile-{form}", "--headless", "--convert-to", to, "--outdir", target, .. files]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var office = Process.Start(start)!;
        var (told, wrong) = (office.StandardOutput.ReadToEndAsync(), office.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await office.WaitForExitAsync(patience.Token);
        Assert.That(office.ExitCode, Is.Zero, await told + await wrong);
        return target;
    }
}
