using QdC.Samples.Randomness;

namespace QdC.Samples.World;

/// <summary>What households who ask for an aid for utilities are asked: unpaid bills, help the year before, who told of them.</summary>
internal static class EnergyStory
{
    private static readonly string[] Channels = ["person", "third_sector", "supplier", "public_services"];
    private static readonly double[] ChannelWeights = [62, 10, 18, 10];
    private static readonly string[] Reasons = ["income", "no_budget", "moved", "not_contactable", "other"];
    private static readonly double[] ReasonWeights = [55, 15, 10, 12, 8];

    /// <summary>Writes the answers to the services.</summary>
    public static void Tell(AreaWorld world, long seed)
    {
        for (var i = 0; i < world.Services.Count; i++)
        {
            var service = world.Services[i];
            if (!service.Type.StartsWith("2.3.7", StringComparison.Ordinal))
                continue;
            var dice = new Dice(seed, world.Area.Name + "/energy", i);
            service.Energy = new EnergyNeed(
                dice.Chance(0.1) ? "" : dice.Chance(0.7) ? "up_to_four_months" : "over_four_months",
                dice.Chance(0.35),
                dice.Chance(0.05) ? "" : Channels[dice.Weighted(ChannelWeights)],
                Reasons[dice.Weighted(ReasonWeights)]
            );
        }
    }
}
