namespace QdC.Warehouse;

/// <summary>Somebody who signs in to the server.</summary>
/// <param name="Name">The login's name or, for one of Entra, its name in the directory: a person's address, an application's display name.</param>
/// <param name="IsExternal">True for one of Entra.</param>
public sealed record WarehousePrincipal(string Name, bool IsExternal);

/// <summary>What somebody is let do.</summary>
/// <param name="Principal">Who.</param>
/// <param name="Role">As what: one of the roles of <c>security/1-roles.sql</c>.</param>
/// <param name="Area">Whose rows they see: an area's, <c>*</c> for all, null for none.</param>
public sealed record PrincipalGrant(WarehousePrincipal Principal, string Role, string? Area);

/// <summary>A change of who may do what.</summary>
/// <param name="Sql">As T-SQL, whole, for who wants to run it by hand.</param>
/// <param name="Principal">Who it is about.</param>
public sealed record PrincipalChange(string Sql, string Principal);

/// <summary>What lets in who is to be let in.</summary>
/// <param name="Changes">What lacks, in order.</param>
/// <param name="Others">Who is mapped to one of these areas, or to all, and stands in no file: <c>name → area</c>.</param>
/// <param name="HasRoles">False on a server without users and roles of its own: then only the mapping is kept.</param>
public sealed record PrincipalPlan(IReadOnlyList<PrincipalChange> Changes, IReadOnlyList<string> Others, bool HasRoles);

/// <summary>
/// Users, roles and the mapping of principals to areas, as the files say. What is there already is left; nobody is taken out, for a file that lacks
/// a line is no order: who stands in no file is told.
/// </summary>
/// <param name="server">The server.</param>
public sealed class WarehousePrincipals(IWarehouseServer server)
{
    /// <summary>Reads one area, in Power BI.</summary>
    public const string Reader = "qdc_reader";

    /// <summary>Sends areas.</summary>
    public const string Loader = "qdc_loader";

    /// <summary>Looks after the warehouse.</summary>
    public const string Operator = "qdc_operator";

    /// <summary>Shares work.</summary>
    public const string Worker = "qdc_worker";

    /// <summary>Every area.</summary>
    public const string Every = "*";

    internal const string Users = "SELECT name FROM sys.database_principals";
    internal const string Members = "SELECT r.name, m.name FROM sys.database_role_members AS rm JOIN sys.database_principals AS r ON r.principal_id = rm.role_principal_id JOIN sys.database_principals AS m ON m.principal_id = rm.member_principal_id";
    internal const string Mapping = "SELECT principal_name, area_code FROM security.principal_area";

    private static readonly StringComparer Same = StringComparer.OrdinalIgnoreCase;

    /// <summary>What lacks. Changes nothing.</summary>
    /// <param name="grants">Who is to be let in.</param>
    /// <exception cref="PrincipalShared">One is to read two areas, or to read one and load all.</exception>
    /// <exception cref="WarehouseNotMigrated">The server has no mapping.</exception>
    public PrincipalPlan Plan(IReadOnlyList<PrincipalGrant> grants)
    {
        if (grants.Where(a => a.Area is not null).GroupBy(a => a.Principal.Name, Same).FirstOrDefault(g => g.Any(a => a.Role == Reader) && g.Select(a => (a.Role, a.Area)).Distinct().Count() > 1) is { } shared)
        {
            throw new PrincipalShared(shared.Key, [.. shared.Select(a => a.Area!)]);
        }
        if (server.Query("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = N'security' AND TABLE_NAME = N'principal_area'", r => Convert.ToInt64(r.GetValue(0), null))[0] == 0)
        {
            throw new WarehouseNotMigrated(["security.principal_area"]);
        }
        var (users, members) = (Known(Users, r => r.GetString(0)), Known(Members, r => $"{r.GetString(0)}/{r.GetString(1)}"));
        var mapped = server.Query(Mapping, r => (Name: r.GetString(0), Area: r.GetString(1)));
        var changes = new List<PrincipalChange>();
        foreach (var (principal, role, area) in grants)
        {
            if (users?.Add(principal.Name) == true)
            {
                changes.Add(new($"CREATE USER {Quoted(principal.Name)} {(principal.IsExternal ? "FROM EXTERNAL PROVIDER" : $"FOR LOGIN {Quoted(principal.Name)}")}", principal.Name));
            }
            if (members?.Add($"{role}/{principal.Name}") == true)
            {
                changes.Add(new($"ALTER ROLE {role} ADD MEMBER {Quoted(principal.Name)}", principal.Name));
            }
            if (area is not null && !mapped.Exists(m => Same.Equals(m.Name, principal.Name) && m.Area == area))
            {
                changes.Add(new($"INSERT INTO security.principal_area (principal_name, area_code) VALUES ({Literal(principal.Name)}, '{area}')", principal.Name));
            }
        }
        var areas = grants.Select(a => a.Area).ToHashSet();
        var others = mapped.Where(m => areas.Contains(m.Area) && !grants.Any(a => Same.Equals(a.Principal.Name, m.Name) && a.Area == m.Area)).Select(m => $"{m.Name} → {m.Area}").Order(StringComparer.Ordinal);
        return new PrincipalPlan(changes, [.. others], users is not null);
    }

    /// <summary>Makes what lacks. Stopped anywhere, the next time goes on.</summary>
    public PrincipalPlan Apply(IReadOnlyList<PrincipalGrant> grants, TimeProvider clock, string by)
    {
        var plan = Plan(grants);
        foreach (var change in plan.Changes)
        {
            server.Execute(change.Sql);
        }
        if (plan.Changes.Count > 0)
        {
            var who = string.Join(", ", plan.Changes.Select(c => c.Principal).Distinct());
            server.Execute(
                "INSERT INTO ops.audit_log (done_at, done_by, what, detail) VALUES (@now, @by, N'principals', @detail)",
                ("now", clock.GetUtcNow().UtcDateTime), ("by", by), ("detail", who.Length <= WarehouseColumn.TextLength ? who : who[..WarehouseColumn.TextLength]));
        }
        return plan;
    }

    /// <summary>What the server's catalogue names; null on a server that has none of it.</summary>
    private HashSet<string>? Known(string sql, Func<System.Data.Common.DbDataReader, string> row)
    {
        try
        {
            return server.Query(sql, row).ToHashSet(Same);
        }
        catch (ServerRefused)
        {
            return null;
        }
    }

    private static string Quoted(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    private static string Literal(string text) => $"N'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
