using System.Globalization;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Network;
using QdC.Pipeline.Query;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.Pipeline.Report;

/// <summary>Fills reports with the figures of a published version, by the queries that everybody asks.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="jobs">The declarative files.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="clock">The clock.</param>
public sealed class ReportFill(QdcHome home, JobSet jobs, MetricsFile metrics, TimeProvider clock)
{
    /// <summary>The variables of the RUDEL's form, where a council has given them. Default: null.</summary>
    public RudelForm? Rudel { get; init; }

    /// <summary>Fills one.</summary>
    /// <exception cref="UnknownName">The kind of period is none there is.</exception>
    /// <exception cref="VersionMissing">The version is not there.</exception>
    /// <exception cref="NothingPublished">It is for everybody, and nothing of it is published.</exception>
    public ReportDocument Fill(ReportRequest request)
    {
        var kind = request.Period ?? request.Report.Period;
        if (!PeriodKinds.All.Contains(kind))
        {
            throw new UnknownName("kind of period", kind, [.. PeriodKinds.All]);
        }
        var isOfNetwork = request.Report.Sheets.SelectMany(s => s.Tables).Any(t => t.Form == TableForm.Peers);
        request = isOfNetwork ? request with { IsPublic = true } : request; // areas are compared by what they publish, whoever asks
        var store = new AreaStore(home, AreaCode.Parse(isOfNetwork ? NetworkRefresh.Name : request.Area.Area), clock);
        using var version = ReportVersions.Open(store, request.AsOf);
        var periods = ReportPeriods.Read(version.Session, request.IsPublic, isOfNetwork ? "mart.network" : "mart.published");
        var period = periods.Last(request.Report.Name, kind, request.Year);
        var source = new ReportSource(version, request, new FigureQuery(home, jobs, metrics, clock), new PublishedQuery(home, metrics, clock), metrics);
        var lists = new ReportLists(home, jobs, metrics, clock, request, source, version, period) { Rudel = Rudel };
        var peers = isOfNetwork ? new ReportPeers(version.Session, request, source, period, jobs) : null;
        var sheets = Sheets(request, new ReportTables(source, periods, period), new ReportCounts(source, request, period), lists, new ReportReconciliation(home, jobs, metrics, clock, request, source, periods, version), peers);
        if (request.IsPublic && sheets.Count == 0)
        {
            throw new NothingPublished(request.Report.Name);
        }
        var language = request.Language;
        return new ReportDocument
        {
            Report = request.Report.Name,
            Title = request.Report.Texts[language].Name,
            Description = request.Report.Texts[language].Description,
            Language = language,
            Area = request.Area.Area,
            AreaName = request.Area.Name,
            Version = version.Version,
            HeldAs = request.AsOf is { } name && ReportVersions.AsNumber(store, name) is null ? name : null,
            Period = request.Returned is { } returned ? ReportWords.Capital(string.Join(", ", returned.Select(r => r.Year).Distinct().Order().Select(year => source.Text.Period("year", new DateOnly(year, 12, 31)))))
                : IsOfAPeriod(request.Report) ? ReportWords.Capital(source.Text.Period(period.Kind, period.End)) : source.Words["everything"],
            DataDates = source.Dates,
            Filters = lists.Between,
            IsInternal = !request.IsPublic,
            Corrections = isOfNetwork ? null : Corrected(request, version.Session, source),
            Warning = request.Report.Warnings.GetValueOrDefault(language),
            Sheets = sheets,
            Definitions = [.. source.Used.Select(m => (m.Texts[language].Name, source.Text.Unit(m), m.Texts[language].Description))],
            Lacking = source.Lacking,
        };
    }

    /// <summary>Whether closed periods were restated or what was told late was posted. To everybody only that: a single correction may be one person's.</summary>
    private static string? Corrected(ReportRequest request, DuckDbSession db, ReportSource source)
    {
        var (area, words) = (request.Area, source.Words);
        if (Corrections.Of(db) is not { } told)
        {
            return null;
        }
        var rule = string.Format(CultureInfo.InvariantCulture, words[area.ClosesYearly ? "years_close" : "months_close"], area.ClosingDays) + " " + words[area.PostCorrections ? "posted" : "restated"];
        return request.IsPublic ? rule : $"{rule} {string.Format(CultureInfo.InvariantCulture, words["corrections_told"], source.Text.Count(told.Count), source.Text.Euros(told.Euros), told.Last.ToString("d/M/yyyy", CultureInfo.InvariantCulture))}";
    }

    /// <summary>Deliveries and faults are those of all periods.</summary>
    private static bool IsOfAPeriod(ReportDefinition report) => report.Sheets.SelectMany(s => s.Tables).Any(t => t.Form != TableForm.List || t.List is "changes" or "staffing" or "rudel" or "reconciliation");

    private static List<ReportSheet> Sheets(ReportRequest request, ReportTables tables, ReportCounts counts, ReportLists lists, ReportReconciliation reconciliation, ReportPeers? peers)
    {
        var names = new HashSet<string>();
        return
        [
            .. request
                .Report.Sheets.SelectMany(s => s.IsEachSystem ? EachSystem(s) : [new ReportSheet(s.Names[request.Language], [.. s.Tables.SelectMany(Blocks)])])
                .Where(s => s.Blocks.Count > 0),
        ];

        IEnumerable<ReportSheet> EachSystem(ReportSheetDefinition sheet)
        {
            if (request.IsPublic || request.AsOf is not null)
            {
                lists.Fill("findings", ""); // says why there are none
            }
            return lists.FaultySystems().Select(system => new ReportSheet(SheetNames.Fit(sheet.Names[request.Language], system), [new ReportBlock([], lists.Findings(Name("findings"), system))]));
        }

        IEnumerable<ReportBlock> Blocks(ReportTableDefinition table)
        {
            if (table.Form == TableForm.Cards)
            {
                return tables.Cards(table.Metrics) is { Count: > 0 } cards ? [new ReportBlock(cards, null)] : [];
            }
            ReportTable?[] filled = table.Form switch
            {
                TableForm.Change => [tables.Change(Name("indicators"), table.Metrics)],
                TableForm.Counts => [counts.Totals(Name("counts"), table.Metrics)],
                TableForm.List when table.List == "reconciliation" => [reconciliation.Fill(Name("reconciliation"))],
                TableForm.List => [lists.Fill(table.List!, Name(table.List!))],
                TableForm.Peers => [peers!.Compare(Name("areas"), table.Metrics), peers.Sizes(Name("sizes"))],
                _ => [tables.Figures(Name(string.Join('_', table.Across is { } across ? [.. table.By, across] : table.By)), table)],
            };
            return filled.OfType<ReportTable>().Select(t => new ReportBlock([], t));
        }

        string Name(string what)
        {
            var name = $"{request.Report.Name.Replace('-', '_')}_{what}";
            for (var n = 2; !names.Add(name); n++)
            {
                name = $"{request.Report.Name.Replace('-', '_')}_{what}_{n}";
            }
            return name;
        }
    }
}
