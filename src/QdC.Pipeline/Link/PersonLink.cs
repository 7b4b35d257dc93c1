using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.Pipeline.Link;

/// <summary>What linking an area gave.</summary>
/// <param name="Records">Source records of persons, named or delivered.</param>
/// <param name="People">The people they are.</param>
/// <param name="Review">Pairs that somebody has to look at.</param>
/// <param name="Merges">People who turned out to be one with another.</param>
/// <param name="Splits">People who were made of records now taken from another.</param>
internal sealed record LinkCounts(long Records, long People, long Review, int Merges, int Splits);

/// <summary>
/// Links the source persons of an area into people: opens their identities, compares them in a database in memory that never spills, and
/// writes who is who (<c>link.written</c>, then <c>person_cluster</c>), why (<c>link.pair</c>, levels of agreement without values) and what changed
/// (<c>link.person_change</c>). Where nothing that decides it is other than in the version before (<c>link.basis</c>), what that one says stands,
/// and no identity is opened. See docs/linking.md.
/// </summary>
/// <param name="vault">The area's identities.</param>
/// <param name="basis">What decides the links.</param>
/// <param name="area">The area.</param>
/// <param name="network">Makes the network's pseudonyms; null where no network key is configured.</param>
internal sealed class PersonLink(IdentityVault vault, LinkBasis basis, AreaCode area, Secret? network = null)
{
    /// <summary>The steps that link, after those that prepare the current state.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="done">Told in the end of what it gave, with the time it took.</param>
    public IEnumerable<BuildStep> Steps(long runId, Action<LinkCounts, TimeSpan> done)
    {
        LinkCounts? counts = null;
        return
        [
            BuildStep.Doing(
                "link",
                db => counts = Run(db, runId),
                ["person_named", "last_person"],
                ["keys.person", "link.person_map", "link.written", "link.pair", "link.person_change", "link.network_person", "link.basis"],
                took => done(counts!, took)),
            BuildStep.Of("CREATE OR REPLACE TEMP TABLE person_cluster AS SELECT * FROM link.written; DROP TABLE link.written"),
        ];
    }

    /// <summary>Links.</summary>
    /// <param name="db">The working copy, its current state prepared.</param>
    /// <param name="runId">The run.</param>
    /// <exception cref="IdentitiesMissing">The vault lacks what the version was linked by.</exception>
    private LinkCounts Run(DuckDbSession db, long runId)
    {
        var named = Named(db);
        var print = Print(named);
        if (IsLinkedBy(db, print, named))
        {
            db.Execute("CREATE OR REPLACE TABLE link.written AS FROM link.person_map");
            return new LinkCounts(named.Count, named.DistinctBy(n => n.Before).Count(), db.Scalar<long>("SELECT count(*) FROM link.pair WHERE outcome = 'review'"), 0, 0);
        }
        var (records, at) = basis.Model is null ? (new PersonRecords(), []) : IdentityRecords.Open(named, vault, area);
        var decidedOn = basis.Decisions.SelectMany(d => new[] { d.A, d.B }).ToHashSet();
        var place = at.Select((record, i) => (named[record].Record, Index: i)).Where(r => decidedOn.Contains(r.Record)).ToDictionary(r => r.Record, r => r.Index);
        var decided = basis.Decisions
            .Where(d => place.ContainsKey(d.A) && place.ContainsKey(d.B))
            .Select(d => new DecidedPair(place[d.A], place[d.B], d.Same))
            .ToList();
        var linked = records.Count == 0 ? null : Linker.Run(records, basis.Model!.Model, Linker.Settings with { Threads = 1 }, decided);
        var clusterOf = Clusters(named.Count, at, linked);
        JoinUnidentified(named, place, clusterOf);
        var keys = PersonKeys.Assign(named, clusterOf);
        // Records came in the vault's order; pairs are told in that of all, the older record first.
        var pairs = (linked?.Found ?? [])
            .Select(pair => pair with { A = Math.Min(at[pair.A], at[pair.B]), B = Math.Max(at[pair.A], at[pair.B]) })
            .OrderBy(pair => (pair.A, pair.B))
            .ToList();
        var changes = keys.Changes(pairs);
        db.InTransaction(session =>
        {
            WriteClusters(session, named, keys);
            WritePairs(session, named, pairs);
            WriteChanges(session, named, changes, runId);
            WriteNetwork(session, records, at, keys);
            session.Execute("CREATE OR REPLACE TABLE link.basis AS SELECT CAST(? AS VARCHAR) AS print", print);
        });
        return new LinkCounts(
            named.Count,
            keys.People,
            pairs.Count(p => p.Outcome == LinkOutcome.Review),
            changes.Count(c => c.Kind == PersonChangeKind.Merge),
            changes.Count(c => c.Kind == PersonChangeKind.Split));
    }

