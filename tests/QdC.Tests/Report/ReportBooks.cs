using System.Collections.Concurrent;
using ClosedXML.Excel;
using NUnit.Framework;
using QdC.Cli.App;
using QdC.Metrics;
using QdC.Pipeline.Query;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Report;

/// <summary>Reports of mini, made by <c>qdc report</c> once for all tests, and their figures asked for again one by one.</summary>
internal static class ReportBooks
{
    public const int Year = 2024;
    private static readonly ConcurrentDictionary<(string, string, bool), Lazy<Task<string>>> Made = new();
    private static readonly ConcurrentDictionary<(string, string, string, int, string, bool), Lazy<IReadOnlyList<Figure>>> Asked = new();
    private static readonly Lazy<Workspace> Definitions = new(() => Workspace.Load(MiniHome.Jobs));
    private static readonly Lazy<AreaVersion> Open = new(() => new AreaStore(new QdcHome(MiniHome.Root), AreaCode.Parse("mini"), TimeProvider.System).OpenCurrent());

    /// <summary>What reports need besides the area: a return that somebody typed in.</summary>
    private static readonly Dictionary<string, string> Returned = new()
    {
        ["conciliacio"] = "Variable;Any;Xifra declarada;D'on surt\npeople_attended;2024;10;=Memòria\nurgent_aid;2024;300,00;\npeople_attended sex=D;2023;3;\nopen_cases;2012;4;\nspend;2025;100;\ncoverage;2024;5,5 %;\nurgent_aid funder=state;2024;12;\n",
    };

    private static FigureQuery Internal => field ??= new(new QdcHome(MiniHome.Root), Definitions.Value.Jobs, Definitions.Value.Metrics, TimeProvider.System);

    private static PublishedQuery Published => field ??= new(new QdcHome(MiniHome.Root), Definitions.Value.Metrics, TimeProvider.System);

    /// <summary>The repository's reports.</summary>
    public static IReadOnlyList<ReportDefinition> All { get; } = [.. Workspace.Load(Path.Combine(Repository.Root, "etl-jobs")).Reports.Reports.Values];

    public static IEnumerable<TestCaseData> Each() =>
        from report in All.Where(r => !IsOfNetwork(r))
        from language in FigureText.Codes
        select new TestCaseData(report, language).SetArgDisplayNames(report.Name, language);

    /// <summary>True when it compares areas: it has tests of its own.</summary>
    public static bool IsOfNetwork(ReportDefinition report) => report.Sheets.SelectMany(s => s.Tables).Any(t => t.Form == TableForm.Peers);

    /// <summary>The figure of that name.</summary>
    public static Metric Metric(string name, string language) => Definitions.Value.Metrics.Metrics.Values.Single(m => m.Texts[language].Name == name);

    /// <summary>The file of a report.</summary>
    public static Task<string> File(string report, string language, bool isPublic = false) =>
        Made.GetOrAdd((report, language, isPublic), key => new(() => Make(key.Item1, key.Item2, key.Item3))).Value;

    private static async Task<string> Make(string report, string language, bool isPublic)
    {
        await MiniHome.Published();
        var path = Path.Combine(MiniHome.Root, $"{report}-{language}{(isPublic ? "-public" : "")}.xlsx");
        string[] returned = Returned.TryGetValue(report, out var text) ? ["--return", Written(report, text)] : [];
        var made = await MiniHome.Run(["report", report, "--area", "mini", "--year", $"{Year}", "--lang", language, "--audience", isPublic ? "public" : "internal", "-o", path, .. returned]);
        Assert.That(made.Code, Is.Zero, made.Error);
        return path;
    }

