using System.Globalization;

namespace QdC.Samples.Territory;

/// <summary>The areas the generator knows: the four pilots with what is published of them, the rest by the Cartera's standards.</summary>
internal sealed partial record AreaProfile
{
    /// <summary>The pilot areas, whose samples are committed.</summary>
    public static readonly IReadOnlyList<string> Pilots = ["tarragona", "la-noguera", "garrotxa", "reus"];

    private static readonly AreaProfile[] Areas =
    [
        new()
        {
            Name = "tarragona",
            EnsCode = "4314820002",
            System = CaseSystem.Hestia,
            Municipalities = TerritoryFacts.Of("431482"),
            Teams = ["Equip Part Alta", "Equip Ponent", "Equip Llevant", "Equip Sant Salvador", "Equip Torreforta"],
            SocialWorkers = 30,
            Educators = 17,
            Province = 43,
            OldShare = 0.40,
            HomeCareProviders = ["Cooperativa Mans Amigues", "Serveis a les Persones del Camp"],
        },
        new()
        {
            Name = "la-noguera",
            EnsCode = "",
            System = CaseSystem.Spreadsheet,
            Municipalities = TerritoryFacts.Comarca("23"),
            Teams = ["Equip Balaguer", "Equip Artesa de Segre", "Equip Ponts"],
            SocialWorkers = 12,
            Educators = 6,
            Province = 25,
            OldShare = 0.52,
            HomeCareProviders = ["Cooperativa del Segre", "Atenció Domiciliària Ponent"],
        },
        new()
        {
            Name = "garrotxa",
            EnsCode = "",
            System = CaseSystem.Gess,
            Municipalities = TerritoryFacts.Comarca("19"),
            Teams = ["EBAS Olot Nord", "EBAS Olot Sud", "EBAS Vall d'en Bas", "EBAS Llierca"],
            SocialWorkers = 14,
            Educators = 10,
            Province = 17,
            OldShare = 0.36,
            HomeCareProviders = ["Cooperativa del Fluvià", "Serveis Assistencials Garrotxa"],
            HouseholdsPerYear = 0.0295,
            HomeCareHours = 0.46m,
        },
        new()
        {
            Name = "reus",
            EnsCode = "4312330008",
            System = CaseSystem.HestiaLists,
            HomeCareSystem = CaseSystem.Isad,
            Municipalities = TerritoryFacts.Of("431233"),
            Teams = ["EBAS Nord", "EBAS Sud", "EBAS Centre"],
            SocialWorkers = 24,
            Educators = 13,
            Province = 43,
            OldShare = 0.44,
            HomeCareProviders = ["Reus Mobilitat i Serveis"],
        },
        Usual("lleida", "2512070005", CaseSystem.Hestia, TerritoryFacts.Of("251207")),
        Usual("girona", "1707920002", CaseSystem.Hestia, TerritoryFacts.Of("170792")),
        Usual("manresa", "0811360009", CaseSystem.Hestia, TerritoryFacts.Of("081136")),
        Usual("amposta", "4301410007", CaseSystem.HestiaLists, TerritoryFacts.Of("430141")),
        Usual("calafell", "4303790004", CaseSystem.HestiaLists, TerritoryFacts.Of("430379")),
        Usual("banyoles", "1701570005", CaseSystem.Gess, TerritoryFacts.Of("170157")),
        Usual("valles-oriental", "", CaseSystem.Hestia, TerritoryFacts.Comarca("41", "080863", "080961", "081249")),
        Usual(
            "la-plana",
            "",
            CaseSystem.HestiaLists,
            TerritoryFacts.Of("080174", "080266", "080832", "081115", "081290", "082248", "082476", "082690", "082785", "082830", "172207")),
        Usual("pla-urgell", "", CaseSystem.Spreadsheet, TerritoryFacts.Comarca("27")),
        Usual("pallars-jussa", "", CaseSystem.Spreadsheet, TerritoryFacts.Comarca("25")),
        Usual("pallars-sobira", "", CaseSystem.Spreadsheet, TerritoryFacts.Comarca("26")),
        Usual("alt-penedes", "", CaseSystem.HestiaLists, TerritoryFacts.Comarca("03", "083054")),
        Usual("alt-camp", "", CaseSystem.Hestia, TerritoryFacts.Comarca("01", "431613")),
        Usual("ribera-ebre", "", CaseSystem.Hestia, TerritoryFacts.Comarca("30")),
    ];

    /// <summary>The 18 areas, by name, the pilots first; besides, each of the 42 comarques as an area of its own, as <c>comarca-07</c>.</summary>
    public static readonly IReadOnlyDictionary<string, AreaProfile> Known = Areas.Concat(Comarques()).ToDictionary(area => area.Name);

    /// <summary>The names of the 18 areas, the pilots first.</summary>
    public static readonly IReadOnlyList<string> Network = [.. Areas.Select(area => area.Name)];

    /// <summary>
    /// An area of which nothing but its territory is known: staff by the Cartera's standards (three social workers and two educators for 15,000 inhabitants),
    /// a team for about 20,000 inhabitants, old people's households after its share of old inhabitants.
    /// </summary>
    private static AreaProfile Usual(string name, string ensCode, CaseSystem system, Municipality[] municipalities)
    {
        var inhabitants = municipalities.Sum(m => m.Total);
        var old = (double)municipalities.Sum(m => m.Inhabitants[2] + m.Inhabitants[5]) / inhabitants;
        var seat = municipalities.MaxBy(m => m.Total)!;
        var teams = Math.Clamp(inhabitants / 20_000, 2, 12);
        return new AreaProfile
        {
            Name = name,
            EnsCode = ensCode,
            System = system,
            Municipalities = municipalities,
            Teams = municipalities.Length == 1
                ? [.. Enumerable.Range(1, teams).Select(n => $"Equip Sector {n}")]
                : [.. municipalities.OrderByDescending(m => m.Total).ThenBy(m => m.Code, StringComparer.Ordinal).Take(teams).Select(m => "Equip " + m.Name)],
            SocialWorkers = Math.Max(2, Math.Round(inhabitants * 3 / 15_000.0)),
            Educators = Math.Max(1, Math.Round(inhabitants * 2 / 15_000.0)),
            Province = int.Parse(seat.Code[..2], CultureInfo.InvariantCulture),
            OldShare = Math.Clamp(0.4 + (2 * (old - 0.18)), 0.3, 0.6),
            HomeCareProviders = [$"Cooperativa de {seat.Name}", $"Atenció Domiciliària {seat.Name}"],
        };
    }

    /// <summary>
    /// The comarques by whose councils municipalities are served. Biosca and Torà left the Segarra for the Solsonès in July 2023. Those of the Lluçanès, a comarca since May 2023,
    /// are served by the council of the Osona until theirs is constituted, after the elections of 2027.
    /// </summary>
    private static IEnumerable<AreaProfile> Comarques() =>
        TerritoryFacts.Catalonia
            .GroupBy(m => m.Code is "250557" or "252234" ? "35" : m.Comarca)
            .OrderBy(comarca => comarca.Key, StringComparer.Ordinal)
            .Select(comarca => Usual("comarca-" + comarca.Key, "", CaseSystem.Hestia, [.. comarca]));
}
