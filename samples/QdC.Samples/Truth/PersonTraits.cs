using System.Globalization;
using QdC.Samples.Extracts;

namespace QdC.Samples.Truth;

/// <summary>What breakdowns know of a person.</summary>
internal sealed record Traits(string Municipality, string Sex, string AgeBand, string AgeGroup);

/// <summary>
/// What is recorded of people on a day, as breakdowns tell it. Of several records of one person each trait is what they say last: known
/// before unknown, a record still delivered before one that is not, then what was said since the latest day, then the first in order.
/// </summary>
internal sealed class PersonTraits(RecordedModel model, PeopleView view)
{
    private static readonly string[] NotKnown = ["unknown", "invalid", "unmapped"];

    private static readonly (int Oldest, string Band)[] Bands =
    [
        (3, "0-3"), (11, "4-11"), (15, "12-15"), (17, "16-17"), (29, "18-29"), (44, "30-44"), (64, "45-64"), (74, "65-74"), (84, "75-84"), (int.MaxValue, "85+"),
    ];

    private readonly Lazy<ILookup<string, (ExtractShape Shape, Observation Record)>> _records = new(() => model.Records("person").ToLookup(record => view.Who(record.Record.Key)));

    /// <summary>The traits of a record's person on a day, the age being that of a year.</summary>
    public Traits Of(string record, DateOnly day, int year)
    {
        var records = _records.Value[view.Who(record)].ToList();
        if (records.Count == 0)
            return new Traits("unknown", "unknown", "unknown", "unknown");
        var (municipality, sex, birth) = (Said(records, "municipality", day), Said(records, "sex", day), Said(records, "birth_date", day));
        if (!int.TryParse(birth, NumberStyles.None, CultureInfo.InvariantCulture, out var birthYear))
            return new Traits(municipality, sex, birth, birth);
        var age = year - 1 - birthYear;
        return new Traits(
            municipality,
            sex,
            Bands.First(band => age <= band.Oldest).Band,
            age <= 14 ? "0-14" : age <= 64 ? "15-64" : "65+"
        );
    }

    private static string Said(List<(ExtractShape Shape, Observation Record)> records, string trait, DateOnly day) =>
        records
            .Select(record => (
                Value: new LiveRow(record.Shape, record.Record.Key, record.Record.AsOf(day)).Member(trait),
                IsAbsent: record.Record.IsAbsentOn(day),
                Since: record.Record.Since(day, row => new LiveRow(record.Shape, record.Record.Key, row).Member(trait))))
            .OrderBy(said => NotKnown.Contains(said.Value))
            .ThenBy(said => said.IsAbsent)
            .ThenByDescending(said => said.Since)
            .ThenBy(said => said.Value, StringComparer.Ordinal)
            .First()
            .Value;
}
