namespace QdC.Metrics;

/// <summary>
/// Members of the sensitive list are counted for the whole area and whole years only. In every other cut they are one member,
/// counted together by the engine itself, so that distinct people stay distinct.
/// </summary>
public static class SensitiveSql
{
    /// <summary>The code of the member they are folded into.</summary>
    public const string Code = "sensitive";

    /// <summary>The condition on the periods in which they may be told apart.</summary>
    public const string WholeYears = "(period_kind = 'year')";

    /// <summary>Makes the dimension in which they are one, for this connection only.</summary>
    public static string Fold(Dimension dimension) =>
        $"CREATE OR REPLACE TEMP TABLE folded_{dimension.Table} AS SELECT * REPLACE (CASE WHEN sensitive THEN '{Code}' ELSE code END AS code) FROM star.{dimension.Table}";

    /// <summary>The same SQL, reading the folded dimension.</summary>
    public static string Rewrite(string sql, Dimension dimension) =>
        sql.Replace($"JOIN star.{dimension.Table} AS ", $"JOIN temp.folded_{dimension.Table} AS ", StringComparison.Ordinal);
}
