using QdC.Samples.Extracts;

namespace QdC.Samples.Truth;

/// <summary>A service that stands again in a system which is not that of record for it.</summary>
/// <param name="System">The system that tells it again.</param>
/// <param name="Original">The service it is, as the system of record tells it.</param>
internal sealed record ToldTwice(string System, string Original)
{
    /// <summary>
    /// Finds them, by key: the same external number in both systems or, where that is not so, one person with the same sound document in
    /// both, the same type and days in common. Of several the one that began nearest.
    /// </summary>
    /// <param name="histories">The histories, by extract.</param>
    /// <param name="recordOf">By type of service, the system of record.</param>
    public static Dictionary<string, ToldTwice> Find(ILookup<string, ExtractHistory> histories, Func<string, string> recordOf)
    {
        var documents = Documents(histories);
        var told = histories["service"].SelectMany(history => history.Live.Select(pair => new Told(history.System, new LiveRow(history.Shape, pair.Key, pair.Row)))).ToList();
        var originals = told.Where(service => service.Type is { } type && recordOf(type) == service.System).ToList();
        var again = told.Except(originals).ToList();
        return again
            .Select(service => (Service: service, Original: Nearest(service, originals, documents)))
            .Where(pair => pair.Original is not null)
            .ToDictionary(pair => pair.Service.Row.Key, pair => new ToldTwice(pair.Service.System, pair.Original!.Row.Key));
    }

    private static Told? Nearest(Told service, List<Told> originals, ILookup<string, string> documents) =>
        originals
            .Where(other => other.System != service.System)
            .Where(other => SameNumber(other, service) || SameCare(other, service, documents))
            .OrderByDescending(other => SameNumber(other, service))
            .ThenBy(other => Math.Abs((other.From ?? DateOnly.MaxValue).DayNumber - (service.From ?? DateOnly.MaxValue).DayNumber))
            .FirstOrDefault();

    private static bool SameNumber(Told one, Told other) => one.Row["external_ref"] is { } number && number == other.Row["external_ref"];

    private static bool SameCare(Told one, Told other, ILookup<string, string> documents) =>
        one.Type == other.Type
        && one.From <= other.To
        && other.From <= one.To
        && documents[one.Row.Key].Intersect(documents[other.Row.Key]).Any();

    /// <summary>The sound documents of those a service is for.</summary>
    private static ILookup<string, string> Documents(ILookup<string, ExtractHistory> histories)
    {
        var byPerson = Rows(histories, "person").Where(row => row["doc_number"] is not null).ToDictionary(row => row.Key, row => row["doc_number"]!);
        return Rows(histories, "beneficiary").Where(row => byPerson.ContainsKey(row["person"]!)).ToLookup(row => row["service"]!, row => byPerson[row["person"]!]);
    }

    private static IEnumerable<LiveRow> Rows(ILookup<string, ExtractHistory> histories, string extract) =>
        histories[extract].SelectMany(history => history.Live.Select(pair => new LiveRow(history.Shape, pair.Key, pair.Row)));

    /// <summary>A service as a system tells it: granted without a first day, it begins with the decision.</summary>
    private sealed record Told(string System, LiveRow Row)
    {
        public string? Type => Row["type"];

        public DateOnly? From => Row.Day("from") ?? (Row["status"] == "granted" ? Row.Day("decided_on") : null);

        public DateOnly To => Row.Day("to") ?? DateOnly.MaxValue;
    }
}
