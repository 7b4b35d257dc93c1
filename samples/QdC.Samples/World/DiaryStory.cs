using QdC.Samples.Randomness;

namespace QdC.Samples.World;

/// <summary>What fills the diary besides people: writing up, errands, meetings, supervision and training, in step with the cases there are.</summary>
internal static class DiaryStory
{
    private static readonly string[] Types = ["documentation", "management", "coordination_meeting", "technical_meeting", "supervision", "training"];
    private static readonly double[] TypeWeights = [32, 30, 20, 10, 5, 3];

    /// <summary>Writes the entries into the world.</summary>
    public static void Tell(AreaWorld world, long seed, RecordNumbers numbers)
    {
        const double EntriesPerCaseAndYear = 1.2;
        for (var i = 0; i < world.Cases.Count; i++)
        {
            var file = world.Cases[i];
            var dice = new Dice(seed, world.Area.Name + "/diary", i);
            var first = file.Opened > world.HistoryFrom ? file.Opened : world.HistoryFrom;
            var days = (file.Closed ?? world.End).DayNumber - first.DayNumber;
            for (var entries = days <= 0 ? 0 : dice.Poisson(days / 365.25 * EntriesPerCaseAndYear); entries > 0; entries--)
                world.Appointments.Add(Entry(world, file, first.AddDays(dice.Between(0, days - 1)), numbers.Appointment(), dice));
        }
    }

    private static Appointment Entry(AreaWorld world, CaseFile file, DateOnly day, string id, Dice dice)
    {
        var type = Types[dice.Weighted(TypeWeights)];
        var alone = type is "documentation" or "management";
        var present = world.Workforce.Posts.Where((_, post) => post == file.Post || (!alone && dice.Chance(0.3))).Select(post => post.HolderOn(day).Dni);
        return new Appointment
        {
            Id = id,
            Requested = day.AddDays(-dice.Between(0, 10)),
            Date = day,
            Minutes = 15 * dice.Between(2, 6),
            Type = type,
            State = dice.Chance(0.95) ? "realised" : "cancelled_professional",
            Place = alone ? "office" : "council",
            Scope = "follow_up",
            Professionals = dice.Chance(0.97) ? [.. present.Distinct()] : [],
            Persons = [],
            Team = file.Team,
        };
    }
}
