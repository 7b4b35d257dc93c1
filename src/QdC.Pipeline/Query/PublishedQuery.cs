using QdC.Metrics;
using QdC.Pipeline.Network;
using QdC.Warehouse;

namespace QdC.Pipeline.Query;

/// <summary>A published figure that somebody asks for.</summary>
/// <param name="Area">The area, or <see cref="NetworkRefresh.Name"/>.</param>
/// <param name="Metric">The metric.</param>
/// <param name="By">The dimension it is broken down by; none for the total.</param>
/// <param name="Period">The kind of period.</param>
/// <param name="Year">The year whose periods are wanted; null for the last complete period only.</param>
/// <param name="AsOf">The name of a held version; null for the current one.</param>
/// <param name="Language">Language of labels: ca, es or en.</param>
public sealed record PublishedRequest(string Area, string Metric, IReadOnlyList<string> By, string Period, int? Year, string? AsOf, string Language);

/// <summary>Answers questions for figures as they are seen outside an area: from <c>mart.published</c>, or the network's, and nothing else.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="clock">The clock.</param>
public sealed class PublishedQuery(QdcHome home, MetricsFile metrics, TimeProvider clock)
{
    /// <summary>Answers one question.</summary>
    /// <exception cref="UnknownName">The metric is none there is.</exception>
    /// <exception cref="NotPublished">No published table holds what is asked for.</exception>
    public FigureAnswer Ask(PublishedRequest request)
    {
        Declared(request); // a wrong question is wrong whatever is published
        var store = new AreaStore(home, AreaCode.Parse(request.Area), clock);
        using var version = request.AsOf is { } name ? store.OpenNamed(name) : store.OpenCurrent();
        return Ask(version, request);
    }

    /// <summary>Answers one question from a version, of the area or of the network, that is open already.</summary>
    /// <inheritdoc cref="Ask(PublishedRequest)"/>
    public FigureAnswer Ask(AreaVersion version, PublishedRequest request)
    {
        var (metric, breakdown) = Declared(request);
        var figures = Read(version.Session, request, breakdown);
        var asked = request.Year is { } year
            ? figures.Where(f => f.PeriodEnd.Year == year)
            : figures.Where(f => f.PeriodEnd == figures.Where(x => x.PeriodEnd <= x.DataAsOf).Max(x => (DateOnly?)x.PeriodEnd));
        return new FigureAnswer(request.Area, version.Version, metric, [.. asked.Select(f => f.In(request.Language))], FromMart: true);
    }

    private (Metric Metric, string Breakdown) Declared(PublishedRequest request)
    {
        var metric = UnknownName.Find("metric", request.Metric, metrics.Metrics);
        var tables = metrics.Published.Where(t => t.Metric == metric.Name).ToList();
        var breakdown = request.By.Count == 0 ? PublishedTable.Total : string.Join(',', request.By);
        return tables.Exists(t => t.Breakdown == breakdown && t.Periods.Contains(request.Period))
            ? (metric, breakdown)
            : throw new NotPublished(metric.Name, $"{breakdown} by {request.Period}", tables);
    }

    private static List<Figure> Read(DuckDbSession db, PublishedRequest request, string breakdown) =>
        db.Query(
            $"""
            SELECT period_start, period_end, member, coalesce(label_{request.Language}, member), numerator, denominator, value, status, reason, data_as_of
            FROM mart.{(request.Area == NetworkRefresh.Name ? "network" : "published")}
            WHERE area = ? AND metric = ? AND breakdown = ? AND period_kind = ?
            ORDER BY period_end, place, member
            """,
            r => new Figure(
                request.Period,
                r.GetFieldValue<DateOnly>(0),
                r.GetFieldValue<DateOnly>(1),
                breakdown == PublishedTable.Total ? [] : [new FigureMember(breakdown, r.GetString(2), r.GetString(3))],
                r.IsDBNull(4) ? null : r.GetDecimal(4),
                r.IsDBNull(5) ? null : r.GetDecimal(5),
                r.IsDBNull(6) ? null : r.GetDouble(6),
                r.GetString(7),
                r.IsDBNull(8) ? null : r.GetString(8),
                r.IsDBNull(9) ? null : r.GetFieldValue<DateOnly>(9)
            ),
            request.Area,
            request.Metric,
            breakdown,
            request.Period
        );
}

/// <summary>What is asked for is not among the tables that may be seen outside an area.</summary>
public sealed class NotPublished(string metric, string received, IReadOnlyList<PublishedTable> tables)
    : TerminalException(new Problem(
        "That is not published: outside an area only the declared tables are seen, whole",
        Where: metric,
        Received: received,
        Allowed: tables.Count == 0 ? "no table of this metric" : string.Join(" · ", tables.Select(t => $"{t.Breakdown} by {string.Join(", ", t.Periods)}"))));
