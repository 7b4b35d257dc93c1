using QdC.Samples.Randomness;

namespace QdC.Samples.World;

/// <summary>The days professionals are away: a few now and then, seldom most of a month.</summary>
internal static class AbsenceStory
{
    /// <summary>Writes the absences into the world, one at most a professional and month.</summary>
    public static void Tell(AreaWorld world, long seed)
    {
        var professionals = world.Workforce.Spells.GroupBy(spell => spell.Dni).ToArray();
        for (var i = 0; i < professionals.Length; i++)
        {
            var dice = new Dice(seed, world.Area.Name + "/absence", i);
            var from = professionals[i].Min(spell => spell.From);
            var to = professionals[i].Max(spell => spell.To ?? world.End);
            for (var month = FirstOf(from > world.HistoryFrom ? from : world.HistoryFrom); month <= to; month = month.AddMonths(1))
            {
                if (dice.Chance(0.3))
                    world.Absences.Add(new Absence(professionals[i].Key, month, dice.Chance(0.9) ? dice.Between(2, 8) / 2m : dice.Between(8, 18)));
            }
        }
    }

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}
