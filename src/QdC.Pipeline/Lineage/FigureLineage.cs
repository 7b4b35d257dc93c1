using QdC.Metrics;

namespace QdC.Pipeline.Lineage;

/// <summary>From the columns of the star to figures and on to what shows them, as <c>metrics.yaml</c>, <c>dashboards.yaml</c> and <c>reports.yaml</c> say.</summary>
internal sealed class FigureLineage(MetricsFile metrics, LineageBuild build)
{
    /// <summary>Adds every figure and what shows it.</summary>
    public void Add(DashboardsFile dashboards, ReportsFile reports, ILookup<string, Words> missing)
    {
        foreach (var metric in metrics.Metrics.Values)
        {
            build.Add(LineageKind.Metric, metric.Name, metric.Texts.ToDictionary(t => t.Key, t => t.Value.Name), [.. missing[metric.Name].Select(m => (LineageNote.Unavailable, m))]);
            metric.Fields.Where(build.Has).ToList().ForEach(need => build.Step(need, metric.Name));
            foreach (var measure in new[] { metric.Numerator, metric.Denominator }.OfType<Measure>())
            {
                Counted(metric, measure);
            }
            foreach (var by in metric.Breakdowns)
            {
                Cut(metric, by);
            }
        }
        foreach (var page in dashboards.Pages.Values)
        {
            foreach (var (visual, number) in page.Visuals.Select((v, i) => (v, i + 1)).Where(v => v.v.Metrics.Count > 0))
            {
                var texts = page.Texts.ToDictionary(t => t.Key, t => $"{t.Value.Name} · {string.Join(" · ", visual.Dimensions.Select(d => metrics.Dimensions[d].Names[t.Key]).Prepend($"{number}"))}");
                Shown($"dashboard:{page.Name}/{number}", texts, visual.Metrics);
            }
        }
        foreach (var report in reports.Reports.Values)
        {
            foreach (var (sheet, number) in report.Sheets.Select((s, i) => (s, i + 1)).Where(s => s.s.Tables.Any(t => t.Metrics.Count > 0)))
            {
                Shown($"report:{report.Name}/{number}", report.Texts.ToDictionary(t => t.Key, t => $"{t.Value.Name} · {sheet.Names[t.Key]}"), sheet.Tables.SelectMany(t => t.Metrics));
            }
        }
    }

    /// <summary>The columns that a measure counts, places in time and keeps rows by.</summary>
    private void Counted(Metric metric, Measure measure)
    {
        var fact = measure.Fact;
        var columns = new[] { fact.Date, fact.Year, fact.Last, measure.NewFor, measure.Within }
            .OfType<string>()
            .Concat(measure.Column.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        foreach (var column in columns.Concat(measure.Where.Keys).Concat(measure.KeepLast.Keys))
        {
            var (dimension, own) = column.Split('.') is [var d, var c] ? (d, c) : (null, column);
            if (dimension is null)
            {
                Step($"{fact.Table}.{own}", metric);
                continue;
            }
            Step($"{metrics.Dimensions[dimension].Table}.{own}", metric);
            if (fact.Dimensions.TryGetValue(dimension, out var path))
            {
                Step($"{fact.Table}.{path.Column}", metric);
            }
        }
    }

    private void Cut(Metric metric, string by)
    {
        var fact = metric.NumeratorFor([by]).Fact;
        if (fact.Dimensions.TryGetValue(by, out var path))
        {
            Step($"{fact.Table}.{path.Column}", metric, by);
        }
    }

    private void Step(string column, Metric metric, string? through = null)
    {
        if (build.Has(column))
        {
            build.Step(column, metric.Name, through);
        }
    }

    private void Shown(string name, IReadOnlyDictionary<string, string> texts, IEnumerable<Metric> shown)
    {
        build.Add(LineageKind.Shown, name, texts);
        shown.ToList().ForEach(metric => build.Step(metric.Name, name));
    }
}
