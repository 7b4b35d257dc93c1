using System.Globalization;

namespace QdC.Samples.Territory;

/// <summary>A municipality and its inhabitants on 1 January 2020 by sex and age group (Idescat open data).</summary>
/// <param name="Code">Six-character Idescat code.</param>
/// <param name="Name">Official name.</param>
/// <param name="Comarca">Two-digit code of the comarca it lay in then.</param>
/// <param name="Inhabitants">Men 0-14, 15-64, 65+, then women 0-14, 15-64, 65+.</param>
internal sealed record Municipality(string Code, string Name, string Comarca, int[] Inhabitants)
{
    /// <summary>All its inhabitants.</summary>
    public int Total => Inhabitants.Sum();
}

/// <summary>The public facts about territory that the simulation stands on.</summary>
internal static class TerritoryFacts
{
    /// <summary>The age groups in which population is published.</summary>
    public static readonly string[] AgeGroups = ["0-14", "15-64", "65+"];

    /// <summary>The 947 municipalities of Catalonia, by code.</summary>
    public static readonly Municipality[] Catalonia = Read();

    /// <summary>Municipalities people come from and move to, code and name.</summary>
    public static readonly (string Code, string Name)[] Elsewhere =
    [
        ("431233", "Reus"),
        ("251207", "Lleida"),
        ("080193", "Barcelona"),
        ("081136", "Manresa"),
        ("170792", "Girona"),
        ("439057", "Salou"),
        ("250729", "Cervera"),
    ];

    /// <summary>The municipalities of a comarca, but for those named.</summary>
    public static Municipality[] Comarca(string code, params string[] without) => [.. Catalonia.Where(m => m.Comarca == code && !without.Contains(m.Code))];

    /// <summary>The municipalities named.</summary>
    public static Municipality[] Of(params string[] codes) => [.. Catalonia.Where(m => codes.Contains(m.Code))];

    private static Municipality[] Read()
    {
        using var text = new StreamReader(typeof(TerritoryFacts).Assembly.GetManifestResourceStream("inhabitants.csv")!);
        return
        [
            .. text.ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(line => line.TrimEnd('\r').Split(';'))
                .Select(cells => new Municipality(cells[0], cells[1], cells[2], [.. cells[3..].Select(count => int.Parse(count, CultureInfo.InvariantCulture))])),
        ];
    }
}
