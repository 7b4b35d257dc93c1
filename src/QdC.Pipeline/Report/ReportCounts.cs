using QdC.Metrics;
using QdC.Pipeline.Query;

namespace QdC.Pipeline.Report;

/// <summary>Fills tables of counts with their counting rule, by the day of the action and by that of registration.</summary>
internal sealed class ReportCounts(ReportSource source, ReportRequest request, ReportPeriod period)
{
    private ReportWords Words => source.Words;

    /// <summary>A row a figure.</summary>
    public ReportTable? Totals(string name, IReadOnlyList<Metric> metrics)
    {
        var rows = metrics
            .Where(m => source.MayShow(m, [], period.Kind))
            .Select(metric =>
                (IReadOnlyList<ReportCell>)
                    [
                        new(Text(metric).Name),
                        new(source.Text.Unit(metric)),
                        source.Cell(metric, source.Total(metric, period)),
                        .. request.IsPublic ? Array.Empty<ReportCell>() : [Registered(metric)],
                        new(Text(metric).Description),
                    ]
            )
            .ToList();
        return rows.Count == 0
            ? null
            : new ReportTable(
                name,
                Words["counts"],
                [
                    new(Words["indicator"], false, 38),
                    new(Words["unit"], false, 13),
                    new(Words["by_action"], true, 15),
                    .. request.IsPublic ? Array.Empty<ReportColumn>() : [new(Words["by_registration"], true, 15)],
                    new(Words["rule"], false, 64),
                ],
                rows
            );
    }

    /// <summary>A row a variable of the form.</summary>
    public ReportTable Variables(string name, RudelForm form)
    {
        var rows = form.Variables.Select(variable =>
        {
            var figure = source.Kept(variable.Metric, variable.Where, variable.ByRegistration, period);
            return (IReadOnlyList<ReportCell>)
                [
                    new(variable.Name),
                    new(variable.Label),
                    source.Cell(variable.Metric, figure),
                    new(Text(variable.Metric).Name + (variable.Where.Count == 0 ? "" : $" ({string.Join(", ", variable.Where.Select(Kept))})")),
                    new(Words[variable.ByRegistration ? "by_registration" : "by_action"]),
                    new(figure is null or { Status: "ok" } ? null : ReportWords.Capital(source.Text.Status(figure))),
                ];
        });
        return new ReportTable(
            name,
            Words["rudel"],
            [new(Words["variable"], false, 14), new(Words["on_the_form"], false, 44), new(Words["figure"], true, 15), new(Words["is_figure"], false, 44), new(Words["counted"], false, 18), new(Words["state"], false, 24)],
            [.. rows]
        );
    }

    private string Kept(MemberFilter filter) => $"{source.Name(filter.Dimension)} = {filter.Member}";

    private ReportCell Registered(Metric metric) =>
        ByRegistration.Of(metric) is null ? ReportCell.NotAvailable(Words["no_registration"]) : source.Cell(metric, source.Kept(metric, [], true, period));

    private MetricText Text(Metric metric) => metric.Texts[request.Language];
}
