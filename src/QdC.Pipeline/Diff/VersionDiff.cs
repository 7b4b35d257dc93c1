using System.Text.RegularExpressions;
using QdC.Metrics;
using QdC.Pipeline.Check;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.Pipeline.Diff;

/// <summary>Compares two published versions of an area: deliveries, records, star and figures, each difference with its cause.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="jobs">The declarative files.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="clock">The clock.</param>
public sealed partial class VersionDiff(QdcHome home, JobSet jobs, MetricsFile metrics, TimeProvider clock)
{
    /// <summary>Looks the councils' record numbers up; null when the landing cannot be read, then records are named by their pseudonym.</summary>
    public RecordNumbers? Numbers { get; init; }

    /// <summary>Says what differs. Both versions are read only; nothing is written.</summary>
    /// <param name="area">The area.</param>
    /// <param name="before">The first version.</param>
    /// <param name="after">The second version; it may be the older one.</param>
    /// <param name="request">Which figures, and how much of everything.</param>
    /// <exception cref="VersionMissing">One of them is not there.</exception>
    /// <exception cref="UnknownName">The request names something that does not exist.</exception>
    public VersionComparison Compare(AreaFile area, int before, int after, DiffRequest request)
    {
        Check(request);
        var store = new AreaStore(home, AreaCode.Parse(area.Area), clock);
        var comparison = new VersionComparison { Area = area.Area, Before = before, After = after };
        if (before == after)
        {
            store.OpenRead(before).Dispose();
            return comparison;
        }

        using var log = AreaLog.OpenRead(home, AreaCode.Parse(area.Area), clock);
        var ledger = (log?.Deliveries() ?? []).ToDictionary(d => d.DeliveryId);
        using var db = store.OpenSideBySide(before, after);
        var versions = new TwoVersions(db);
        var built = versions.Each<string>("meta.build", table => $"SELECT max(fingerprint) FROM {table}");
        var data = versions.Each<DateOnly?>("meta.delivery", table => $"SELECT max(effective_date) FROM {table}");
        comparison = comparison with { DataBefore = data.Before, DataAfter = data.After, DefinitionDiffers = built.Before != built.After };

        DeliveryDiff.Prepare(db);
        RowDiff.Prepare(versions, jobs.Contract);
        FigureDiff.Prepare(versions, metrics, jobs.Contract, area.NewPersonYears, comparison.DefinitionDiffers);
        var (corrections, euros) = Corrected(versions);
        var hidden = FigureDiff.HideSensitive(versions, metrics);
        var where = FigureDiff.Where(request);
        return comparison with
        {
            Deliveries = DeliveryDiff.Read(db, ledger),
            Rows = RowExamples.Read(db, ledger, Numbers, request.Examples),
            Corrections = corrections,
            CorrectedEuros = euros,
            CorrectionsPosted = area.PostCorrections,
            Star = StarDiff.Read(versions),
            FiguresInAll = db.Scalar<long>("SELECT count(*) FROM figure_change"),
            Sensitive = hidden,
            FigureGroups = FigureDiff.Groups(db, metrics, where),
            Figures = FigureDiff.List(db, metrics, where, request.Figures, Labels(db, request)),
        };
    }

    /// <summary>What only the second version knows of closed periods.</summary>
    private static (long Count, decimal Euros) Corrected(TwoVersions versions) =>
        !versions.Has("v2", Corrections.Table)
            ? default
            : versions.Db.Query(
                $"SELECT count(*), coalesce(sum(euros), 0) FROM v2.{Corrections.Table} AS c {(versions.Has("v1", Corrections.Table) ? $"ANTI JOIN v1.{Corrections.Table} USING (subject, record, told_on)" : "")}",
                row => (row.GetInt64(0), row.GetDecimal(1)))[0];

    private void Check(DiffRequest request)
    {
        if (request.Metric is { } metric)
        {
            UnknownName.Find("metric", metric, metrics.Metrics);
        }
        if (request.By is { } by)
        {
            UnknownName.Find("dimension", by, metrics.Dimensions);
        }
        string[] kinds = ["month", "quarter", "year", "rolling12"];
        if (request.Period is { } period && !kinds.Contains(period) && !YearOrMonth().IsMatch(period))
        {
            throw new UnknownName("period", period, [.. kinds, "a year such as 2024", "a month such as 2025-01"]);
        }
    }

    /// <summary>Names members as the second version does.</summary>
    private Func<string, string, string> Labels(DuckDbSession db, DiffRequest request)
    {
        if (request.By is not { } by)
        {
            return (_, member) => member;
        }
        db.Execute("USE v2");
        var members = DimensionMembers.Read(db, metrics.Dimensions[by], request.Language);
        return (_, member) => members.Of(member).Label;
    }

    [GeneratedRegex(@"^[12]\d{3}(-(0[1-9]|1[0-2]))?$")]
    private static partial Regex YearOrMonth();
}
