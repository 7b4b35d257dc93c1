using QdC.Metrics;
using QdC.Pipeline.Jobs.Reading;
using QdC.Warehouse;

namespace QdC.Pipeline.Query;

/// <summary>A name was given that is none of those there are.</summary>
public sealed class UnknownName(string kind, string received, IReadOnlyCollection<string> names, string? where = null, string? next = null)
    : TerminalException(new Problem(
        $"There is no {kind} of that name",
        Where: where,
        Received: $"'{received}'",
        Allowed: NearestName.List(names) ?? "none is there yet",
        NextStep: NearestName.Of(received, names) is { } nearest ? $"Did you mean '{nearest}'?" : next))
{
    /// <summary>The name most likely meant; null when none is near.</summary>
    public string? Nearest { get; } = NearestName.Of(received, names);

    /// <summary>Gives back the value of that name.</summary>
    /// <exception cref="UnknownName">There is none.</exception>
    public static T Find<T>(string kind, string received, IReadOnlyDictionary<string, T> among, string? next = null) =>
        among.TryGetValue(received, out var found) ? found : throw new UnknownName(kind, received, [.. among.Keys], next: next);
}

/// <summary>A metric cannot be cut that way.</summary>
public sealed class CutNotPossible(Metric metric, IReadOnlyList<string> dimensions, string why)
    : TerminalException(new Problem(
        $"The figure cannot be cut that way: {why}",
        Where: metric.Name,
        Received: string.Join(" and ", dimensions),
        Allowed: metric.Breakdowns.ToList() is { Count: > 0 } there ? string.Join(", ", there) : "the total only"));

/// <summary>A member on the sensitive list was asked for in a cut finer than a whole area and year.</summary>
public sealed class MemberIsSensitive(string dimension, string member)
    : TerminalException(new Problem(
        "This member is on the sensitive list: it is counted for the whole area and whole years only",
        Received: $"{dimension}={member}",
        NextStep: $"Ask for `--by {dimension} --year YEAR` and nothing else; in other cuts it is part of the member '{SensitiveMembers.Code}'."));

/// <summary>No figure of the metric lies in the year asked for.</summary>
public sealed class NoSuchPeriod(string metric, int year, string kind, IReadOnlyList<int> there)
    : TerminalException(new Problem(
        $"There are no periods of kind {kind} that end in that year",
        Where: metric,
        Received: $"{year}",
        Allowed: there.Count == 0 ? "the data hold no whole period of that kind" : $"{there[0]} to {there[^1]}"));
