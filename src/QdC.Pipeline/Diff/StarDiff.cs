using QdC.Pipeline.Star;

namespace QdC.Pipeline.Diff;

/// <summary>What of the facts and bridges stands in one version's star only.</summary>
internal static class StarDiff
{
    /// <summary>The facts and bridges that differ.</summary>
    public static IReadOnlyList<StarTableDifference> Read(TwoVersions versions) =>
        [
            .. versions.InBoth("star")
                .Where(t => t.StartsWith("star.fact_", StringComparison.Ordinal) || t.StartsWith("star.bridge_", StringComparison.Ordinal))
                .Select(t => Compare(versions, t))
                .Where(t => t.OnlyBefore + t.OnlyAfter > 0),
        ];

    private static StarTableDifference Compare(TwoVersions versions, string table)
    {
        var columns = versions.Columns("v1", table).Intersect(versions.Columns("v2", table)).ToList();
        string Side(string version, int weight)
        {
            var keys = columns.Where(c => StarContent.KeyTables.TryGetValue(c, out var k) && versions.Has(version, "keys." + k)).ToList();
            var fields = columns.Select(c => keys.Contains(c) ? $"coalesce(CAST(k_{c}.id AS VARCHAR), CAST(t.{c} AS VARCHAR))" : $"t.\"{c}\"");
            var joins = keys.Select(c => $" LEFT JOIN {version}.keys.{StarContent.KeyTables[c]} AS k_{c} ON k_{c}.key = t.{c}");
            return $"SELECT hash({string.Join(", ", fields)}) AS line, {weight} AS weight FROM {version}.{table} AS t{string.Concat(joins)}";
        }
        return versions.Db.Query(
            $"""
            SELECT coalesce(sum(before), 0)::BIGINT, coalesce(sum(after), 0)::BIGINT,
                coalesce(sum(greatest(before - after, 0)), 0)::BIGINT, coalesce(sum(greatest(after - before, 0)), 0)::BIGINT
            FROM (SELECT count(*) FILTER (WHERE weight = 1) AS before, count(*) FILTER (WHERE weight = 2) AS after
                  FROM ({Side("v1", 1)} UNION ALL {Side("v2", 2)}) AS lines GROUP BY line) AS counted
            """,
            row => new StarTableDifference(table, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3))
        )[0];
    }
}
