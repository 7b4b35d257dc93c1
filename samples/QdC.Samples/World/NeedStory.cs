using QdC.Samples.Randomness;

namespace QdC.Samples.World;

/// <summary>What the people of a case ask for and the problems they have, for as long as they have them.</summary>
internal sealed class NeedStory(AreaWorld world, CaseFile file, Dice dice, RecordNumbers numbers)
{
    private static readonly string[] OldTypes = ["dependency", "isolation", "health", "economic", "housing", "mental_health", "relational"];
    private static readonly double[] OldWeights = [30, 20, 20, 9, 8, 7, 6];
    private static readonly string[] AdultTypes =
    [
        "economic", "work", "housing", "relational", "health", "mental_health", "addiction", "legal_situation", "isolation", "dependency",
    ];
    private static readonly double[] AdultWeights = [26, 21, 18, 10, 8, 7, 4, 4, 4, 2];
    private static readonly string[] ChildTypes = ["education", "relational", "child_neglect", "health"];
    private static readonly double[] ChildWeights = [55, 22, 8, 15];

    private static readonly Dictionary<string, string[]> Codes = new()
    {
        ["economic"] = ["no_income", "low_income", "debt"],
        ["work"] = ["unemployment", "precarious"],
        ["housing"] = ["eviction", "inadequate", "energy"],
        ["health"] = ["illness", "disability"],
        ["mental_health"] = ["disorder"],
        ["addiction"] = ["substances"],
        ["dependency"] = ["daily_life", "carer"],
        ["relational"] = ["conflict", "upbringing"],
        ["education"] = ["absence", "performance"],
        ["isolation"] = ["loneliness", "no_network"],
        ["violence"] = ["partner", "family"],
        ["child_neglect"] = ["risk"],
        ["legal_situation"] = ["irregular", "justice"],
    };

    private static readonly string[] OldDemands = ["dependency", "home_care", "telecare", "information", "residence", "economic_aid"];
    private static readonly double[] OldDemandWeights = [28, 24, 20, 16, 8, 4];
    private static readonly string[] AdultDemands = ["economic_aid", "food", "housing", "information", "children", "work", "legal", "mental_health"];
    private static readonly double[] AdultDemandWeights = [32, 14, 20, 16, 9, 6, 2, 1];

    private DateOnly LastDay => file.Closed ?? world.End;

    /// <summary>Writes demands and problems into the world.</summary>
    public void Tell()
    {
        if (file.TransferredFrom is { } before)
            GoOn(before);
        else if (file.Type == "SSB")
            Begin();
        else if (file.Type == "SIAD" && dice.Chance(0.7))
            Have(file.Principal, "violence", null);
        if (file.Type == "SSB")
            Ask();
        else if (file.Type == "SIAD")
            Demand(file.Principal, "violence", file.Opened);
    }

    private void Begin()
    {
        foreach (var member in file.Members)
        {
            var (types, weights) = Likely(member);
            var count = member.Relation == "principal" ? dice.Weighted([8, 30, 27, 22, 13]) : dice.Chance(0.22) ? 1 : 0;
            var chosen = new List<string>();
            while (chosen.Count < count)
            {
                var type = types[dice.Weighted(weights)];
                if (!chosen.Contains(type))
                    chosen.Add(type);
            }
            Problem? beside = null;
            foreach (var type in chosen)
                beside = Have(member, type, beside) ?? beside;
        }
    }

    private (string[] Types, double[] Weights) Likely(Member member) =>
        member.Person.Person.AgeOn(file.Opened) switch
        {
            < 18 => (ChildTypes, ChildWeights),
            < 66 => (AdultTypes, AdultWeights),
            _ => (OldTypes, OldWeights),
        };

