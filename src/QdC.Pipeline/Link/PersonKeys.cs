using System.Buffers.Binary;
using System.Security.Cryptography;

namespace QdC.Pipeline.Link;

/// <summary>What became of a person between two versions.</summary>
internal enum PersonChangeKind
{
    /// <summary>Turned out to be one with another, under whose key both go on.</summary>
    Merge,

    /// <summary>Records that were theirs are another person now.</summary>
    Split,
}

/// <summary>A change of people.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Person">Who keeps the key.</param>
/// <param name="Other">Who goes (merge) or comes (split).</param>
/// <param name="Reason">The strongest pair that says so; null where none of the pairs found does.</param>
internal sealed record PersonChange(PersonChangeKind Kind, Guid Person, Guid Other, LinkedPair? Reason);

/// <summary>
/// Durable keys of people. A person known before stays with its oldest record; where two come together the one whose key was minted first
/// stays; the rest are new. So a relink never re-keys an unchanged cluster, a merge keeps the older key, a split keeps it on the part with the
/// oldest record.
/// </summary>
internal sealed class PersonKeys
{
    private readonly IReadOnlyList<NamedRecord> _records;
    private readonly int[] _clusterOf;
    private readonly Dictionary<int, Guid> _personOf;
    private readonly Dictionary<Guid, int> _oldest;

    private PersonKeys(IReadOnlyList<NamedRecord> records, int[] clusterOf, Dictionary<int, Guid> personOf, Dictionary<Guid, int> oldest) =>
        (_records, _clusterOf, _personOf, _oldest) = (records, clusterOf, personOf, oldest);

    /// <summary>How many people there are.</summary>
    public int People => _personOf.Count;

    /// <summary>The person a record is.</summary>
    public Guid PersonOf(int record) => _personOf[_clusterOf[record]];

    /// <summary>Gives each cluster its person.</summary>
    /// <param name="records">The records, the oldest first.</param>
    /// <param name="clusterOf">The cluster of each.</param>
    public static PersonKeys Assign(IReadOnlyList<NamedRecord> records, int[] clusterOf)
    {
        var oldest = new Dictionary<Guid, int>();
        var kept = new Dictionary<int, (Guid Person, long Key)>();
        var taken = new HashSet<Guid>();
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Before is { } before && oldest.TryAdd(before.Person, i))
            {
                taken.Add(before.Person);
                if (!kept.TryGetValue(clusterOf[i], out var other) || before.Key < other.Key)
                {
                    kept[clusterOf[i]] = before;
                }
            }
        }
        var personOf = kept.ToDictionary(k => k.Key, k => k.Value.Person);
        for (var i = 0; i < records.Count; i++)
        {
            if (!personOf.ContainsKey(clusterOf[i]))
            {
                personOf.Add(clusterOf[i], Fresh(records[i].Record, taken));
            }
        }
        return new PersonKeys(records, clusterOf, personOf, oldest);
    }

    /// <summary>What changed since the version before.</summary>
    /// <param name="pairs">The pairs found, as reasons.</param>
    public IReadOnlyList<PersonChange> Changes(IReadOnlyList<LinkedPair> pairs)
    {
        var changes = new Dictionary<(PersonChangeKind, Guid, Guid), PersonChange>();
        for (var i = 0; i < _records.Count; i++)
        {
            if (_records[i].Before is not var (before, _) || before == PersonOf(i))
            {
                continue;
            }
            var merged = _clusterOf[_oldest[before]] == _clusterOf[i];
            var (kind, person, other) = merged ? (PersonChangeKind.Merge, PersonOf(i), before) : (PersonChangeKind.Split, before, PersonOf(i));
            changes.TryAdd((kind, person, other), new PersonChange(kind, person, other, null));
        }
        if (changes.Count == 0)
        {
            return [];
        }
        foreach (var pair in pairs.OrderByDescending(p => p.Rung == Rung.Decided).ThenByDescending(p => p.Weight))
        {
            if (Speaks(pair) is { } of && changes.TryGetValue(of, out var change) && change.Reason is null)
            {
                changes[of] = change with { Reason = pair };
            }
        }
        return [.. changes.Values];
    }

    /// <summary>The change that a pair is a reason for: it joins two who were two, or parts two who were one.</summary>
    private (PersonChangeKind, Guid, Guid)? Speaks(LinkedPair pair)
    {
        if (_records[pair.A].Before?.Person is not { } a || _records[pair.B].Before?.Person is not { } b)
        {
            return null;
        }
        var (nowA, nowB) = (PersonOf(pair.A), PersonOf(pair.B));
        return (a == b, nowA == nowB) switch
        {
            (false, true) => (PersonChangeKind.Merge, nowA, a == nowA ? b : a),
            (true, false) => (PersonChangeKind.Split, a, nowA == a ? nowB : nowA),
            _ => null,
        };
    }

    /// <summary>A new person's id: that of its oldest record or, where a person is called so already, one made of it.</summary>
    private static Guid Fresh(Guid record, HashSet<Guid> taken)
    {
        var id = record;
        Span<byte> text = stackalloc byte[20];
        Span<byte> hash = stackalloc byte[32];
        for (var n = 1; !taken.Add(id); n++)
        {
            record.TryWriteBytes(text, bigEndian: true, out _);
            BinaryPrimitives.WriteInt32BigEndian(text[16..], n);
            SHA256.HashData(text, hash);
            id = new Guid(hash[..16], bigEndian: true);
        }
        return id;
    }
}
