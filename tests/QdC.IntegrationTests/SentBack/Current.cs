using QdC.Pipeline.Load;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.IntegrationTests.SentBack;

/// <summary>What a version says now: the last observation of every record, and the star's rows by natural key.</summary>
internal sealed record Current(IReadOnlyDictionary<(string Subject, string Key), string> Records, IReadOnlyDictionary<string, IReadOnlyList<string>> Star, IReadOnlyDictionary<string, string> Hashes)
{
    /// <summary>The record that each record's person is called by in the star.</summary>
    public required IReadOnlyDictionary<string, string> People { get; init; }

    public static Current Of(Council council, string area)
    {
        using var version = council.Store(area).OpenCurrent();
        var db = version.Session;
        var records = new Dictionary<(string, string), string>();
        foreach (var subject in council.Jobs().Contract.Subjects.Values)
        {
            var rows = db.Query(
                $"""
                SELECT CAST(o.source_key AS VARCHAR), o.absent, CAST((SELECT x FROM (SELECT {Fields(subject)}) AS x) AS VARCHAR)
                FROM {ObservationTables.Table(subject)} AS o QUALIFY row_number() OVER (PARTITION BY system, extract, source_key ORDER BY seq DESC) = 1
                """,
                row => (Key: row.GetString(0).Replace("-", ""), Text: $"{row.GetBoolean(1)} {row.GetString(2)}"));
            foreach (var (key, text) in rows)
            {
                records[(subject.Name, key)] = text;
            }
        }

        var hashes = StarContent.Hashes(db);
        return new Current(records, hashes.Keys.Where(t => t.StartsWith("star.", StringComparison.Ordinal)).ToDictionary(t => t, t => StarContent.Rows(db, t)), hashes)
        {
            People = db.Query(
                "SELECT CAST(person_record AS VARCHAR), CAST(min(person_record) OVER (PARTITION BY person_id) AS VARCHAR) FROM link.person_map",
                row => (Record: row.GetString(0), Person: row.GetString(1))).ToDictionary(r => r.Record, r => r.Person),
        };
    }

    /// <summary>The records that say something else than before.</summary>
    public IReadOnlyList<(string Subject, string Key)> ChangedSince(Current before) =>
        [.. Records.Where(r => !before.Records.TryGetValue(r.Key, out var was) || was != r.Value).Select(r => r.Key).Concat(before.Records.Keys.Except(Records.Keys)).Order()];

    private static string Fields(Pipeline.Jobs.Subject subject) => string.Join(", ", subject.Stored.Select(f => $"o.\"{f.StoredName}\"").Append("o.flaws"));
}
