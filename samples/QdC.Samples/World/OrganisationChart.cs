using QdC.Samples.Territory;

namespace QdC.Samples.World;

/// <summary>Where an area's teams stand: one EBASP for all, but the last team had one of its own for the first two years.</summary>
internal static class OrganisationChart
{
    /// <summary>The sector a team serves, by its name.</summary>
    public static string SectorOf(string team) => team[(team.IndexOf(' ') + 1)..];

    /// <summary>The places of all teams, oldest first.</summary>
    public static IReadOnlyList<TeamPlace> Draw(AreaProfile area, DateOnly historyFrom, DateOnly start)
    {
        var seat = area.Municipalities.MaxBy(m => m.Inhabitants.Sum())!;
        var joined = historyFrom.AddYears(2);
        var places = new List<TeamPlace>();
        foreach (var team in area.Teams)
        {
            var sector = SectorOf(team);
            var home = (area.Municipalities.FirstOrDefault(m => m.Name == sector) ?? seat).Code;
            if (team == area.Teams[^1])
            {
                places.Add(new TeamPlace(team, start, joined.AddDays(-1), "EBASP " + sector, sector, home));
                places.Add(new TeamPlace(team, joined, null, "EBASP " + seat.Name, sector, home));
            }
            else
            {
                places.Add(new TeamPlace(team, start, null, "EBASP " + seat.Name, sector, home));
            }
        }
        return places;
    }
}
