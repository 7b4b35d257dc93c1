using System.Text.Json;
using QdC.Pipeline.Check;
using QdC.Pipeline.Conform;
using QdC.Pipeline.SentBack;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Link;

/// <summary>Where a source record of a person stands, so that a steward finds it in the council's system. It names nobody.</summary>
/// <param name="System">The system.</param>
/// <param name="Extract">The extract.</param>
/// <param name="RecordNo">The council's own number of the record, masked where it looks like an identifier; null when it cannot be looked up.</param>
/// <param name="File">The file that told of it last.</param>
/// <param name="Sheet">The sheet, in workbooks.</param>
/// <param name="Line">The line or row.</param>
public sealed record PersonPlace(string System, string Extract, string? RecordNo, string? File, string? Sheet, int? Line);

/// <summary>Two source records and why they are, may be or are not one person: how each field agrees, never its value.</summary>
/// <param name="Id">What the pair is called in decisions: eight hex digits.</param>
/// <param name="A">One record.</param>
/// <param name="B">The other.</param>
/// <param name="Outcome"><c>same</c>, <c>review</c> or <c>different</c>.</param>
/// <param name="Rule">The rule that says so, <c>model</c>, <c>conflict</c>, <c>two_documents</c> or <c>decided</c>.</param>
/// <param name="Weight">The odds that they are one person, in bits.</param>
/// <param name="Agreement">The level of agreement of each field that says something, with its weight in bits.</param>
public sealed record PersonPair(string Id, PersonPlace A, PersonPlace B, string Outcome, string Rule, double Weight, IReadOnlyDictionary<string, FieldAgreement> Agreement);

/// <summary>Why records are one person.</summary>
/// <param name="PersonKey">The person's surrogate key.</param>
/// <param name="Records">Its records.</param>
/// <param name="Pairs">What joins them, and what may join them to others.</param>
public sealed record PersonExplained(long PersonKey, IReadOnlyList<PersonPlace> Records, IReadOnlyList<PersonPair> Pairs);

/// <summary>Reads a version's links: what waits for a person to look at, and why records were joined.</summary>
public sealed class PersonReview(DuckDbSession version, AreaLog log, RecordNumbers numbers)
{
    private const string PairId = "left(md5(CAST(record_a AS VARCHAR) || CAST(record_b AS VARCHAR)), 8)";

    /// <summary>The pairs to be looked at on which nobody has decided yet, the likeliest first.</summary>
    public IReadOnlyList<PersonPair> Queue() => Shown(Waiting());

    /// <summary>Some of the pairs that <see cref="Queue()"/> gives, and how many there are.</summary>
    /// <param name="skip">How many are left out first.</param>
    /// <param name="take">How many at most.</param>
    public (int All, IReadOnlyList<PersonPair> Pairs) Queue(int skip, int take)
    {
        var waiting = Waiting();
        return (waiting.Count, Shown([.. waiting.Skip(skip).Take(take)]));
    }

    /// <summary>The records of a pair; null when the version has no such pair.</summary>
    public (Guid A, Guid B)? Records(string pairId) =>
        version.Query($"SELECT record_a, record_b FROM link.pair WHERE {PairId} = ?", r => ((Guid, Guid)?)(r.GetGuid(0), r.GetGuid(1)), pairId).SingleOrDefault();

    /// <summary>Why a record's person is made of the records it is made of; null when the version knows no such record.</summary>
    public PersonExplained? Explain(Guid record)
    {
        var person = version.Query(
            "SELECT k.key, n.person_record FROM link.person_map AS m JOIN keys.person AS k ON k.id = m.person_id JOIN link.person_map AS n ON n.person_id = m.person_id WHERE m.person_record = ? ORDER BY n.person_record",
            r => (Key: r.GetInt64(0), Record: r.GetGuid(1)),
            record);
        if (person.Count == 0)
        {
            return null;
        }
        var ids = string.Join(", ", person.Select(p => $"'{p.Record}'"));
        var places = Places([.. person.Select(p => p.Record)]);
        return new PersonExplained(person[0].Key, [.. person.Select(p => places[p.Record])], Shown(Found($"record_a IN ({ids}) OR record_b IN ({ids})")));
    }

