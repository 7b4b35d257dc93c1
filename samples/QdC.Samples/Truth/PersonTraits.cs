using System.Globalization;

namespace QdC.Samples.Truth;

/// <summary>What breakdowns know of a person.</summary>
internal sealed record Traits(string Municipality, string Sex, string AgeBand, string AgeGroup);

/// <summary>What is recorded of people on a day, as breakdowns tell it.</summary>
internal sealed class PersonTraits(RecordedModel model)
{
    private static readonly (int Oldest, string Band)[] Bands =
    [
        (3, "0-3"), (11, "4-11"), (15, "12-15"), (17, "16-17"), (29, "18-29"), (44, "30-44"), (64, "45-64"), (74, "65-74"), (84, "75-84"), (int.MaxValue, "85+"),
    ];

    /// <summary>The traits of a record on a day, the age being that of a year.</summary>
    public Traits Of(string record, DateOnly day, int year)
    {
        if (model.Find("person", record) is not var (shape, observation))
            return new Traits("unknown", "unknown", "unknown", "unknown");
        var row = new LiveRow(shape, record, observation.AsOf(day));
        var birth = row.Member("birth_date");
        if (!int.TryParse(birth, NumberStyles.None, CultureInfo.InvariantCulture, out var birthYear))
            return new Traits(row.Member("municipality"), row.Member("sex"), birth, birth);
        var age = year - 1 - birthYear;
        return new Traits(
            row.Member("municipality"),
            row.Member("sex"),
            Bands.First(band => age <= band.Oldest).Band,
            age <= 14 ? "0-14" : age <= 64 ? "15-64" : "65+"
        );
    }
}
