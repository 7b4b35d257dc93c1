using QdC.Metrics;
using QdC.Pipeline.Query;

namespace QdC.Pipeline.Report;

/// <summary>Fills what the Contracte Programa asks to be accounted for: staff against the Cartera's standard, and the Department's share against the agreed one.</summary>
internal sealed class ReportProgramme(ReportSource source, ReportRequest request, ReportPeriod period)
{
    private const string Line = "programme_line";
    private const string Shares = "department_share";
    private const string Months = "#,##0.0";
    private const double Part = 0.01;

    /// <summary>The staff of the Cartera: the months worked, and the figure that holds them against the standard.</summary>
    private static readonly (string Months, string Standard)[] Staff = [("ts_fte_months", "staffing_vs_standard_ts"), ("es_fte_months", "staffing_vs_standard_es")];

    private ReportWords Words => source.Words;

    /// <summary>Full-time months of social workers and educators, against what the standard asks for the inhabitants there are.</summary>
    public ReportTable Staffing(string name)
    {
        var rows = Staff.Select(s =>
        {
            var (months, standard) = (source.Metrics.Metrics[s.Months], source.Metrics.Metrics[s.Standard]);
            var (worked, share) = (source.Total(months, period), source.Total(standard, period));
            // The share is 100 × mean / (inhabitants × standard), so that the standard is a hundred of the factor's inhabitants.
            var due = share is { Denominator: { } inhabitants } ? (double)(inhabitants * 100 / standard.Factor) * MonthsOf(share) : (double?)null;
            return (IReadOnlyList<ReportCell>)
                [
                    new(months.Texts[request.Language].Name),
                    Number(share?.Denominator is { } n ? (double)n : null, "#,##0", share),
                    Number((double?)(15000 * 100 / standard.Factor), "0", share),
                    Number(due, Months, share),
                    source.Cell(months, worked),
                    Number(worked?.Value - due, "+#,##0.0;-#,##0.0;0.0", share),
                    source.Cell(standard, share),
                ];
        });
        (string, double)[] columns = [("inhabitants", 13), ("per_15000", 15), ("months_due", 15), ("months_worked", 15), ("difference", 13), ("of_standard", 13)];
        return new ReportTable(name, Words["staffing"], [new(Words["professionals"], false, 42), .. columns.Select(c => new ReportColumn(Words[c.Item1], true, c.Item2))], [.. rows])
        {
            Note = Words["staffing_note"],
        };
    }

    /// <summary>A row a line: what was executed, the Department's part of it and the agreed one; null when no line is known.</summary>
    public ReportTable? AgreedShares(string name)
    {
        var metric = source.Metrics.Metrics[Shares];
        var lines = source.Ask(metric, [Line], period).Where(f => f.Members is [{ Code: var code }] && !Unknown(code)).ToList();
        if (lines.Count == 0)
        {
            source.Lacks(Words["agreed_shares"], Words["no_line"]);
            return null;
        }
        var rows = lines
            .Select(figure =>
            {
                var agreed = (double)request.Area.Programme.Of(figure.Members[0].Code) * Part;
                var (paid, executed) = ((double)(figure.Numerator ?? 0), (double)(figure.Denominator ?? 0));
                return (IReadOnlyList<ReportCell>)
                    [
                        new(figure.Members[0].Label),
                        Euros(executed, figure),
                        Euros(paid, figure),
                        source.Cell(metric, figure),
                        new(null, agreed, "0.0 %"),
                        figure.Value is { } value ? new(null, value - agreed / Part, $"+0.0\"{Words["points"]}\";-0.0\"{Words["points"]}\";0.0\"{Words["points"]}\"") : ReportCell.Empty,
                        Euros(executed * agreed, figure),
                        Euros(paid - executed * agreed, figure),
                    ];
            })
            .ToList();
        double Sum(int column) => rows.Sum(r => r[column].Number ?? 0);
        (string Word, bool Adds)[] columns = [("executed", true), ("department", true), ("share", false), ("agreed", false), ("change", false), ("would_be", true), ("difference", true)];
        return new ReportTable(
            name,
            Words["agreed_shares"],
            [new(source.Name(Line), false, 42), .. columns.Select(c => new ReportColumn(Words[c.Word], true, 15) { Adds = c.Adds })],
            rows
        )
        {
            Total = [new(Words["total"]), Euros(Sum(1)), Euros(Sum(2)), Sum(1) == 0 ? ReportCell.Empty : new(null, Sum(2) / Sum(1), "0.0 %"), ReportCell.Empty, ReportCell.Empty, Euros(Sum(6)), Euros(Sum(7))],
            Note = Words["agreed_note"],
        };
    }

    /// <summary>What stands on no line, or on one that could not be read, has no agreement.</summary>
    private static bool Unknown(string code) => code is "not_applicable" or "unknown" or "invalid" or "unmapped";

    /// <summary>The months of the period that data reach.</summary>
    private int MonthsOf(Figure figure)
    {
        var last = figure.DataAsOf is { } reached && reached < period.End ? reached : period.End;
        return Math.Max(0, (last.Year - period.Start.Year) * 12 + last.Month - period.Start.Month + 1);
    }

    private static ReportCell Number(double? number, string format, Figure? figure) =>
        number is null ? ReportCell.NotAvailable() : new(null, number, format, figure?.Status == "provisional" ? FigureMark.Provisional : FigureMark.None);

    private static ReportCell Euros(double euros, Figure? figure = null) => new(null, Math.Round(euros, 2, MidpointRounding.AwayFromZero), "#,##0.00 \"€\"", figure?.Status == "provisional" ? FigureMark.Provisional : FigureMark.None);
}
