namespace QdC.Samples.Territory;

/// <summary>What the simulation knows of an area before it starts.</summary>
internal sealed record AreaProfile
{
    /// <summary>Short name.</summary>
    public required string Name { get; init; }

    /// <summary>Ten-digit codi ens of the body; empty when it has none of its own.</summary>
    public required string EnsCode { get; init; }

    /// <summary>The system its cases are kept in.</summary>
    public required CaseSystem System { get; init; }

    /// <summary>The system its home care is managed in beside that of its cases; null where there is none.</summary>
    public CaseSystem? HomeCareSystem { get; init; }

    /// <summary>Whose hours of home care are delivered.</summary>
    public string HoursSystem => HomeCareSystem?.Name ?? (System.KeepsHomeCareHours ? System.Name : "home-care-provider");

    /// <summary>Its municipalities.</summary>
    public required Municipality[] Municipalities { get; init; }

    /// <summary>Its teams.</summary>
    public required string[] Teams { get; init; }

    /// <summary>Full-time social workers.</summary>
    public required double SocialWorkers { get; init; }

    /// <summary>Full-time social educators.</summary>
    public required double Educators { get; init; }

    /// <summary>Two digits that social security numbers of the province start with.</summary>
    public required int Province { get; init; }

    /// <summary>Share of old people's households among those that come.</summary>
    public required double OldShare { get; init; }

    /// <summary>The bodies that give its home care.</summary>
    public required string[] HomeCareProviders { get; init; }

    /// <summary>Households that come for the first time in a year, for each inhabitant.</summary>
    public double HouseholdsPerYear { get; init; } = 0.0185;

    /// <summary>Hours of home care planned, as a share of what they are elsewhere.</summary>
    public decimal HomeCareHours { get; init; } = 1;

    /// <summary>The areas the generator knows, by name.</summary>
    public static readonly IReadOnlyDictionary<string, AreaProfile> Known = new Dictionary<string, AreaProfile>
    {
        ["tarragona"] = new()
        {
            Name = "tarragona",
            EnsCode = "4314820002",
            System = CaseSystem.Hestia,
            Municipalities = TerritoryFacts.Tarragona,
            Teams = ["Equip Part Alta", "Equip Ponent", "Equip Llevant", "Equip Sant Salvador", "Equip Torreforta"],
            SocialWorkers = 30,
            Educators = 17,
            Province = 43,
            OldShare = 0.40,
            HomeCareProviders = ["Cooperativa Mans Amigues", "Serveis a les Persones del Camp"],
        },
        ["la-noguera"] = new()
        {
            Name = "la-noguera",
            EnsCode = "",
            System = CaseSystem.Spreadsheet,
            Municipalities = TerritoryFacts.LaNoguera,
            Teams = ["Equip Balaguer", "Equip Artesa de Segre", "Equip Ponts"],
            SocialWorkers = 12,
            Educators = 6,
            Province = 25,
            OldShare = 0.52,
            HomeCareProviders = ["Cooperativa del Segre", "Atenció Domiciliària Ponent"],
        },
        ["garrotxa"] = new()
        {
            Name = "garrotxa",
            EnsCode = "",
            System = CaseSystem.Gess,
            Municipalities = TerritoryFacts.Garrotxa,
            Teams = ["EBAS Olot Nord", "EBAS Olot Sud", "EBAS Vall d'en Bas", "EBAS Llierca"],
            SocialWorkers = 14,
            Educators = 10,
            Province = 17,
            OldShare = 0.36,
            HomeCareProviders = ["Cooperativa del Fluvià", "Serveis Assistencials Garrotxa"],
            HouseholdsPerYear = 0.0295,
            HomeCareHours = 0.46m,
        },
        ["reus"] = new()
        {
            Name = "reus",
            EnsCode = "4312330008",
            System = CaseSystem.HestiaLists,
            HomeCareSystem = CaseSystem.Isad,
            Municipalities = TerritoryFacts.Reus,
            Teams = ["EBAS Nord", "EBAS Sud", "EBAS Centre"],
            SocialWorkers = 24,
            Educators = 13,
            Province = 43,
            OldShare = 0.44,
            HomeCareProviders = ["Reus Mobilitat i Serveis"],
        },
    };

    /// <summary>The inhabitants of a municipality in a year and at a scale, in the order of <see cref="Municipality.Inhabitants"/>.</summary>
    public static int[] Inhabitants(Municipality municipality, int year, double scale)
    {
        var growth = 1 + 0.006 * (year - 2020);
        return
        [
            .. municipality.Inhabitants.Select(count =>
                (int)Math.Round(count * scale * growth, MidpointRounding.AwayFromZero)
            ),
        ];
    }
}
