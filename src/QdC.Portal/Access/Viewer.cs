using QdC.Metrics;
using QdC.Pipeline.Jobs;

namespace QdC.Portal.Access;

/// <summary>A role in an area, or in all.</summary>
/// <param name="Role">The role.</param>
/// <param name="Area">The area; null for every area.</param>
public sealed record Grant(Role Role, string? Area);

/// <summary>Who looks at a page. Pages get areas from here and from nowhere else: what a viewer may not see does not exist for them.</summary>
/// <param name="id">Who they are, as the audit log names them.</param>
/// <param name="name">Their name as it is shown to themselves.</param>
/// <param name="grants">What they are, and where.</param>
/// <param name="areas">The areas there are.</param>
public sealed class Viewer(string id, string name, IReadOnlyList<Grant> grants, IReadOnlyDictionary<string, AreaFile> areas)
{
    /// <summary>Who they are, as the audit log names them.</summary>
    public string Id { get; } = id;

    /// <summary>Their name.</summary>
    public string Name { get; } = name;

    /// <summary>Their roles, each once.</summary>
    public IReadOnlyList<Role> Roles { get; } = [.. grants.Select(g => g.Role).Distinct().Order()];

    /// <summary>The areas in which they have a right, by name of the council.</summary>
    public IReadOnlyList<AreaFile> Areas(Right right) =>
        [.. areas.Values.Where(a => May(right, a.Area)).OrderBy(a => a.Name, StringComparer.Ordinal)];

    /// <summary>True when they have the right in the area, or in any where none is named; the queue is all areas'. An area that is not there is one they may not see.</summary>
    public bool May(Right right, string? area = null) =>
        area is null
            ? right == Right.Queue ? MayEverywhere(right) : grants.Any(g => Rights.Of(g.Role).Contains(right))
            : areas.ContainsKey(area) && grants.Any(g => (g.Area is null || g.Area == area) && Rights.Of(g.Role).Contains(right));

    /// <summary>True when they have the right in every area, also in those to come, and in what is about none.</summary>
    public bool MayEverywhere(Right right) => grants.Any(g => g.Area is null && Rights.Of(g.Role).Contains(right));

    /// <summary>The area, for somebody who has the right in it.</summary>
    /// <exception cref="NotForViewer">They have not, or there is no such area.</exception>
    public AreaFile Area(Right right, string area) => May(right, area) ? areas[area] : throw new NotForViewer();
}

/// <summary>A viewer asked for what they may not see or what is not there; which of the two is not said.</summary>
public sealed class NotForViewer() : Exception("Not for this viewer.");
