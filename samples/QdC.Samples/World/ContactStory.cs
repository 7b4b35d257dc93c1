using QdC.Samples.Randomness;

namespace QdC.Samples.World;

/// <summary>The contacts of a case: the first interview and its wait, follow-up appointments, work done by hand and by the system.</summary>
internal sealed class ContactStory(AreaWorld world, CaseFile file, Dice dice, RecordNumbers numbers)
{
    private static readonly string[] Kinds = ["coordination", "referral", "information", "guidance", "procedure", "assessment"];
    private static readonly double[] KindWeights = [18, 7, 22, 25, 16, 12];
    private static readonly string[] States = ["realised", "no_show", "cancelled_user", "cancelled_professional", "not_realised"];
    private static readonly double[] StateWeights = [82, 7, 5, 3, 3];

    private DateOnly LastDay => file.Closed ?? world.End;

    /// <summary>Writes the contacts into the world.</summary>
    public void Tell(IReadOnlyList<Service> services)
    {
        FirstInterview();
        Automatic(file.Opened, []);
        ManualWork();
        FollowUps();
        foreach (var service in services.Where(service => service.Status == "granted" && service.Decided <= LastDay))
            Automatic(service.Decided, [service.Beneficiaries[0].Person], service.Registered);
        if (file.Closed is { } closed)
            Automatic(closed, []);
    }

    private void FirstInterview()
    {
        var spontaneous = dice.Chance(0.1);
        var wait = dice.Between(4, 44);
        var requested = spontaneous ? file.Opened : file.Opened.AddDays(-wait);
        if (!spontaneous && wait > 15 && dice.Chance(0.12))
            Interview(requested, requested.AddDays(wait - 9), "first", "no_show", false);
        Interview(requested, file.Opened, "first", "realised", spontaneous);
    }

    private void FollowUps()
    {
        var years = (LastDay.DayNumber - file.Opened.DayNumber) / 365.25;
        for (var i = dice.Poisson(years * 1.6); i > 0; i--)
        {
            var date = Between(file.Opened.AddDays(1), LastDay.AddDays(-1));
            Interview(date.AddDays(-dice.Between(3, 40)), date, "follow_up", States[dice.Weighted(StateWeights)], false);
        }
        if (file.Closed is null && dice.Chance(0.15))
        {
            var requested = world.End.AddDays(-dice.Between(0, 60));
            if (requested > file.Opened)
                Interview(requested, world.End.AddDays(dice.Between(1, 25)), "follow_up", "pending", false);
        }
        if (dice.Chance(0.05))
            Meeting(Between(file.Opened, LastDay));
    }

    private void Interview(DateOnly requested, DateOnly date, string scope, string state, bool spontaneous)
    {
        if (date < world.HistoryFrom || file.Principal.Person.Person.IsAliveOn(date) is false)
            return;
        var atHome = dice.Chance(0.15);
        world.Appointments.Add(
            new Appointment
            {
                Id = numbers.Appointment(),
                Case = file,
                Requested = requested,
                Date = date,
                Minutes = 15 * dice.Between(1, 5),
                Type = dice.Chance(0.06) ? "accompaniment" : "interview",
                State = state,
                Place = atHome ? "home" : dice.Chance(0.12) ? "remote" : dice.Chance(0.03) ? "" : "office",
                Scope = scope,
                Urgent = dice.Chance(0.04),
                Spontaneous = spontaneous,
                Professionals = [HolderOn(date)],
                Persons = dice.Chance(0.9) ? Present(date) : [],
                Team = file.Team,
            }
        );
    }

    private void Meeting(DateOnly date)
    {
        if (date < world.HistoryFrom)
            return;
        var professionals = new[] { HolderOn(date), world.Workforce.Posts[0].HolderOn(date).Dni };
        world.Appointments.Add(
            new Appointment
            {
                Id = numbers.Appointment(),
                Requested = date.AddDays(-dice.Between(1, 14)),
                Date = date,
                Minutes = 60,
                Type = "coordination_meeting",
                State = "realised",
                Place = "council",
                Scope = "follow_up",
                Professionals = [.. professionals.Distinct()],
                Persons = [],
                Team = file.Team,
            }
        );
    }

    private void ManualWork()
    {
        var years = (LastDay.DayNumber - file.Opened.DayNumber) / 365.25;
        var perYear = file.Type == "SSB" ? 5.5 : 3.0;
        for (var i = dice.Poisson(years * perYear); i > 0; i--)
        {
            var day = Between(file.Opened, LastDay.AddDays(-1));
            if (day < world.HistoryFrom || !file.Principal.Person.Person.IsAliveOn(day.AddDays(1)))
                continue;
            Add(day, Kinds[dice.Weighted(KindWeights)], true, dice.Chance(0.86) ? Present(day) : [], 5 * dice.Between(1, 18), file.Registered);
        }
    }

    private void Automatic(DateOnly day, IReadOnlyList<SourcePerson> persons, DateOnly? notBefore = null)
    {
        if (day >= world.HistoryFrom)
            Add(day, "procedure", false, persons, null, notBefore ?? file.Registered);
    }

    private void Add(DateOnly day, string type, bool manual, IReadOnlyList<SourcePerson> persons, int? minutes, DateOnly notBefore)
    {
        var registered = manual && dice.Chance(0.3) ? day.AddDays(dice.Between(1, 6)) : day;
        world.Activities.Add(
            new Activity
            {
                Id = numbers.Activity(),
                Case = file,
                Persons = persons,
                Type = type,
                Manual = manual,
                DoneOn = day,
                Registered = registered > notBefore ? registered : notBefore,
                Minutes = minutes,
                Professional = HolderOn(day),
                Team = file.Team,
            }
        );
    }

    /// <summary>The members present on a day: mostly the principal, sometimes others, never the dead.</summary>
    private List<SourcePerson> Present(DateOnly day)
    {
        var present = new List<SourcePerson>();
        foreach (var member in file.Members)
        {
            var likely = member.Relation == "principal" ? 0.85 : 0.22;
            var there = member.From <= day && (member.To is null || member.To > day) && member.Person.Person.IsAliveOn(day.AddDays(1));
            if (there && dice.Chance(likely))
                present.Add(member.Person);
        }
        return present;
    }

    private string HolderOn(DateOnly day) => world.Workforce.Posts[file.Post].HolderOn(day).Dni;

    private DateOnly Between(DateOnly first, DateOnly last) =>
        last <= first ? first : first.AddDays(dice.Between(0, last.DayNumber - first.DayNumber));
}