    /// <summary>The pseudonym of a record by the system and the council's own number of it.</summary>
    /// <param name="keys">The area's keys.</param>
    /// <param name="system">The system that delivers the person.</param>
    /// <param name="number">Its number there; the parts of a composite key divided by <c> / </c>.</param>
    public static Guid RecordOf(AreaKeys keys, string system, string number)
    {
        using var pseudonyms = new Pseudonymiser(keys.Pseudonym.Reveal());
        var key = System.Text.Encoding.UTF8.GetBytes(string.Join((char)KeySpace.Separator, number.Trim().Split(" / ")));
        return pseudonyms.UuidOf(new KeySpace(system, "person"), key);
    }

    private List<Pair> Waiting()
    {
        var decided = PersonDecisions.InForce(log).Select(d => (d.A, d.B)).ToHashSet();
        return [.. Found("outcome = 'review'").Where(f => PersonDecisions.Pair(f.A, f.B, true) is var pair && !decided.Contains((pair.A, pair.B)))];
    }

    private List<Pair> Found(string where) =>
        version.Scalar<long>("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'link' AND table_name = 'pair'") == 0
            ? []
            : version.Query(
                $"SELECT {PairId}, record_a, record_b, outcome, rule, weight, agreement FROM link.pair WHERE {where} ORDER BY weight DESC, record_a, record_b",
                r => new Pair(r.GetString(0), r.GetGuid(1), r.GetGuid(2), r.GetString(3), r.GetString(4), r.GetDouble(5), r.GetString(6)));

    private List<PersonPair> Shown(List<Pair> pairs)
    {
        var places = Places([.. pairs.SelectMany(p => new[] { p.A, p.B }).Distinct()]);
        return [.. pairs.Select(p => new PersonPair(p.Id, places[p.A], places[p.B], p.Outcome, p.Rule, p.Weight, JsonSerializer.Deserialize<Dictionary<string, FieldAgreement>>(p.Agreement)!))];
    }

    /// <summary>Where records stand, by what was said of them last.</summary>
    private Dictionary<Guid, PersonPlace> Places(IReadOnlyList<Guid> records)
    {
        if (records.Count == 0)
        {
            return [];
        }
        var deliveries = log.Deliveries().ToDictionary(d => d.DeliveryId);
        var told = version.Query(
            $"""
            SELECT source_key, system, extract, delivery_id, sheet, line FROM obs.person
            WHERE source_key IN ({string.Join(", ", records.Select(r => $"'{r}'"))}) AND NOT absent
            QUALIFY row_number() OVER (PARTITION BY source_key ORDER BY effective_date DESC, seq DESC) = 1
            """,
            r => (
                Record: r.GetGuid(0),
                System: r.GetString(1),
                Extract: r.GetString(2),
                Origin: deliveries.GetValueOrDefault(r.GetInt64(3)) is { } last ? deliveries.GetValueOrDefault(SentBackMode.OriginOf(last)) : null,
                Place: new RowPlace(r.IsDBNull(4) ? null : r.GetString(4), r.IsDBNull(5) ? 0 : r.GetInt32(5))));
        var shown = told
            .Where(t => t.Origin is not null)
            .GroupBy(t => t.Origin!)
            .ToDictionary(g => g.Key.DeliveryId, g => numbers.Lookup(g.Key, g.Select(t => t.Place).ToHashSet()));
        var places = told.ToDictionary(
            t => t.Record,
            t => new PersonPlace(t.System, t.Extract, t.Origin is { } o ? shown[o.DeliveryId].GetValueOrDefault(t.Place)?.RecordNo : null, t.Origin?.Facts.FileName, t.Place.Sheet, t.Place.Line));
        foreach (var record in records)
        {
            places.TryAdd(record, new PersonPlace("", "", null, null, null, null)); // named by other extracts only
        }
        return places;
    }

    private sealed record Pair(string Id, Guid A, Guid B, string Outcome, string Rule, double Weight, string Agreement);
}