    private static string Written(string report, string text)
    {
        var path = Path.Combine(MiniHome.Root, $"{report}-{Guid.NewGuid():N}.csv");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The tables of figures and of changes that a workbook holds.</summary>
    public static IEnumerable<(ReportTableDefinition Definition, IXLTable Table)> Tables(IXLWorkbook book, ReportDefinition report, string language)
    {
        var names = new HashSet<string>();
        foreach (var sheet in report.Sheets)
        {
            foreach (var table in sheet.Tables.Where(t => t.Form is TableForm.Figures or TableForm.Change))
            {
                var name = Named(report, table, names);
                if (book.TryGetWorksheet(sheet.Names[language], out var there) && there.Tables.FirstOrDefault(t => t.Name == name) is { } made)
                {
                    yield return (table, made);
                }
            }
        }
    }

    /// <summary>Compares every cell of every table of figures with the figure asked for anew. Gives back how many there were.</summary>
    public static int Compare(IXLWorkbook book, ReportDefinition report, string language, bool isPublic = false)
    {
        var compared = 0;
        var text = FigureText.In(language);
        foreach (var (table, made) in Tables(book, report, language))
        {
            var name = made.Name;
            var headers = made.HeadersRow().Cells().Select(c => c.GetString()).ToList();
            foreach (var row in made.DataRange.Rows().Take(made.ShowTotalsRow ? made.DataRange.RowCount() : int.MaxValue))
            {
                var first = row.Cell(1).GetString();
                if (table.Form == TableForm.Change)
                {
                    var metric = table.Metrics.Single(m => m.Texts[language].Name == first);
                    Same(row.Cell(3), metric, Total(metric, report.Period, headers[2]), $"{name} {first}");
                    compared++;
                    continue;
                }
                foreach (var (metric, header) in table.Across is null ? table.Metrics.Select(m => (m, m.Texts[language].Name)) : headers.Skip(1).Select(h => (table.Metrics[0], h)))
                {
                    var at = headers.IndexOf(header);
                    if (at < 0)
                    {
                        continue;
                    }
                    var expected = table.Periods is { } kind ? Total(metric, kind, first) : Member(metric, report.Period, table, [.. row.Cells(1, table.By.Count).Select(c => c.GetString())], table.Across is null ? null : header);
                    if (expected is null && header == "Total" && table.Across is not null)
                    {
                        // Sensitive members are one here and several where the rows stand alone.
                        Assert.That(row.Cell(at + 1).GetDouble(), Is.EqualTo(row.Cells(2, at).Where(c => c.DataType == XLDataType.Number).Sum(c => c.GetDouble())).Within(1e-9), $"{name} {first}");
                        continue;
                    }
                    Same(row.Cell(at + 1), metric, expected, $"{name} {first} {header}");
                    compared++;
                }
            }
        }
        return compared;

        Figure? Total(Metric metric, string kind, string told)
        {
            var year = int.Parse(told.Split(' ')[^1]);
            return Ask(metric, [], kind, year, language, isPublic).SingleOrDefault(f => string.Equals(text.Period(kind, f.PeriodEnd), told, StringComparison.OrdinalIgnoreCase));
        }

        Figure? Member(Metric metric, string kind, ReportTableDefinition table, List<string> labels, string? across)
        {
            // The column of totals beside members that stand across has no member of its own.
            var isTotal = across is "Total";
            IReadOnlyList<string> by = across is null || isTotal ? table.By : [.. table.By, table.Across!];
            var wanted = across is null || isTotal ? labels : [.. labels, across];
            var figures = Ask(metric, by, kind, Year, language, isPublic);
            var last = new DateOnly(Year, 12, 31);
            return figures.SingleOrDefault(f => f.PeriodEnd == last && f.Members.Select(m => m.Label).SequenceEqual(wanted)) ?? figures.FirstOrDefault(f => f.PeriodEnd == last && f.Members.Count == 0 && by.Count > 0);
        }
    }

    private static IReadOnlyList<Figure> Ask(Metric metric, IReadOnlyList<string> by, string kind, int year, string language, bool isPublic) =>
        Asked.GetOrAdd((metric.Name, string.Join(',', by), kind, year, language, isPublic), _ => new(() => AskNow(metric, by, kind, year, language, isPublic))).Value;

    private static IReadOnlyList<Figure> AskNow(Metric metric, IReadOnlyList<string> by, string kind, int year, string language, bool isPublic)
    {
        try
        {
            lock (Open)
            {
                return isPublic
                    ? Published.Ask(Open.Value, new PublishedRequest("mini", metric.Name, by, kind, year, null, language)).Figures
                    : Internal.Ask(Open.Value, new FigureRequest { Area = Definitions.Value.Area("mini"), Metric = metric.Name, By = by, Period = kind, Year = year, Language = language }).Figures;
            }
        }
        catch (NotPublished)
        {
            return [];
        }
    }

    private static void Same(IXLCell cell, Metric metric, Figure? figure, string where)
    {
        switch (figure)
        {
            case null:
                var isZero = cell.DataType == XLDataType.Number && cell.GetDouble() == 0;
                Assert.That(isZero ? metric.IsAmount || metric.DenominatorWhole.Count > 0 : cell.GetString() is "–" or "c", Is.True, $"{where}: nothing was counted, and the cell says {cell.GetString()}");
                break;
            case { Status: "suppressed" }:
                Assert.That(cell.GetString(), Is.EqualTo("c"), where);
                break;
            case { Value: { } value }:
                Assert.That(cell.DataType, Is.EqualTo(XLDataType.Number), where);
                Assert.That(cell.GetDouble(), Is.EqualTo(metric.Unit == "percent" ? value / 100 : value).Within(1e-9), where);
                Assert.That(cell.Style.NumberFormat.Format, Does.StartWith(metric.Format.Replace("#,0", "#,##0").Replace("€", "\"€\"")), where);
                Assert.That(cell.Style.NumberFormat.Format.EndsWith("\" p\"", StringComparison.Ordinal), Is.EqualTo(figure.Status == "provisional"), where);
                break;
            default:
                Assert.That(cell.GetString(), Is.EqualTo("–"), where);
                break;
        }
    }

    private static string Named(ReportDefinition report, ReportTableDefinition table, HashSet<string> names)
    {
        var what = table.Form == TableForm.Change ? "indicators" : string.Join('_', table.Across is { } across ? [.. table.By, across] : table.By);
        var name = $"{report.Name.Replace('-', '_')}_{what}";
        for (var n = 2; !names.Add(name); n++)
        {
            name = $"{report.Name.Replace('-', '_')}_{what}_{n}";
        }
        return name;
    }
}
