using QdC.Metrics;
using QdC.Pipeline.Query;

namespace QdC.Pipeline.Report;

/// <summary>Fills the tables of a report.</summary>
internal sealed class ReportTables(ReportSource source, ReportPeriods periods, ReportPeriod period)
{
    private const double NameWidth = 42;
    private const double MemberWidth = 28;
    private const double NumberWidth = 15;
    private const double Whole = 1e-6;

    private ReportWords Words => source.Words;

    /// <summary>The figures for large numbers, each with its change.</summary>
    public IReadOnlyList<ReportCard> Cards(IReadOnlyList<Metric> metrics)
    {
        var before = periods.Before(period);
        return [.. Shown(metrics, []).Select(m => new ReportCard(m.Texts[Words.Language].Name, source.Cell(m, source.Total(m, period)), Change(m, before)))];
    }

    /// <summary>A row a figure: now, before, and how it changed.</summary>
    public ReportTable? Change(string name, IReadOnlyList<Metric> metrics)
    {
        var shown = Shown(metrics, []);
        var before = periods.Before(period);
        var columns = new List<ReportColumn> { new(Words["indicator"], false, NameWidth), new(Words["unit"], false, 14), new(Told(period), true, NumberWidth) };
        if (before is not null)
        {
            columns.AddRange([new(Told(before), true, NumberWidth), new(Words["change"], true, NumberWidth), new(Words["change_share"], true, NumberWidth)]);
        }
        columns.Add(new(Words["state"], false, NameWidth / 2));
        var rows = shown.Select(metric =>
        {
            var (now, then) = (source.Total(metric, period), source.Total(metric, before));
            return (IReadOnlyList<ReportCell>)
                [
                    new(metric.Texts[Words.Language].Name),
                    new(source.Text.Unit(metric)),
                    source.Cell(metric, now),
                    .. before is null ? Array.Empty<ReportCell>() : [source.Cell(metric, then), ReportCells.Change(metric, now, then, Words), ReportCells.ChangeShare(metric, now, then)],
                    new(now is null or { Status: "ok" } ? null : ReportWords.Capital(source.Text.Status(now))),
                ];
        });
        return shown.Count == 0 ? null : new ReportTable(name, Words["indicators"], columns, [.. rows]);
    }

    /// <summary>A column a figure, a row a member or a period; null when none of it may be shown or was counted.</summary>
    public ReportTable? Figures(string name, ReportTableDefinition table)
    {
        var made =
            table.Metrics.Count == 0 ? null
            : table.Periods is { } kind ? ByPeriod(name, table, kind)
            : table.Across is { } across ? Crossed(name, table.Metrics[0], table.By[0], across)
            : ByMember(name, table);
        return made is not null && table.Chart is { } chart ? made with { Chart = Chart(chart, table, made, Words.Language) } : made;
    }

    /// <summary>A chart of the figures that share an axis with the first, in unit and in being a total or a rate; none where a figure is withheld or missing, which would be drawn as nothing.</summary>
    private static ReportChart? Chart(VisualKind kind, ReportTableDefinition table, ReportTable made, string language)
    {
        var numbers = Enumerable.Range(0, made.Columns.Count).Where(c => made.Columns[c].IsNumber).ToList();
        (string?, bool) Unit(int column) => table.Metrics.FirstOrDefault(m => m.Texts[language].Name == made.Columns[column].Header) is { } m ? (m.Unit, m.IsAmount || m.IsPercentile) : (null, false);
        var drawn = kind == VisualKind.Donut ? [numbers[0]]
            : table.Across is not null ? numbers.SkipLast(1).ToList()
            : numbers.FindAll(c => Unit(c) == Unit(numbers[0]));
        var addsUp = table.Periods is null && table.Metrics[0].AddsUp([.. table.By, .. table.Across is { } across ? [across] : Array.Empty<string>()]);
        return made.Rows.Count > 1 && drawn.Count > 0 && (addsUp || kind != VisualKind.Donut) && made.Rows.All(r => drawn.TrueForAll(c => r[c].Mark is FigureMark.None or FigureMark.Provisional))
            ? new ReportChart(kind, drawn, table.Across is not null && addsUp)
            : null;
    }

