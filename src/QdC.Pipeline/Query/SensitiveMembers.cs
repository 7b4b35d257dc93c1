using QdC.Metrics;

namespace QdC.Pipeline.Query;

/// <summary>When a question gets the sensitive members as one, and what that one is called.</summary>
internal static class SensitiveMembers
{
    /// <summary>The code of the member they are folded into.</summary>
    public const string Code = SensitiveSql.Code;

    private static readonly Dictionary<string, string> Labels = new()
    {
        ["ca"] = "Reservades: només per àrea i any",
        ["es"] = "Reservadas: solo por área y año",
        ["en"] = "Sensitive: whole area and year only",
    };

    /// <summary>True when a cut must not tell the sensitive members of the dimension apart.</summary>
    public static bool AreFolded(Dimension dimension, IReadOnlyCollection<string> cut, string periodKind) =>
        dimension.Sensitive && (cut.Count > 1 || periodKind != "year");

    /// <summary>What the folded member is called.</summary>
    public static string Label(string language) => Labels[language];
}
