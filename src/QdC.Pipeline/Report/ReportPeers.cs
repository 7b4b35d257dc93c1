using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Network;
using QdC.Pipeline.Query;
using QdC.Warehouse;

namespace QdC.Pipeline.Report;

/// <summary>An area among the others, from what they publish and nothing else: the version of the network holds no more.</summary>
internal sealed class ReportPeers(DuckDbSession network, ReportRequest request, ReportSource source, ReportPeriod period, JobSet jobs)
{
    /// <summary>The published figure whose denominator is the inhabitants.</summary>
    private const string Sized = "coverage";

    private readonly Dictionary<(string Area, string Metric), Figure> _figures = network
        .Query(
            "SELECT area, metric, period_end, numerator, denominator, value, status, reason, data_as_of FROM mart.network WHERE breakdown = 'total' AND period_kind = ? AND period_start = ? AND area <> ?",
            r => (
                Key: (r.GetString(0), r.GetString(1)),
                Figure: new Figure(
                    period.Kind,
                    period.Start,
                    r.GetFieldValue<DateOnly>(2),
                    [],
                    r.IsDBNull(3) ? null : r.GetDecimal(3),
                    r.IsDBNull(4) ? null : r.GetDecimal(4),
                    r.IsDBNull(5) ? null : r.GetDouble(5),
                    r.GetString(6),
                    r.IsDBNull(7) ? null : r.GetString(7),
                    r.IsDBNull(8) ? null : r.GetFieldValue<DateOnly>(8)
                ).In(request.Language)
            ),
            period.Kind,
            period.Start,
            NetworkRefresh.Name
        )
        .ToDictionary(f => f.Key, f => f.Figure);

    private ReportWords Words => source.Words;

    private List<string> Areas => [.. _figures.Keys.Select(k => k.Area).Distinct().OrderBy(a => a != request.Area.Area).ThenBy(Name, StringComparer.Ordinal)];

    /// <summary>The areas with their inhabitants.</summary>
    public ReportTable? Sizes(string name) =>
        Areas.Count == 0
            ? null
            : new ReportTable(
                name,
                Words["areas"],
                [new(Words["area"], false, 42), new(Words["inhabitants"], true, 16), new(Words["like_size"], false, 16)],
                [.. Areas.Select(a => (IReadOnlyList<ReportCell>)[new(Name(a)), Inhabitants(a) is { } n ? new(null, n, "#,##0") : ReportCell.NotAvailable(), new(Words[IsPeer(a) ? "yes" : "no"])])]
            );

    /// <summary>A row a figure: the area's, its rank among those of like size, and every area's.</summary>
    public ReportTable? Compare(string name, IReadOnlyList<Metric> metrics)
    {
        var shown = metrics.Where(m => source.MayShow(m, [], period.Kind)).ToList();
        if (shown.Count == 0 || Areas.Count == 0)
        {
            return null;
        }
        var rows = shown.Select(metric =>
        {
            source.Uses(metric);
            foreach (var figure in Areas.Select(a => Of(a, metric)).OfType<Figure>())
            {
                source.Note(metric, [], figure);
            }
            return (IReadOnlyList<ReportCell>)
                [new(metric.Texts[request.Language].Name), new(source.Text.Unit(metric)), Rank(metric) is { } rank ? new(rank) : ReportCell.NotAvailable(), .. Areas.Select(a => source.Cell(metric, Of(a, metric)))];
        });
        return new ReportTable(
            name,
            Words["comparison"],
            [new(Words["indicator"], false, 42), new(Words["unit"], false, 14), new(Words["rank"], false, 10), .. Areas.Select(a => new ReportColumn(Name(a), true, 16))],
            [.. rows]
        )
        {
            Note = Words["rank_note"],
        };
    }

    /// <summary>The place among the peers that show the figure; null where the area does not.</summary>
    private string? Rank(Metric metric)
    {
        if (Of(request.Area.Area, metric) is not { Value: { } own })
        {
            return null;
        }
        var among = Areas.Where(IsPeer).Select(a => Of(a, metric)?.Value).OfType<double>().ToList();
        return among.Count == 0 ? null : $"{1 + among.Count(v => v > own)}{Words["of"]}{among.Count}";
    }

    private bool IsPeer(string area) => area == request.Area.Area ? Inhabitants(area) is not null : Inhabitants(request.Area.Area) is { } own && Inhabitants(area) is { } n && n >= own / 2 && n <= own * 2;

    private double? Inhabitants(string area) => (double?)_figures.GetValueOrDefault((area, Sized))?.Denominator;

    private Figure? Of(string area, Metric metric) => _figures.GetValueOrDefault((area, metric.Name));

    private string Name(string area) => jobs.Areas.GetValueOrDefault(area)?.Name ?? area;
}