    private ReportTable? ByPeriod(string name, ReportTableDefinition table, string kind)
    {
        var shown = table.Metrics.Where(m => source.MayShow(m, [], kind)).ToList();
        var rows = periods.UpTo(period, kind);
        if (shown.Count == 0 || rows.Count == 0)
        {
            return null;
        }
        var cells = rows.Select(p => (IReadOnlyList<ReportCell>)[new(Told(p)), .. shown.Select(m => source.Cell(m, source.Total(m, p)))]).ToList();
        var isWhole = period.Kind == "year" && kind is "month" or "quarter" && rows[0].Start == period.Start;
        var total = isWhole && shown.TrueForAll(m => source.MayShow(m, [], period.Kind)) ? shown.ConvertAll(m => source.Cell(m, source.Total(m, period))) : null;
        return Made(name, Title(shown, [Words[kind]]), [new(ReportWords.Capital(Words[kind]), false, MemberWidth)], shown.ConvertAll(m => (m.Texts[Words.Language].Name, AddsUpOverTime(m))), cells, total);
    }

    private ReportTable? ByMember(string name, ReportTableDefinition table)
    {
        var shown = Shown(table.Metrics, table.By);
        var found = shown.ConvertAll(m => source.Ask(m, table.By, period).Where(f => f.Members.Count > 0).ToList());
        var members = Merged(found.Select(f => f.Select(x => x.Members)));
        if (members.Count == 0)
        {
            return null;
        }
        var byMember = found.ConvertAll(f => f.ToDictionary(x => Key(x.Members)));
        var cells = members
            .Select(m =>
                (IReadOnlyList<ReportCell>)
                    [.. m.Select(x => new ReportCell(x.Label)), .. shown.Select((metric, i) => source.Cell(metric, table.By, byMember[i].GetValueOrDefault(Key(m)), period))]
            )
            .ToList();
        var columns = table.By.Select(d => new ReportColumn(source.Name(d), false, table.By.Count == 1 ? NameWidth : MemberWidth)).ToList();
        var total = shown.ConvertAll(m => source.Cell(m, MayTotal(m) ? source.Total(m, period) : null));
        var made = Made(name, Title(shown, [.. table.By.Select(source.Name)]), columns, shown.ConvertAll(m => (m.Texts[Words.Language].Name, m.AddsUp(table.By))), cells, total);
        return table.Pivot ? made with { Pivot = new ReportPivot([.. columns.SkipLast(1).Select(c => c.Header)], [columns[^1].Header], [made.Columns.First(c => c.IsNumber).Header]) } : made;
    }

    private ReportTable? Crossed(string name, Metric metric, string by, string across)
    {
        IReadOnlyList<string> both = [by, across];
        if (Shown([metric], both).Count == 0)
        {
            return null;
        }
        var figures = source.Ask(metric, both, period).Where(f => f.Members.Count > 0).ToDictionary(f => Key(f.Members));
        var rows = Ordered(metric, by, figures.Values.Select(f => f.Members[0]));
        var columns = Ordered(metric, across, figures.Values.Select(f => f.Members[1]));
        if (rows.Count == 0)
        {
            return null;
        }
        var rowTotals = source.Ask(metric, [by], period).Where(f => f.Members.Count > 0).ToDictionary(f => Key(f.Members));
        var columnTotals = source.Ask(metric, [across], period).Where(f => f.Members.Count > 0).ToDictionary(f => Key(f.Members));
        var adds = metric.AddsUp(both);
        ReportCell Cell(FigureMember row, FigureMember column) => source.Cell(metric, both, figures.GetValueOrDefault(Key([row, column])), period);
        // Sensitive members are one in this cut and several in the other: what has no figure there is the sum of what is shown here.
        ReportCell Whole(Figure? figure, IEnumerable<ReportCell> parts) =>
            figure is null && adds ? new ReportCell(null, parts.Sum(p => p.Number ?? 0), ReportCells.Format(metric)) : source.Cell(metric, figure);
        var cells = rows.Select(r =>
                (IReadOnlyList<ReportCell>)[new(r.Label), .. columns.Select(c => Cell(r, c)), Whole(rowTotals.GetValueOrDefault(Key([r])), columns.Select(c => Cell(r, c)))]
            )
            .ToList();
        List<ReportCell> total = [.. columns.Select(c => Whole(columnTotals.GetValueOrDefault(Key([c])), rows.Select(r => Cell(r, c)))), source.Cell(metric, source.Total(metric, period))];
        return Made(name, Words.Cut(metric, [source.Name(by), source.Name(across)]), [new(source.Name(by), false, NameWidth)], [.. columns.Select(c => (c.Label, adds)), (Words["total"], adds)], cells, total);
    }

