namespace QdC.Metrics;

/// <summary>What somebody is to an area.</summary>
public enum Role
{
    /// <summary>Head of the area: reads figures.</summary>
    Head,

    /// <summary>Planner: reads figures and makes reports.</summary>
    Planner,

    /// <summary>Data steward: settles what is wrong with the data and refreshes it.</summary>
    Steward,

    /// <summary>Operator of the installation: keeps it running, and sees no figures.</summary>
    Operator,
}

/// <summary>How an entry says whom it means.</summary>
public enum GrantedTo
{
    /// <summary>By what the identity provider calls somebody: its <c>oid</c> or <c>sub</c>. It is never given to somebody else.</summary>
    Subject,

    /// <summary>By an e-mail address that the provider says it has verified.</summary>
    Email,

    /// <summary>By a group of the provider.</summary>
    Group,
}

/// <summary>An entry: somebody, or everybody of a group, has a role in areas.</summary>
/// <param name="To">How it says whom it means.</param>
/// <param name="Who">The subject, address or group.</param>
/// <param name="Role">The role.</param>
/// <param name="Areas">The areas; null for all, also those to come.</param>
public sealed record RoleGrant(GrantedTo To, string Who, Role Role, IReadOnlyList<string>? Areas);

/// <summary>The whole of <c>powerbi/roles.yaml</c>.</summary>
/// <param name="Grants">The entries, in file order. Who is in none may see nothing.</param>
public sealed record RolesFile(IReadOnlyList<RoleGrant> Grants)
{
    /// <summary>Nobody may see anything.</summary>
    public static RolesFile None { get; } = new([]);
}
