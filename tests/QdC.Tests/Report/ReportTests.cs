using System.IO.Compression;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using NUnit.Framework;
using QdC.Metrics;
using QdC.Tests.Cli;

namespace QdC.Tests.Report;

/// <summary>What <c>qdc report</c> writes, read back.</summary>
public sealed class ReportTests
{
    private static readonly string[] Errors = ["#NAME?", "#REF!", "#VALUE!", "#DIV/0!"];

    private static IEnumerable<TestCaseData> Each => ReportBooks.Each();

    private static IEnumerable<TestCaseData> Names => ReportBooks.All.Where(r => r.Sheets.SelectMany(s => s.Tables).Any(t => t.Form is TableForm.Figures or TableForm.Change)).Select(r => new TestCaseData(r).SetArgDisplayNames(r.Name));

    [TestCaseSource(nameof(Each))]
    public async Task Every_cell_is_the_figure_that_a_query_gives(ReportDefinition report, string language)
    {
        using var book = new XLWorkbook(await ReportBooks.File(report.Name, language));
        if (report.Sheets.SelectMany(s => s.Tables).Any(t => t.Form is TableForm.Figures or TableForm.Change))
        {
            Assert.That(ReportBooks.Compare(book, report, language), Is.GreaterThan(20));
        }
        Assert.That(book.Worksheets.SelectMany(s => s.CellsUsed()).Where(c => !c.HasFormula).Select(c => c.GetString()), Has.None.AnyOf(Errors));
    }

    [TestCaseSource(nameof(Each))]
    public async Task No_figure_is_blank_and_what_is_no_number_is_told_below(ReportDefinition report, string language)
    {
        var hasFigures = report.Sheets.SelectMany(s => s.Tables).Any(t => t.Form is TableForm.Figures);
        foreach (var isPublic in hasFigures && language == "ca" ? new[] { false, true } : [false])
        {
            using var book = new XLWorkbook(await ReportBooks.File(report.Name, language, isPublic));
            foreach (var (definition, table) in ReportBooks.Tables(book, report, language).Where(t => t.Definition.Form == TableForm.Figures))
            {
                var total = table.ShowTotalsRow ? table.TotalsRow() : table.LastRow().RowBelow();
                var rows = table.DataRange.Rows().Concat(total.Cell(1).GetString() == "Total" ? [total] : Array.Empty<IXLRangeRow>());
                var cells = rows.SelectMany(r => r.Cells(Math.Max(1, definition.By.Count) + 1, table.ColumnCount())).Where(c => !c.HasFormula).ToList();
                var below = Enumerable.Range(1, 6).Select(i => table.LastRow().RowBelow(i).Cell(1)).SkipWhile(c => !c.IsMerged()).TakeWhile(c => c.IsMerged()).Select(c => c.GetString()).ToList();
                Assert.That(cells.Where(c => c.IsEmpty()).Select(c => c.Address), Is.Empty, table.Name);
                foreach (var (sign, isThere) in new[] { ("–", cells.Any(c => c.GetString() == "–")), ("c", cells.Any(c => c.GetString() == "c")), ("p", cells.Any(c => c.Style.NumberFormat.Format.EndsWith("\" p\"", StringComparison.Ordinal))) })
                {
                    Assert.That(below.Any(t => t.StartsWith($"{sign}: ", StringComparison.Ordinal)), Is.EqualTo(isThere), $"{table.Name}: {sign}");
                }
            }
        }
    }

    [TestCaseSource(nameof(Names))]
    public async Task Seen_from_outside_it_holds_what_is_published_and_nothing_else(ReportDefinition report)
    {
        using var book = new XLWorkbook(await ReportBooks.File(report.Name, "ca", isPublic: true));
        Assert.That(ReportBooks.Compare(book, report, "ca", isPublic: true), Is.GreaterThan(0));
        var cells = book.Worksheets.SelectMany(s => s.CellsUsed()).Where(c => !c.HasFormula).Select(c => c.GetString()).ToList();
        Assert.That(cells, Has.None.StartsWith("Equip "), "teams are people too");
        Assert.That(cells, Has.Some.Contains("Es pot difondre").And.Some.Contains("No es publica fora de l'àrea").And.None.Contains("Ús intern"));
    }

