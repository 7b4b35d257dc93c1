using QdC.Samples.Randomness;

namespace QdC.Samples.World;

/// <summary>What a case's sheet says beside its story: who brought it, what family it is, how it lives.</summary>
internal static class CaseProfile
{
    private static readonly string[] Origins =
    [
        "self", "family", "council", "education", "health", "police", "other_social_services", "childhood", "justice", "third_sector", "neighbours", "",
    ];
    private static readonly double[] OriginWeights = [46, 12, 6, 7, 11, 2, 5, 2, 1, 3, 2, 3];
    private static readonly string[] Tenures = ["owned", "rented", "free", "sublet", "occupied", "rented_no_contract", ""];
    private static readonly double[] TenureWeights = [34, 38, 8, 7, 3, 4, 6];

    /// <summary>Writes it on the case.</summary>
    public static void Fill(AreaWorld world, CaseFile file, Dice dice)
    {
        var sector = OrganisationChart.SectorOf(file.Team);
        var posts = world.Workforce.Posts.Count;
        file.Traits = new CaseTraits(
            sector,
            $"{sector} {dice.Between(1, 3)}",
            Origins[dice.Weighted(OriginWeights)],
            FamilyOf(file, dice),
            Tenures[dice.Weighted(TenureWeights)],
            posts > 1 && dice.Chance(0.12) ? (file.Post + dice.Between(1, posts - 1)) % posts : null,
            dice.Chance(0.15) ? "R-" + file.Id : ""
        );
    }

    private static string FamilyOf(CaseFile file, Dice dice)
    {
        var children = file.Members.Any(member => member.Relation == "child");
        var partner = file.Members.Any(member => member.Relation is "partner" or "parent");
        return (children, partner) switch
        {
            _ when dice.Chance(0.04) => "",
            (true, false) => "single_parent",
            (true, true) => dice.Chance(0.12) ? "blended" : dice.Chance(0.1) ? "extended" : "nuclear",
            (false, true) => "nuclear",
            _ => dice.Chance(0.1) ? "no_nucleus" : "single",
        };
    }
}