    /// <summary>A table with its total: formulas that add up where adding up is right and gives it, else the figure of the whole.</summary>
    private ReportTable Made(string name, string title, List<ReportColumn> first, List<(string Name, bool Adds)> figures, List<IReadOnlyList<ReportCell>> rows, List<ReportCell>? total)
    {
        var columns = figures.Select((f, i) =>
        {
            var cells = rows.ConvertAll(r => r[first.Count + i]);
            var adds = f.Adds && total?[i].Number is { } whole && cells.TrueForAll(c => c.Mark is FigureMark.None or FigureMark.Provisional) && Math.Abs(cells.Sum(c => c.Number ?? 0) - whole) <= Whole;
            return new ReportColumn(f.Name, true, NumberWidth) { Adds = adds, HasBars = rows.Count > 2 && cells.Count(c => c.Number > 0) > 1 && i < figures.Count - (figures[^1].Name == Words["total"] ? 1 : 0) };
        });
        var all = first.Concat(columns).ToList();
        var isMore = total is not null && figures.Where((f, i) => !f.Adds && total[i].Number is { } whole && rows.Sum(r => r[first.Count + i].Number ?? 0) > whole + Whole && total[i].Format == "#,##0").Any();
        return new ReportTable(name, title, all, rows)
        {
            Total = total is null ? null : [new(Words["total"]), .. Enumerable.Repeat(ReportCell.Empty, first.Count - 1), .. total],
            Note = isMore ? Words["not_whole"] : null,
        };
    }

    private string Change(Metric metric, ReportPeriod? before)
    {
        var (now, then) = (source.Total(metric, period), source.Total(metric, before));
        if (ReportCells.Difference(now, then) is not { } difference)
        {
            return "";
        }
        var to = $" · {source.Text.Period(before!.Kind, before.End)}: {source.Text.Value(metric, then!.Value)}";
        var size = ReportCells.Share(metric, now, then) is { } share ? source.Text.Percent(Math.Abs(share)) : source.Text.Points(metric, Math.Abs(difference)) + (metric.Unit == "percent" ? Words["points"] : "");
        return (!size.Any(c => c is >= '1' and <= '9') ? "=" : (difference > 0 ? "▲ +" : "▼ −") + size) + to;
    }

    private List<Metric> Shown(IReadOnlyList<Metric> metrics, IReadOnlyList<string> by) => [.. metrics.Where(m => source.MayShow(m, by, period.Kind))];

    private bool MayTotal(Metric metric) => source.MayShow(metric, [], period.Kind);

    private string Told(ReportPeriod of) => ReportWords.Capital(source.Text.Period(of.Kind, of.End));

    private string Title(List<Metric> metrics, IReadOnlyList<string> by) => metrics[0].Texts[Words.Language].Name + (metrics.Count > 1 ? Words["more"] : "") + Words.By(by);

    /// <summary>The members in the order that the figure by this dimension alone has them; then those it does not have.</summary>
    private List<FigureMember> Ordered(Metric metric, string dimension, IEnumerable<FigureMember> members)
    {
        var order = source.Ask(metric, [dimension], period).Where(f => f.Members.Count > 0).Select(f => f.Members[0].Code).ToList();
        return [.. members.DistinctBy(m => m.Code).OrderBy(m => order.IndexOf(m.Code) is >= 0 and var at ? at : int.MaxValue)];
    }

    private static string Key(IReadOnlyList<FigureMember> members) => string.Join('\n', members.Select(m => m.Code));

    /// <summary>The lists in one, each in its own order: what is new goes after what it follows in its own list.</summary>
    private static List<IReadOnlyList<FigureMember>> Merged(IEnumerable<IEnumerable<IReadOnlyList<FigureMember>>> lists)
    {
        var merged = new List<IReadOnlyList<FigureMember>>();
        foreach (var list in lists)
        {
            var after = -1;
            foreach (var members in list)
            {
                var at = merged.FindIndex(m => Key(m) == Key(members));
                if (at < 0)
                {
                    merged.Insert(after + 1, members);
                    at = after + 1;
                }
                after = at;
            }
        }
        return merged;
    }

    private static bool AddsUpOverTime(Metric metric) =>
        metric.Denominator is null && metric.Numerator is { Aggregate: Aggregate.Sum or Aggregate.Rows, Time: TimeRule.InPeriod };
}