    /// <summary>A transfer ends what is in force in the old case; it goes on in the new one.</summary>
    private void GoOn(CaseFile before)
    {
        Problem? beside = null;
        foreach (var problem in world.Problems.Where(problem => problem.Case == before && problem.To == LastDayOf(before)).ToList())
        {
            if (file.Members.FirstOrDefault(member => member.Person == problem.Person) is { } member)
                beside = Note(member, problem.Type, problem.Code, file.Opened, EndIn(member, file.Opened), beside) ?? beside;
        }
    }

    private Problem? Have(Member member, string type, Problem? beside)
    {
        var room = Math.Max(0, LastDay.DayNumber - file.Opened.DayNumber - 2);
        var from = file.Opened.AddDays(dice.Chance(0.65) ? Math.Min(room, dice.Between(0, 40)) : dice.Between(0, room));
        var codes = Codes[type];
        var first = dice.Between(0, codes.Length - 1);
        var problem = Note(member, type, $"{type}.{codes[first]}", from, EndIn(member, from), beside);
        if (problem is not null && codes.Length > 1 && dice.Chance(0.15))
            Note(member, type, $"{type}.{codes[(first + 1) % codes.Length]}", from, EndIn(member, from), problem);
        return problem;
    }

    /// <summary>The last day: solved, or that of the case, the person's membership or life; null while it lasts.</summary>
    private DateOnly? EndIn(Member member, DateOnly from)
    {
        var solved = dice.Chance(0.5) ? from.AddDays(dice.Between(90, 900)) : DateOnly.MaxValue;
        var last = new[] { solved, LastDayOf(file), member.To ?? DateOnly.MaxValue, member.Person.Person.Death ?? DateOnly.MaxValue }.Min();
        return last > world.End ? null : last;
    }

    /// <summary>The last day of what is in force in a case: the day before it goes over to another, else that of its closing.</summary>
    private static DateOnly LastDayOf(CaseFile file) =>
        file.Closed is not { } closed ? DateOnly.MaxValue : file.CloseReason == "moved" ? closed.AddDays(-1) : closed;

    private Problem? Note(Member member, string type, string code, DateOnly from, DateOnly? to, Problem? beside)
    {
        if (to < from || to < world.HistoryFrom || !member.Person.Person.IsAliveOn(from))
            return null;
        var registered = dice.Chance(0.75) ? from : from.AddDays(dice.Between(1, 6));
        var problem = new Problem(numbers.Problem(), file, member.Person, type, code, from, to, registered > file.Registered ? registered : file.Registered)
        {
            Beside = beside,
        };
        world.Problems.Add(problem);
        return problem;
    }

    private void Ask()
    {
        var old = file.Principal.Person.Person.AgeOn(file.Opened) >= 66;
        var (codes, weights) = old ? (OldDemands, OldDemandWeights) : (AdultDemands, AdultDemandWeights);
        if (file.TransferredFrom is null)
            Demand(file.Principal, codes[dice.Weighted(weights)], file.Opened.AddDays(-dice.Between(0, 20)));
        var years = (LastDay.DayNumber - file.Opened.DayNumber) / 365.25;
        for (var i = dice.Poisson(years * 0.7); i > 0; i--)
        {
            var day = file.Opened.AddDays(dice.Between(0, Math.Max(0, LastDay.DayNumber - file.Opened.DayNumber - 1)));
            Demand(dice.Chance(0.85) ? file.Principal : dice.Pick(file.Members), codes[dice.Weighted(weights)], day);
        }
    }

    private void Demand(Member member, string code, DateOnly day)
    {
        if (day < world.HistoryFrom || day > world.End || !member.Person.Person.IsAliveOn(day.AddDays(1)))
            return;
        var registered = dice.Chance(0.8) ? day : day.AddDays(dice.Between(1, 4));
        var professional = world.Workforce.Posts[file.Post].HolderOn(day).Dni;
        world.Demands.Add(
            new Demand(
                numbers.Demand(),
                dice.Chance(0.9) ? file : null,
                member.Person,
                code,
                day,
                registered > file.Registered ? registered : file.Registered,
                professional
            )
        );
    }
}
