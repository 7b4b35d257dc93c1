using System.Globalization;
using Microsoft.AspNetCore.Http;
using QdC.Metrics;
using QdC.Pipeline.Query;
using QdC.Portal.Web;

namespace QdC.Portal.Pages.Board;

/// <summary>What a page of the dashboard shows, as its address says it: every view can be sent to somebody.</summary>
/// <param name="Area">The area.</param>
/// <param name="Page">The page.</param>
/// <param name="Kind">The kind of period.</param>
/// <param name="Day">A day of the period; null for the last complete one.</param>
/// <param name="Where">What the slicers are set to.</param>
public sealed record BoardAddress(string Area, string Page, string Kind, DateOnly? Day, IReadOnlyList<MemberFilter> Where)
{
    /// <summary>The name of the value that says the kind of period.</summary>
    public const string KindKey = "periode";

    /// <summary>The name of the value that says a day of the period.</summary>
    public const string DayKey = "dia";

    /// <summary>The kind of period without a choice.</summary>
    public const string UsualKind = "month";

    /// <summary>The figure that is told in detail; null for the page.</summary>
    public string? Metric { get; init; }

    /// <summary>Reads an address.</summary>
    /// <param name="area">The area.</param>
    /// <param name="page">The page.</param>
    /// <param name="slicers">The slicers that the page has; what else the address says is passed over.</param>
    /// <param name="query">The values of the address.</param>
    public static BoardAddress Of(string area, string page, IReadOnlyList<string> slicers, IQueryCollection query) =>
        new(
            area,
            page,
            query[KindKey].ToString() is { Length: > 0 } kind ? kind : UsualKind,
            DateOnly.TryParseExact(query[DayKey], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            [.. slicers.Where(s => query[s].ToString().Length > 0).Select(s => new MemberFilter(s, query[s].ToString()))]
        );

    /// <summary>The same view with a slicer set.</summary>
    public BoardAddress With(string dimension, string member) => this with { Where = [.. Where.Where(w => w.Dimension != dimension), new(dimension, member)] };

    /// <summary>The same view without a slicer.</summary>
    public BoardAddress Without(string dimension) => this with { Where = [.. Where.Where(w => w.Dimension != dimension)] };

    /// <summary>Another page for the same period, with what it can be cut by too.</summary>
    public BoardAddress On(DashboardPage page) => this with { Page = page.Name, Metric = null, Where = [.. Where.Where(w => page.Slicers.Contains(w.Dimension))] };

    /// <inheritdoc/>
    public override string ToString() =>
        Addresses.With(
            $"/quadre/{Area}/{Page}{(Metric is null ? "" : $"/{Metric}")}",
            [(KindKey, Kind == UsualKind ? null : Kind), (DayKey, Day is { } day ? $"{day:yyyy-MM-dd}" : null), .. Where.Select(w => (w.Dimension, (string?)w.Member))]
        );
}
