using System.Globalization;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Warehouse;

namespace QdC.Pipeline.Report;

/// <summary>Fills reports with the figures of a published version, by the queries that everybody asks.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="jobs">The declarative files.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="clock">The clock.</param>
public sealed class ReportFill(QdcHome home, JobSet jobs, MetricsFile metrics, TimeProvider clock)
{
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
        using var version = Open(new AreaStore(home, AreaCode.Parse(request.Area.Area), clock), request.AsOf);
        var periods = ReportPeriods.Read(version.Session, request.IsPublic);
        var period = periods.Last(request.Report.Name, kind, request.Year);
        var source = new ReportSource(version, request, new FigureQuery(home, jobs, metrics, clock), new PublishedQuery(home, metrics, clock), metrics);
        var sheets = Sheets(request, source, new ReportTables(source, periods, period));
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
            AreaName = request.Area.Name,
            Version = version.Version,
            HeldAs = request.AsOf is { } name && !IsNumber(name) ? name : null,
            Period = ReportWords.Capital(source.Text.Period(period.Kind, period.End)),
            DataDates = source.Dates,
            IsInternal = !request.IsPublic,
            Warning = request.Report.Warnings.GetValueOrDefault(language),
            Sheets = sheets,
            Definitions = [.. source.Used.Select(m => (m.Texts[language].Name, source.Text.Unit(m), m.Texts[language].Description))],
            Lacking = source.Lacking,
        };
    }

    private static List<ReportSheet> Sheets(ReportRequest request, ReportSource source, ReportTables tables)
    {
        var names = new HashSet<string>();
        return
        [
            .. request
                .Report.Sheets.Select(s => new ReportSheet(s.Names[request.Language], [.. s.Tables.Select(t => Block(t)).OfType<ReportBlock>()]))
                .Where(s => s.Blocks.Count > 0),
        ];

        ReportBlock? Block(ReportTableDefinition table)
        {
            if (table.Form == TableForm.Cards)
            {
                return tables.Cards(table.Metrics) is { Count: > 0 } cards ? new ReportBlock(cards, null) : null;
            }
            var filled = table.Form == TableForm.Change ? tables.Change(Name("indicators"), table.Metrics) : tables.Figures(Name(string.Join('_', table.Across is { } across ? [.. table.By, across] : table.By)), table);
            return filled is null ? null : new ReportBlock([], filled);
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

    private static AreaVersion Open(AreaStore store, string? asOf) =>
        asOf is null ? store.OpenCurrent()
        : IsNumber(asOf) && !store.Holds.Any(h => h.Name == asOf) ? store.OpenRead(int.Parse(asOf, CultureInfo.InvariantCulture))
        : store.OpenNamed(asOf);

    private static bool IsNumber(string text) => text.Length < 10 && text.All(char.IsAsciiDigit);
}
