namespace QdC.Samples.Territory;

/// <summary>What the simulation knows of an area before it starts.</summary>
internal sealed partial record AreaProfile
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