    [TestCaseSource(nameof(Each))]
    public async Task It_is_the_format_to_the_letter_so_that_nothing_asks_to_repair_it(ReportDefinition report, string language)
    {
        using var package = SpreadsheetDocument.Open(await ReportBooks.File(report.Name, language), isEditable: false);
        var wrong = new OpenXmlValidator().Validate(package).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}").ToList();
        Assert.That(wrong, Is.Empty);
        var tables = package.WorkbookPart!.WorksheetParts.SelectMany(s => s.TableDefinitionParts).Select(t => t.Table!).ToList();
        Assert.That(tables.Select(t => t.Name!.Value), Is.Unique);
        Assert.That(tables.Select(t => t.TableColumns!.Elements<DocumentFormat.OpenXml.Spreadsheet.TableColumn>().Select(c => c.Name!.Value!.ToUpperInvariant())), Has.All.Unique);
    }

    [Test]
    public async Task The_cover_says_what_it_is_of_which_data_and_what_is_missing()
    {
        using var book = new XLWorkbook(await ReportBooks.File("memoria", "ca"));
        var cover = book.Worksheets.First().CellsUsed().Select(c => c.GetString()).ToList();
        Assert.That(cover, Has.Some.EqualTo("Memòria anual de l'àrea").And.Some.EqualTo("Mini").And.Some.EqualTo("Any 2024").And.Some.EqualTo("31/01/2025"));
        Assert.That(cover, Has.Some.StartsWith("Ús intern").And.Some.EqualTo("Sense denominador").And.Some.StartsWith("Persones diferents amb almenys una actuació manual"));
    }

    [Test]
    public async Task A_total_adds_up_by_a_formula_where_that_is_right_and_is_the_figure_of_the_whole_elsewhere()
    {
        using var book = new XLWorkbook(await ReportBooks.File("memoria", "ca"));
        var bySex = Table(book, "memoria_age_band_sex");
        Assert.That(bySex.ShowTotalsRow, Is.True);
        var sum = bySex.TotalsRow().LastCell();
        Assert.That(sum.HasFormula, Is.True);
        var whole = (await MiniHome.Ask(new() { Area = MiniHome.Area, Metric = "people_attended", Year = 2024 })).Figures.Single().Value;
        using (var zip = ZipFile.OpenRead(await ReportBooks.File("memoria", "ca")))
        {
            using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet3.xml")!.Open());
            Assert.That(reader.ReadToEnd(), Does.Match($"r=\"{sum.Address}\"[^>]*><x:f>SUBTOTAL\\(9,[A-Z0-9:]+\\)</x:f><x:v>{whole}</x:v>"), "a preview that does not calculate shows it too");
        }

        var byMonth = Table(book, "memoria_month");
        Assert.That(byMonth.ShowTotalsRow, Is.False, "people attended in two months are one in the year");
        var below = byMonth.LastRow().RowBelow();
        Assert.That(below.Cell(1).GetString(), Is.EqualTo("Total"));
        Assert.That(below.Cell(2).GetDouble(), Is.EqualTo(whole));
        Assert.That(byMonth.DataRange.Column(2).Cells().Sum(c => c.GetDouble()), Is.GreaterThan(whole!.Value));
    }

    [Test]
    public async Task Heads_stay_and_are_repeated_and_pages_are_as_wide_as_the_paper()
    {
        using var book = new XLWorkbook(await ReportBooks.File("persones-ateses", "ca"));
        foreach (var sheet in book.Worksheets.Skip(1).Where(s => s.Tables.Any()))
        {
            Assert.That(sheet.SheetView.SplitRow, Is.GreaterThanOrEqualTo(3), sheet.Name);
            Assert.That(sheet.PageSetup.LastRowToRepeatAtTop, Is.EqualTo(sheet.SheetView.SplitRow), sheet.Name);
            Assert.That((sheet.PageSetup.PagesWide, sheet.PageSetup.PaperSize), Is.EqualTo((1, XLPaperSize.A4Paper)), sheet.Name);
            Assert.That(sheet.PageSetup.Footer.Left.GetText(XLHFOccurrence.OddPages), Does.Contain("Any 2024").And.Contain("1"), sheet.Name);
            Assert.That(sheet.PageSetup.Footer.Right.GetText(XLHFOccurrence.OddPages), Does.Contain("&P"), sheet.Name);
        }
        Assert.That(book.Worksheet("Detall").SheetView.SplitRow, Is.EqualTo(book.Worksheet("Detall").Tables.Single().HeadersRow().RowNumber()), "the head of a long table stays");
    }

    [Test]
    public async Task A_pivot_table_counts_the_rows_and_not_their_total()
    {
        using var book = new XLWorkbook(await ReportBooks.File("persones-ateses", "ca"));
        var pivot = book.Worksheets.SelectMany(s => s.PivotTables).Single();
        var detail = book.Worksheet("Detall").Tables.Single();
        Assert.That(pivot.SourceRange.LastRow().RowNumber(), Is.EqualTo(detail.DataRange.LastRow().RowNumber()));
        Assert.That(pivot.RowLabels.Select(r => r.SourceName), Is.EqualTo(new[] { "Municipi", "Franja d'edat" }));
    }

    [Test]
    public async Task A_chart_stands_only_where_every_figure_can_be_drawn()
    {
        int Charts(string file)
        {
            using var package = SpreadsheetDocument.Open(file, isEditable: false);
            return package.WorkbookPart!.WorksheetParts.Sum(s => s.DrawingsPart?.ChartParts.Count() ?? 0);
        }
        Assert.That(Charts(await ReportBooks.File("persones-ateses", "ca")), Is.EqualTo(3));
        using var seen = new XLWorkbook(await ReportBooks.File("persones-ateses", "ca", isPublic: true));
        Assert.That(Table(seen, "persones_ateses_month").DataRange.Column(2).Cells().Select(c => c.GetString()), Has.Some.EqualTo("c"));
        Assert.That(Charts(await ReportBooks.File("persones-ateses", "ca", isPublic: true)), Is.Zero, "a figure that is withheld would be drawn as none");
    }

    [Test]
    public async Task A_held_version_gives_equal_cells_after_a_later_delivery()
    {
        var root = Path.Combine(Path.GetTempPath(), "qdc-held-" + Guid.NewGuid().ToString("N"));
        try
        {
            await MiniHome.Published();
            var (home, jobs, sources) = (Path.Combine(root, "home"), Path.Combine(root, "jobs", "etl-jobs"), Path.Combine(root, "mini"));
            Directory.CreateDirectory(home);
            MiniHome.CopyJobs(jobs);
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "mini"), "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(sources, Path.GetRelativePath(Path.Combine(Repository.Root, "samples", "mini"), file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
            var area = Path.Combine(jobs, "areas", "mini.yaml");
            File.WriteAllText(area, File.ReadAllText(area).Replace(Path.Combine(Repository.Root, "samples").Replace('\\', '/') + "/mini", sources.Replace('\\', '/')));
            async Task<Dictionary<string, object>> Cells(params string[] asOf)
            {
                var path = Path.Combine(root, "report.xlsx");
                await Run(["report", "memoria", "--area", "mini", "--year", "2024", "-o", path, .. asOf]);
                using var book = new XLWorkbook(path);
                return book.Worksheets.SelectMany(s => s.CellsUsed().Select(c => (Key: $"{s.Name}!{c.Address}", Value: c.HasFormula ? c.FormulaA1 : c.Value))).ToDictionary(c => c.Key, c => c.Value);
            }
            async Task Run(string[] arguments)
            {
                var result = await Qdc.Run([.. arguments, "--home", home, "--jobs", jobs]);
                Assert.That(result.Code, Is.Zero.Or.EqualTo(2), result.Error);
            }

            await Run(["run", "mini", "--json"]);
            await Run(["hold", "mini", "1", "--as", "memoria-2024", "--reason", "handed in"]);
            var handedIn = await Cells("--as-of", "memoria-2024");
            var payments = Path.Combine(sources, "mini-office", "pagaments_20250131.csv");
            File.WriteAllText(payments.Replace("20250131", "20250228"), File.ReadAllText(payments).Replace(";150.00;", ";175.00;"));
            await Run(["run", "mini", "--json"]);

            Assert.That(await Cells("--as-of", "memoria-2024"), Is.EqualTo(handedIn));
            await Run(["report", "canvis", "--area", "mini", "--year", "2024", "--against", "memoria-2024", "-o", Path.Combine(root, "canvis.xlsx")]);
            using (var changes = new XLWorkbook(Path.Combine(root, "canvis.xlsx")))
            {
                var paid = Table(changes, "canvis_changes").DataRange.Rows().Single(r => r.Cell(1).GetString() == "Ajuts d'urgència" && r.Cell(2).GetString() == "Any 2024");
                Assert.That((paid.Cell(3).GetDouble(), paid.Cell(4).GetDouble(), paid.Cell(5).GetDouble()), Is.EqualTo((350.5, 375.5, 25d)).Within(1e-9));
                Assert.That(paid.Cell(6).GetString(), Is.EqualTo("l'origen ara diu una altra cosa"));
                Assert.That(changes.Worksheets.First().CellsUsed().Select(c => c.GetString()), Has.Some.EqualTo("canvis de la versió 1 a la 2"));
            }
            var (typed, told) = (Path.Combine(root, "return.csv"), Path.Combine(root, "conciliacio.xlsx"));
            File.WriteAllText(typed, "Variable,Year,Figure returned,Where from\nurgent_aid,2024,350.50,p. 3\nurgent_aid,2023,1,p. 4\n");
            await Run(["report", "conciliacio", "--area", "mini", "--return", typed, "--against", "memoria-2024", "-o", told]);
            using (var reconciled = new XLWorkbook(told))
            {
                var rows = Table(reconciled, "conciliacio_reconciliation").DataRange.Rows().ToList();
                Assert.That(rows[0].Cells(2, 5).Select(c => c.GetDouble()), Is.EqualTo(new[] { 2024, 350.5, 375.5, 25 }).Within(1e-9));
                Assert.That(rows[0].Cell(8).GetString(), Is.EqualTo("Era la xifra de la versió guardada, i ha canviat: l'origen ara diu una altra cosa"));
                Assert.That(rows[1].Cell(8).GetString(), Is.EqualTo("Tampoc no era la xifra de la versió guardada"));
            }
            Assert.That(await Cells(), Is.Not.EqualTo(handedIn), "the later delivery changed a payment");
            Assert.That((await Cells("--as-of", "1")).Count, Is.EqualTo(handedIn.Count));
        }
        finally
        {
            MiniHome.Remove(root);
        }
    }

    [Test]
    public async Task The_faults_of_the_quality_report_are_those_that_are_open()
    {
        using var book = new XLWorkbook(await ReportBooks.File("qualitat", "en"));
        var open = (await MiniHome.Run("rejects", "mini", "--json")).Json().EnumerateArray().ToList();
        Assert.That(open, Is.Not.Empty);
        var sheets = book.Worksheets.Where(s => s.Name.StartsWith("Faults · ", StringComparison.Ordinal)).ToList();
        Assert.That(sheets.Select(s => s.Name["Faults · ".Length..]), Is.EquivalentTo(open.Select(f => f.GetProperty("system").GetString()).Distinct()), "a sheet for each source system");
        foreach (var sheet in sheets)
        {
            var ofSystem = open.Where(f => f.GetProperty("system").GetString() == sheet.Name["Faults · ".Length..]).Select(f => f.GetProperty("finding_id").GetInt64());
            Assert.That(sheet.Tables.Single().DataRange.Rows().Select(r => r.Cell(1).GetValue<long>()), Is.EquivalentTo(ofSystem));
        }
        var listed = sheets.SelectMany(s => s.Tables.Single().DataRange.Rows()).ToDictionary(r => r.Cell(1).GetValue<long>());
        Assert.That(listed.Keys, Is.EquivalentTo(open.Select(f => f.GetProperty("finding_id").GetInt64())));
        foreach (var fault in open)
        {
            Assert.That(listed[fault.GetProperty("finding_id").GetInt64()].Cell(8).GetString(), Is.EqualTo(fault.TryGetProperty("received", out var value) ? value.GetString() ?? "" : ""), "masked as everywhere");
        }
        var rows = Table(book, "qualitat_deliveries").DataRange.Rows().ToList();
        Assert.That(rows.Select(r => r.Cell(2).GetString()), Does.Contain("cost line").And.None.Contains("_"), "extracts have the names of the field");
        Assert.That(rows.Select(r => r.Cell(4).GetDouble()), Is.EqualTo(rows.Select(r => Enumerable.Range(5, 4).Sum(c => r.Cell(c).GetDouble()))), "read = loaded + unchanged + rejected + duplicate");
        var held = await MiniHome.Run("report", "qualitat", "--area", "mini", "--as-of", "1", "--json", "-o", Path.Combine(MiniHome.Root, "held-quality.xlsx"));
        Assert.That(held.Out, Does.Contain("Diu l'estat d'avui").And.Not.Contain("\"Incidències\","), "today's faults are none of a held version");
    }

    [Test]
    public async Task The_list_names_every_report()
    {
        var list = await MiniHome.Run("report", "--list", "--lang", "en");
        Assert.That(list.Code, Is.Zero, list.Error);
        foreach (var report in ReportBooks.All)
        {
            Assert.That(list.Out, Does.Contain(report.Name));
        }
    }

    [TestCase("memorja --area mini -o {0}.xlsx", "Did you mean 'memoria'?")]
    [TestCase("memoria -o {0}.xlsx", "--area")]
    [TestCase("memoria --area mini", "-o FILE.xlsx")]
    [TestCase("memoria --area mini -o {0}.pdf", ".xlsx")]
    [TestCase("memoria --area mini --period week -o {0}.xlsx", "rolling12")]
    [TestCase("memoria --area mini --year 1999 -o {0}.xlsx", "2019 to 2025")]
    [TestCase("memoria --area mini --as-of never -o {0}.xlsx", "never")]
    public async Task A_wrong_question_is_told_and_writes_nothing(string line, string told)
    {
        await MiniHome.Published();
        var file = Path.Combine(MiniHome.Root, Guid.NewGuid().ToString("N"));
        var wrong = await MiniHome.Run(["report", .. string.Format(line, file).Split(' ')]);
        Assert.That(wrong.Code, Is.EqualTo(1));
        Assert.That(wrong.Error, Does.Contain(told));
        Assert.That(Directory.EnumerateFiles(MiniHome.Root, Path.GetFileName(file) + "*"), Is.Empty);
    }

    private static IXLTable Table(IXLWorkbook book, string name) => book.Worksheets.SelectMany(s => s.Tables).Single(t => t.Name == name);
}
