using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.Pipeline.Query;

/// <summary>
/// Services and case types of the sensitive list are counted for the whole area and whole years only. In every other cut they are one
/// member, counted together by the engine itself, so that distinct people stay distinct.
/// </summary>
internal static class SensitiveMembers
{
    /// <summary>The code of the member they are folded into.</summary>
    public const string Code = "sensitive";

    private static readonly Dictionary<string, string> Labels = new()
    {
        ["ca"] = "Reservades: només per àrea i any",
        ["es"] = "Reservadas: solo por área y año",
        ["en"] = "Sensitive: whole area and year only",
    };

    /// <summary>True when a cut must not tell the sensitive members of the dimension apart.</summary>
    public static bool AreFolded(Dimension dimension, IReadOnlyCollection<string> cut, string periodKind) =>
        dimension.Sensitive && (cut.Count > 1 || periodKind != "year");

    /// <summary>Makes the dimension in which they are one, for this connection only.</summary>
    public static void Fold(DuckDbSession db, Dimension dimension) =>
        db.Execute(
            $"CREATE OR REPLACE TEMP TABLE folded_{dimension.Table} AS SELECT * REPLACE (CASE WHEN sensitive THEN '{Code}' ELSE code END AS code) FROM star.{dimension.Table}"
        );

    /// <summary>The same SQL, reading the folded dimension.</summary>
    public static string Rewrite(string sql, Dimension dimension) =>
        sql.Replace($"JOIN star.{dimension.Table} AS ", $"JOIN temp.folded_{dimension.Table} AS ", StringComparison.Ordinal);

    /// <summary>What the folded member is called.</summary>
    public static string Label(string language) => Labels[language];
}
