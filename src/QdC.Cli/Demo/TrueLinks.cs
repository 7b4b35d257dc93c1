using QdC.Pipeline.Link;
using QdC.Warehouse;

namespace QdC.Cli.Demo;

/// <summary>What a steward who knows everybody would decide.</summary>
internal static class TrueLinks
{
    /// <summary>The decisions on the pairs that a version's queue holds.</summary>
    public static List<StatedDecision> Queue(string area, IReadOnlyDictionary<(string System, string Number), string> persons, DuckDbSession version, AreaKeys keys)
    {
        var known = persons.ToDictionary(p => PersonReview.RecordOf(keys, p.Key.System, p.Key.Number), p => (p.Key, Person: p.Value));
        return
        [
            .. version
                .Query("SELECT record_a, record_b FROM link.pair WHERE outcome = 'review'", r => (A: known[r.GetGuid(0)], B: known[r.GetGuid(1)]))
                .Select(pair => pair.A.Key.CompareTo(pair.B.Key) < 0 ? pair : (A: pair.B, B: pair.A))
                .Select(pair => new StatedDecision(0, area, pair.A.Key, pair.B.Key, pair.A.Person == pair.B.Person, pair.A.Person == pair.B.Person ? "one person registered twice" : "two persons with one document"))
                .OrderBy(d => d.A)
                .ThenBy(d => d.B),
        ];
    }

    /// <summary>The decisions that make the people of a version those that they are in truth.</summary>
    /// <param name="area">The area.</param>
    /// <param name="persons">Who each record is.</param>
    /// <param name="version">The version.</param>
    /// <param name="keys">The area's keys.</param>
    public static List<StatedDecision> Decisions(string area, IReadOnlyDictionary<(string System, string Number), string> persons, DuckDbSession version, AreaKeys keys)
    {
        var served = version.Query("SELECT person_record, person_id FROM link.person_map", r => (Record: r.GetGuid(0), Person: r.GetGuid(1))).ToDictionary(r => r.Record, r => r.Person);
        var records = persons
            .Select(p => (p.Key, True: p.Value, Record: PersonReview.RecordOf(keys, p.Key.System, p.Key.Number)))
            .Where(r => served.ContainsKey(r.Record))
            .Select(r => (r.Key, r.True, Served: served[r.Record]))
            .OrderBy(r => r.Key)
            .ToList();
        var decisions = new List<StatedDecision>();
        foreach (var one in records.GroupBy(r => r.True))
        {
            var parts = one.GroupBy(r => r.Served).Select(g => g.First()).ToList();
            decisions.AddRange(parts.Skip(1).Select(part => Decision(parts[0].Key, part.Key, true)));
        }
        foreach (var cluster in records.GroupBy(r => r.Served))
        {
            var parts = cluster.GroupBy(r => r.True).ToList();
            decisions.AddRange(
                from i in Enumerable.Range(0, parts.Count)
                from j in Enumerable.Range(i + 1, parts.Count - i - 1)
                from a in parts[i]
                from b in parts[j]
                select Decision(a.Key, b.Key, false));
        }
        return decisions;

        StatedDecision Decision((string, string) a, (string, string) b, bool same) => new(0, area, a, b, same, "known");
    }
}