    /// <summary>Every source record, the oldest first, with who it was in the version before.</summary>
    private static List<NamedRecord> Named(DuckDbSession db)
    {
        db.Execute("CREATE TABLE IF NOT EXISTS keys.person (id UUID NOT NULL, key BIGINT NOT NULL)");
        db.Execute("CREATE TABLE IF NOT EXISTS link.person_map (person_record UUID, person_id UUID)");
        db.Execute("CREATE TABLE IF NOT EXISTS link.basis (print VARCHAR)");
        return db.Query(
            """
            SELECT n.person_record, p.identity, p.sex, p.municipality, b.person_id, k.key
            FROM person_named AS n
            LEFT JOIN last_person AS p ON p.source_key = n.person_record
            LEFT JOIN (SELECT source_key, min(effective_date) AS first_seen FROM obs.person GROUP BY source_key) AS f ON f.source_key = n.person_record
            LEFT JOIN link.person_map AS b ON b.person_record = n.person_record
            LEFT JOIN keys.person AS k ON k.id = b.person_id
            ORDER BY f.first_seen NULLS LAST, n.person_record
            """,
            r => new NamedRecord(
                r.GetGuid(0),
                r.IsDBNull(1) ? null : r.GetGuid(1),
                r.IsDBNull(2) ? null : r.GetString(2),
                r.IsDBNull(3) ? null : r.GetString(3),
                r.IsDBNull(4) || r.IsDBNull(5) ? null : (r.GetGuid(4), r.GetInt64(5))));
    }

