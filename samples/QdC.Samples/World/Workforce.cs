using QdC.Samples.People;
using QdC.Samples.Randomness;
using QdC.Samples.Territory;

namespace QdC.Samples.World;

/// <summary>A post of a team and the professionals who held it one after the other.</summary>
internal sealed record Post(string Role, string Team, IReadOnlyList<StaffSpell> Holders)
{
    /// <summary>The professional who holds the post on a day.</summary>
    public StaffSpell HolderOn(DateOnly day) =>
        Holders.LastOrDefault(holder => holder.From <= day) ?? Holders[0];
}

/// <summary>The council's staff over the years; posts scale with the area, so hours per inhabitant stay true.</summary>
internal sealed class Workforce
{
    private const decimal StandardHours = 37.5m;

    private Workforce(IReadOnlyList<Post> posts, IReadOnlyList<StaffSpell> spells)
    {
        Posts = posts;
        Spells = spells;
    }

    /// <summary>Posts that hold cases (TS, ES).</summary>
    public IReadOnlyList<Post> Posts { get; }

    /// <summary>Every contract stretch of every professional.</summary>
    public IReadOnlyList<StaffSpell> Spells { get; }

    /// <summary>Hires the staff of an area from its first simulated day on.</summary>
    public static Workforce Hire(AreaProfile area, double scale, long seed, DateOnly start, DateOnly end)
    {
        var dice = new Dice(seed, area.Name + "/staff");
        var posts = new List<Post>();
        var spells = new List<StaffSpell>();
        Fill("TS", area.SocialWorkers * scale, Math.Max(2, (int)Math.Ceiling(area.SocialWorkers * scale)));
        Fill("ES", area.Educators * scale, Math.Max(1, (int)Math.Ceiling(area.Educators * scale)));
        var leads = posts.ToList();
        Fill("COORD", Math.Max(0.2, scale * area.SocialWorkers / 12), 1);
        Fill("ADM", Math.Max(0.2, scale * area.SocialWorkers / 6), 1);

        var educator = spells.First(spell => spell.Role == "ES");
        spells.Add(
            educator with
            {
                From = educator.From.AddDays(400),
                To = educator.To,
                WeeklyHours = 1.25m,
                Team = area.Teams[^1],
            }
        );
        return new Workforce(leads, spells);

        void Fill(string role, double fullTime, int heads)
        {
            var hours = Math.Max(0.5m, Math.Round((decimal)fullTime / heads * StandardHours * 4) / 4);
            for (var i = 0; i < heads; i++)
            {
                var team = area.Teams[i % area.Teams.Length];
                var holders = new List<StaffSpell>();
                var from = start.AddDays(-dice.Between(30, 900));
                while (from <= end)
                {
                    var last = from.AddDays((int)(500 + dice.Exponential(1500)));
                    var origin = Names.Local;
                    var names = dice.Chance(0.8) ? origin.Women : origin.Men;
                    var name = $"{dice.Pick(names)} {dice.Pick(origin.Surnames)} {dice.Pick(origin.Surnames)}";
                    holders.Add(
                        new StaffSpell(
                            Identifiers.DniOf(dice),
                            name,
                            role,
                            from,
                            last <= end ? last : null,
                            hours,
                            StandardHours,
                            team
                        )
                    );
                    from = last.AddDays(1);
                }
                posts.Add(new Post(role, team, holders));
                spells.AddRange(holders);
            }
        }
    }
}
