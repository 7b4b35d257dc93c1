using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using QdC.Metrics;
using QdC.Pipeline.Dashboard;

namespace QdC.Portal.Pages.Board;

/// <summary>A visual as the page's script draws it.</summary>
/// <param name="Kind">line, columns, bars or donut.</param>
/// <param name="Unit">The sign behind numbers of the axis.</param>
/// <param name="Stacked">True when the series are parts of the category.</param>
/// <param name="Categories">The categories' labels.</param>
/// <param name="Links">Where a click on a category leads; empty for nowhere.</param>
/// <param name="Series">The numbers.</param>
/// <param name="Total">What stands in the middle of a donut.</param>
internal sealed record ChartData(string Kind, string Unit, bool Stacked, IReadOnlyList<string> Categories, IReadOnlyList<string> Links, IReadOnlyList<ChartSeries> Series, string? Total)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The kinds that are drawn.</summary>
    public static bool IsDrawn(VisualView visual) => visual.Kind is VisualKind.Line or VisualKind.Columns or VisualKind.Bars or VisualKind.Donut && visual.Series.Any(s => s.Cells.Any(c => c.Value is not null));

    /// <summary>A visual of a page.</summary>
    /// <param name="visual">The visual.</param>
    /// <param name="link">Where a click on a category leads.</param>
    public static ChartData Of(VisualView visual, Func<CategoryView, string?> link) =>
        new(
            visual.Kind.ToString().ToLowerInvariant(),
            visual.Unit switch { "percent" => " %", "euros" => " €", _ => "" },
            visual.IsCrossed,
            [.. visual.Categories.Select(c => c.Label)],
            [.. visual.Categories.Select(c => link(c) ?? "")],
            [.. visual.Series.Select(s => new ChartSeries(s.Name, [.. s.Cells.Select(c => c.Value)], [.. s.Cells.Select(c => c.Text)], [.. s.Cells.Select(c => c.Mark == FigureMark.Provisional ? 1 : 0)]))],
            visual.Series is [{ Total: { } total }] ? total.Text : null
        );

    /// <summary>The height that it needs, in pixels.</summary>
    public int Height => Kind switch { "bars" => Math.Max(210, (Categories.Count * 28) + 50 + (Series.Count > 1 ? 30 : 0)), "donut" => 280, _ => 290 };

    /// <inheritdoc/>
    public override string ToString() => JsonSerializer.Serialize(this, Json);
}

/// <summary>A series of a chart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">The numbers; null where there is none.</param>
/// <param name="Texts">The same as people read them.</param>
/// <param name="Provisional">1 where the number is provisional.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<double?> Values, IReadOnlyList<string> Texts, IReadOnlyList<int> Provisional);