    /// <summary>SHA-256 over all that decides who is who: what each record says, in their order, and what they are linked by.</summary>
    private string Print(List<NamedRecord> named)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes(basis.Fingerprint));
        foreach (var record in named)
        {
            sha.AppendData(Encoding.UTF8.GetBytes($"\n{record.Record:N}|{record.Identity:N}|{record.Sex}|{record.Municipality}"));
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    /// <summary>True when the version before was linked by the same and says of every record who it is.</summary>
    private static bool IsLinkedBy(DuckDbSession db, string print, List<NamedRecord> named) =>
        db.Scalar<string>("SELECT print FROM link.basis") == print && named.TrueForAll(n => n.Before is not null);

    /// <summary>
    /// A record without identity is who was decided: of one whose identity was erased, or whose own row was rejected so that others only name
    /// it, nothing else can say it.
    /// </summary>
    private void JoinUnidentified(List<NamedRecord> named, Dictionary<Guid, int> place, int[] clusterOf)
    {
        var joined = basis.Decisions.Where(d => d.Same && !(place.ContainsKey(d.A) && place.ContainsKey(d.B))).ToList();
        if (joined.Count == 0)
        {
            return;
        }
        var index = named.Select((record, i) => (record.Record, i)).ToDictionary(r => r.Record, r => r.i);
        foreach (var decision in joined)
        {
            if (index.TryGetValue(decision.A, out var a) && index.TryGetValue(decision.B, out var b))
            {
                var (from, to) = (clusterOf[b], clusterOf[a]);
                for (var i = 0; i < clusterOf.Length; i++)
                {
                    clusterOf[i] = clusterOf[i] == from ? to : clusterOf[i];
                }
            }
        }
    }

    /// <summary>The cluster of each source record; one of whom nothing is known is a cluster of its own.</summary>
    private static int[] Clusters(int count, List<int> at, LinkResult? linked)
    {
        var clusterOf = Enumerable.Range(0, count).Select(i => -1 - i).ToArray();
        for (var i = 0; i < at.Count; i++)
        {
            clusterOf[at[i]] = linked!.ClusterOf[i];
        }
        return clusterOf;
    }

    private static void WriteClusters(DuckDbSession db, List<NamedRecord> named, PersonKeys keys)
    {
        db.Execute("CREATE OR REPLACE TABLE link.written (person_record UUID, person_id UUID)");
        using var appender = db.Append("link", "written");
        for (var i = 0; i < named.Count; i++)
        {
            appender.Set(0, named[i].Record);
            appender.Set(1, keys.PersonOf(i));
            appender.EndRow();
        }
        appender.Complete();
    }

    private void WritePairs(DuckDbSession db, List<NamedRecord> named, List<LinkedPair> pairs)
    {
        db.Execute("CREATE OR REPLACE TABLE link.pair (record_a UUID, record_b UUID, outcome VARCHAR, rule VARCHAR, weight DOUBLE, agreement VARCHAR)");
        using var appender = db.Append("link", "pair");
        var agreements = new Dictionary<long, string>();
        foreach (var pair in pairs)
        {
            if (!agreements.TryGetValue(pair.Pattern, out var agreement))
            {
                agreements.Add(pair.Pattern, agreement = Agreement(pair.Pattern));
            }
            appender.Set(0, named[pair.A].Record);
            appender.Set(1, named[pair.B].Record);
            appender.Set(2, pair.Outcome.ToString().ToLowerInvariant());
            appender.Set(3, Rule(pair.Rung));
            appender.Set(4, pair.Weight);
            appender.Set(5, agreement);
            appender.EndRow();
        }
        appender.Complete();
    }

    /// <summary>The network's pseudonym of each person with a valid national identifier: of several the first in order.</summary>
    private void WriteNetwork(DuckDbSession db, PersonRecords records, List<int> at, PersonKeys keys)
    {
        db.Execute("CREATE OR REPLACE TABLE link.network_person (person_id UUID, network_id UUID)");
        if (network is null)
        {
            return;
        }
        using var pseudonyms = new Pseudonymiser(network.Reveal());
        var people = new Dictionary<Guid, Guid>();
        for (var i = 0; i < records.Count; i++)
        {
            if (records.DocumentKind(i) is IdKind.Dni or IdKind.Nie)
            {
                var id = pseudonyms.UuidOf(new KeySpace("network", Jobs.Contract.Document), Encoding.UTF8.GetBytes(records[Slot.Document][i]));
                var person = keys.PersonOf(at[i]);
                people[person] = people.TryGetValue(person, out var other) && other.CompareTo(id) < 0 ? other : id;
            }
        }
        using var appender = db.Append("link", "network_person");
        foreach (var (person, id) in people)
        {
            appender.Set(0, person);
            appender.Set(1, id);
            appender.EndRow();
        }
        appender.Complete();
    }

    /// <summary>How each field agrees, as JSON: the level and its weight in bits; a field that says nothing is left out.</summary>
    private string Agreement(long pattern) =>
        JsonSerializer.Serialize(
            Comparison.All
                .Where(c => Slots.Level(pattern, c.Slot) > 0)
                .ToDictionary(
                    c => c.Slot.Name(),
                    c => new FieldAgreement(
                        c.Levels[Slots.Level(pattern, c.Slot) - 1].Name,
                        basis.Model!.Model.Of(c.Slot) is { } field ? Math.Round(field.Levels[Slots.Level(pattern, c.Slot) - 1].Weight, 2) : null)));

    /// <summary>What a rung is called where links are kept.</summary>
    internal static string Rule(Rung rung) => rung switch
    {
        Rung.None => "model",
        Rung.TwoDocuments => "two_documents",
        _ => rung.ToString().ToLowerInvariant(),
    };

    private static void WriteChanges(DuckDbSession db, List<NamedRecord> named, IReadOnlyList<PersonChange> changes, long runId)
    {
        db.Execute("CREATE TABLE IF NOT EXISTS link.person_change (run_id BIGINT, kind VARCHAR, person_id UUID, other_id UUID, record_a UUID, record_b UUID, rule VARCHAR, weight DOUBLE)");
        foreach (var change in changes)
        {
            db.Execute(
                "INSERT INTO link.person_change VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                runId, change.Kind.ToString().ToLowerInvariant(), change.Person, change.Other,
                change.Reason is { } a ? named[a.A].Record : null,
                change.Reason is { } b ? named[b.B].Record : null,
                change.Reason is { } rule ? Rule(rule.Rung) : null,
                change.Reason?.Weight);
        }
    }
}

/// <summary>How a field of two records agrees.</summary>
/// <param name="Level">The level of agreement.</param>
/// <param name="Weight">Its weight in bits; null where the model does not know the field.</param>
public sealed record FieldAgreement(string Level, double? Weight);

/// <summary>A source record of a person, before it is linked.</summary>
/// <param name="Record">Its pseudonym.</param>
/// <param name="Identity">The pseudonym of its identity; null when nothing is known of it.</param>
/// <param name="Sex">The common code of its sex.</param>
/// <param name="Municipality">The code of its municipality.</param>
/// <param name="Before">The person it was in the version before, with the surrogate key that person got; null when it is new.</param>
internal sealed record NamedRecord(Guid Record, Guid? Identity, string? Sex, string? Municipality, (Guid Person, long Key)? Before);
