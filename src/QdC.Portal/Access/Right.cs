using Microsoft.AspNetCore.Authorization;
using QdC.Metrics;

namespace QdC.Portal.Access;

/// <summary>What somebody may do in an area.</summary>
public enum Right
{
    /// <summary>See how each area stands.</summary>
    Overview,

    /// <summary>See figures.</summary>
    Figures,

    /// <summary>Make reports.</summary>
    Reports,

    /// <summary>See what is wrong with the data and settle it.</summary>
    Quality,

    /// <summary>See runs, their steps and what they changed.</summary>
    Runs,

    /// <summary>Step back to an older version.</summary>
    RollBack,

    /// <summary>See and change when areas are refreshed.</summary>
    Schedule,

    /// <summary>See who may see what.</summary>
    Access,

    /// <summary>See who did what.</summary>
    Audit,

    /// <summary>Look into the queue that moves the work.</summary>
    Queue,
}

/// <summary>What each role may do.</summary>
public static class Rights
{
    /// <summary>The rights of a role.</summary>
    public static IReadOnlyList<Right> Of(Role role) =>
        role switch
        {
            Role.Head => [Right.Overview, Right.Figures, Right.Reports],
            Role.Planner => [Right.Overview, Right.Figures, Right.Reports],
            Role.Steward => [Right.Overview, Right.Figures, Right.Reports, Right.Quality, Right.Runs, Right.Schedule],
            Role.Operator => [Right.Overview, Right.Runs, Right.RollBack, Right.Schedule, Right.Access, Right.Audit, Right.Queue],
            _ => [],
        };
}

/// <summary>Says which right a page or endpoint needs: in the area its address names, or in any area where it names none.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute : AuthorizeAttribute
{
    /// <summary>Needs a right.</summary>
    public NeedsAttribute(Right right)
        : base($"{right}") => Right = right;

    /// <summary>The right.</summary>
    public Right Right { get; }
}
