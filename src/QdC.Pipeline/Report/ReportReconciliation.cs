using System.Globalization;
using QdC.Metrics;
using QdC.Pipeline.Diff;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Warehouse;

namespace QdC.Pipeline.Report;

/// <summary>Holds what the area returned against what the warehouse says, difference by difference, with the causes that can be told. For the area only.</summary>
internal sealed class ReportReconciliation(QdcHome home, JobSet jobs, MetricsFile metrics, TimeProvider clock, ReportRequest request, ReportSource source, ReportPeriods periods, AreaVersion version)
{
    private ReportWords Words => source.Words;

    /// <summary>A row a figure that was returned; null where it may not be told.</summary>
    /// <exception cref="ReturnMissing">Nothing that was returned is given.</exception>
    public ReportTable? Fill(string name)
    {
        if (request.IsPublic)
        {
            source.Lacks(Words["reconciliation"], Words["inside"]);
            return null;
        }
        var returned = request.Returned ?? throw new ReturnMissing(request.Report.Name);
        using var held = request.Against is { } against ? ReportVersions.Open(new AreaStore(home, AreaCode.Parse(request.Area.Area), clock), against) : null;
        var before = held is null ? null : new ReportSource(held, request, new FigureQuery(home, jobs, metrics, clock), new PublishedQuery(home, metrics, clock), metrics);
        var changed = held is null ? [] : Changed(held);
        var rows = returned.Select(r => Row(r, before, changed)).ToList();
        return new ReportTable(
            name,
            Words["reconciliation"],
            [
                new(Words["indicator"], false, 44),
                new(Words["in_year"], false, 8),
                new(Words["returned"], true, 15),
                new(Words["warehouse"], true, 15),
                new(Words["difference"], true, 14),
                new(Words["change_share"], true, 12),
                .. held is null ? Array.Empty<ReportColumn>() : [new(string.Format(CultureInfo.InvariantCulture, Words["held_version"], request.Against), true, 15)],
                new(Words["likely"], false, 44),
                new(Words["where_from"], false, 28),
            ],
            rows
        )
        {
            Note = held is null ? Words["against_held"] : null,
        };
    }

    private IReadOnlyList<ReportCell> Row(ReturnedFigure returned, ReportSource? before, Dictionary<(string, int), IReadOnlyList<DiffCause>> changed)
    {
        var (variable, metric) = (returned.Variable, returned.Variable.Metric);
        var year = periods.Of("year", returned.Year);
        var now = year is null ? null : source.Kept(metric, variable.Where, variable.ByRegistration, year);
        var then = year is null || before is null ? null : before.Kept(metric, variable.Where, variable.ByRegistration, year);
        var difference = now?.Value - returned.Value;
        var format = ReportCells.Format(metric);
        return
        [
            new(Told(variable)),
            new(null, returned.Year, "0"),
            new(null, ReportCells.Held(metric, returned.Value), format),
            source.Cell(metric, now),
            difference is { } d ? new(null, ReportCells.Held(metric, Same(metric, returned.Value, now!.Value) ? 0 : d), $"+{format};-{format};{format}") : ReportCell.Empty,
            difference is { } of && returned.Value != 0 && metric.Unit != "percent" ? new(null, of / returned.Value, "+0.0 %;-0.0 %;0.0 %") : ReportCell.Empty,
            .. before is null ? Array.Empty<ReportCell>() : [source.Cell(metric, then)],
            new(ReportWords.Capital(string.Join("; ", Causes(returned, year, now, then, before is not null, changed)))),
            new(returned.From),
        ];
    }

    /// <summary>What may explain a difference, the surest first.</summary>
    private IEnumerable<string> Causes(ReturnedFigure returned, ReportPeriod? year, Figure? now, Figure? then, bool hasHeld, Dictionary<(string, int), IReadOnlyList<DiffCause>> changed)
    {
        var (variable, metric) = (returned.Variable, returned.Variable.Metric);
        if (year is null || now is null)
        {
            source.Lacks($"{Told(variable)}, {returned.Year}", ReportWords.Capital(Words["no_such_year"]));
            return [Words["no_such_year"]];
        }
        if (now.Value is not { } value)
        {
            return [source.Text.Status(now)];
        }
        if (Same(metric, returned.Value, value))
        {
            return [Words["agrees"]];
        }
        var causes = new List<string>();
        if (Same(metric, returned.Value, then?.Value))
        {
            var why = variable.Where.Count == 0 && !variable.ByRegistration ? changed.GetValueOrDefault((metric.Name, returned.Year)) : null;
            causes.Add(Words["changed_since"] + (why is { Count: > 0 } ? ": " + string.Join(", ", why.Select(c => Words.Of(ReportLists.Cause(c)))) : ""));
        }
        else if (hasHeld)
        {
            causes.Add(Words["not_held_either"]);
        }
        if (!variable.ByRegistration && ByRegistration.Of(metric) is not null && Same(metric, returned.Value, source.Kept(metric, variable.Where, true, year)?.Value))
        {
            causes.Add(Words["is_by_registration"]);
        }
        if (variable.ByRegistration && Same(metric, returned.Value, source.Kept(metric, variable.Where, false, year)?.Value))
        {
            causes.Add(Words["is_by_action"]);
        }
        if (now.Status == "provisional")
        {
            causes.Add(Words["is_provisional"]);
        }
        return causes.Count > 0 ? causes : [Words["cause_unknown"]];
    }

    /// <summary>Why the totals of years differ from those of the held version.</summary>
    private Dictionary<(string, int), IReadOnlyList<DiffCause>> Changed(AreaVersion held) =>
        new VersionDiff(home, jobs, metrics, clock)
            .Compare(request.Area, held.Version, version.Version, new DiffRequest { Examples = 0, Period = "year", Language = request.Language })
            .Figures.ToDictionary(f => (f.Metric, f.PeriodEnd.Year), f => f.Causes);

    private string Told(FormVariable variable) =>
        (variable.Name.Length > 0 ? $"{variable.Name} · {variable.Label}" : variable.Metric.Texts[request.Language].Name)
        + (variable.Where.Count == 0 || variable.Name.Length > 0 ? "" : $" ({string.Join(", ", variable.Where.Select(w => $"{source.Name(w.Dimension)} = {w.Member}"))})");

    /// <summary>Equal as the metric is shown: what was returned was rounded.</summary>
    private static bool Same(Metric metric, double returned, double? value)
    {
        var digits = metric.Format.SkipWhile(c => c != '.').Skip(1).TakeWhile(c => c is '0' or '#').Count();
        return value is { } number && Math.Abs(Math.Round(returned, digits, MidpointRounding.AwayFromZero) - Math.Round(number, digits, MidpointRounding.AwayFromZero)) < 1e-9;
    }
}

/// <summary>A reconciliation needs what was returned.</summary>
public sealed class ReturnMissing(string report)
    : TerminalException(new Problem(
        "This report holds what the area returned against the warehouse, and needs what was returned",
        Where: report,
        NextStep: "Name it: --return FILE. A template to fill in: qdc report conciliacio --template -o plantilla.xlsx"));
