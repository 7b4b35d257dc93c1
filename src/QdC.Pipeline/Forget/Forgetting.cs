using System.Security.Cryptography;
using System.Text.Json;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Link;
using QdC.Warehouse;

namespace QdC.Pipeline.Forget;

/// <summary>Proof of an erasure, without who it was.</summary>
/// <param name="Area">The area.</param>
/// <param name="Order">The controller's order.</param>
/// <param name="By">Who carried it out.</param>
/// <param name="At">When it ended.</param>
/// <param name="Records">Records of the person, or the persons.</param>
/// <param name="Identities">Identities erased from the vault.</param>
/// <param name="Landing">What was erased from landed files.</param>
/// <param name="Findings">Findings erased.</param>
/// <param name="Versions">Versions written anew.</param>
/// <param name="OutOfReach">What the program cannot reach.</param>
public sealed record ErasureProof(
    string Area, string Order, string By, DateTimeOffset At, int Records, int Identities, ErasedLanding Landing, int Findings, IReadOnlyList<ErasedVersion> Versions, IReadOnlyList<OutOfReach> OutOfReach);

/// <summary>Places that the program cannot reach.</summary>
public enum OutOfReach
{
    /// <summary>The council's own systems and the files they deliver.</summary>
    Sources,

    /// <summary>Backups made before.</summary>
    Backups,

    /// <summary>Workbooks and files that were exported.</summary>
    Exports,
}

/// <summary>
/// Erases a person at the controller's order. Tombstones come first, so that whatever is delivered later drops the person again; then
/// identities, landed files, findings and every kept version. Interrupted, it goes on; until it has ended nothing is loaded.
/// </summary>
/// <param name="home">The home.</param>
/// <param name="jobs">The declarative files.</param>
/// <param name="area">The area.</param>
/// <param name="clock">The clock.</param>
/// <param name="progress">Told each thing before it is written anew; null for nobody.</param>
public sealed class Forgetting(QdcHome home, JobSet jobs, AreaFile area, TimeProvider clock, Action<string>? progress = null)
{
    private readonly Action<string> _progress = progress ?? (_ => { });
    private readonly AreaStore _store = new(home, AreaCode.Parse(area.Area), clock);

    /// <summary>Environment variables that keys are looked up with. Default: the process's.</summary>
    public Func<string, string?>? KeyEnvironment { get; init; }

    /// <summary>Erases the person that a record is of, with all records of that person.</summary>
    /// <param name="system">The system whose record number it is.</param>
    /// <param name="number">The council's record number; parts of a composite one divided by <c> / </c>.</param>
    /// <param name="order">The controller's order, kept for ever; it must not name the person.</param>
    /// <param name="by">Who carries it out.</param>
    /// <param name="wait">How long to wait for a run that is going on.</param>
    /// <param name="cancel">Stops between two files.</param>
    /// <exception cref="PersonUnknown">No version has such a record.</exception>
    /// <exception cref="PersonErased">It was erased already.</exception>
    public ErasureProof Erase(string system, string number, string order, string by, TimeSpan wait = default, CancellationToken cancel = default)
    {
        using var lease = _store.TakeLease(wait, cancel);
        using var log = _store.OpenLog();
        using var keys = AreaKeys.Open(log, KeyEnvironment);
        var record = PersonReview.RecordOf(keys, ScopeOf(system), number);
        if (log.Erasures().FirstOrDefault(e => e.Record == record) is { } tombstone)
        {
            return tombstone.EndedAt is null ? Carry(lease, log, keys, cancel) : throw new PersonErased(area.Area, tombstone.Reference, tombstone.EndedAt.Value);
        }
        if (log.Erasures().FirstOrDefault(e => e.EndedAt is null) is { } unfinished)
        {
            throw new ErasureUnfinished(lease.Area, unfinished.Reference);
        }
        var records = Find(record, system) ?? throw new PersonUnknown(area.Area, system);
        log.BeginErasure(Invent(keys, records), order, by, _store.Current);
        return Carry(lease, log, keys, cancel);
    }

    /// <summary>
    /// Erases likewise who has not been attended for as many years as the area keeps persons, once the month in which these are over has ended:
    /// every erasure writes all that is kept anew, so they come together. Null when there is nobody, or the controller has not said for how long. What is kept of older versions says no more of them than the newest, so nothing stands against a rollback.
    /// </summary>
    /// <param name="by">Who carries it out.</param>
    /// <param name="wait">How long to wait for a run that is going on.</param>
    /// <param name="cancel">Stops between two files.</param>
    public ErasureProof? EraseExpired(string by, TimeSpan wait = default, CancellationToken cancel = default)
    {
        if (area.PersonsYears is not { } years || _store.Current is null)
        {
            return null;
        }
        using var lease = _store.TakeLease(wait, cancel);
        using var log = _store.OpenLog();
        using var keys = AreaKeys.Open(log, KeyEnvironment);
        var expired = Expired(years);
        if (expired.Count == 0)
        {
            return null;
        }
        log.BeginErasure(expired.SelectMany(person => Invent(keys, person)), FormattableString.Invariant($"retention of {years} years"), by, version: null);
        return Carry(lease, log, keys, cancel);
    }

    /// <summary>Ends an erasure that was interrupted; null when there is none.</summary>
    public ErasureProof? Resume(TimeSpan wait = default, CancellationToken cancel = default)
    {
        using var lease = _store.TakeLease(wait, cancel);
        using var log = _store.OpenLog();
        using var keys = AreaKeys.Open(log, KeyEnvironment);
        return log.Erasures().Any(e => e.EndedAt is null) ? Carry(lease, log, keys, cancel) : null;
    }

    /// <summary>For each record of a person a number that nobody ever had, and its pseudonym.</summary>
    private List<(Guid Record, string StandsFor, Guid Fresh, Guid Person)> Invent(AreaKeys keys, IReadOnlyDictionary<Guid, string> records)
    {
        var person = Guid.NewGuid();
        return
        [
            .. records.Select(r =>
            {
                var number = "erased-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
                return (r.Key, number, PersonReview.RecordOf(keys, ScopeOf(r.Value), number), person);
            }),
        ];
    }

    private ErasureProof Carry(AreaLease lease, AreaLog log, AreaKeys keys, CancellationToken cancel)
    {
        var tombstones = log.Erasures().Where(e => e.EndedAt is null).ToList();
        var erased = tombstones.ToDictionary(e => e.Record, e => e.StandsFor);
        log.NoteErasedKeys(tombstones.Select(t => KeyValuePair.Create(t.Record, t.Fresh)));
        log.NoteErasedKeys(Persons(erased.Keys).Except(log.ErasedKeys().Values).Select(person => KeyValuePair.Create(person, Guid.NewGuid())));
        _progress("vault");
        var identities = Identities(keys, erased.Keys);
        using var memory = DuckDbSession.Open(":memory:", new DuckDbSettings { Threads = 1 });
        var landed = new LandedErasure(jobs, area, log, keys, new Landing(home, keys, clock), erased, memory, clock).Run(_progress, cancel);
        _progress("log");
        var changed = log.ErasedKeys();
        var findings = log.EraseFindings(changed.Keys);
        foreach (var person in tombstones.GroupBy(t => t.Person))
        {
            Decisions(log, [.. person.Select(t => t.Record)], changed, tombstones[0]);
        }
        var erasure = new VersionErasure(jobs.Contract, erased.Keys, changed);
        var versions = new List<ErasedVersion>();
        foreach (var version in _store.Versions)
        {
            cancel.ThrowIfCancellationRequested();
            _progress($"version {version}");
            _store.Rewrite(lease, version, session =>
            {
                var done = erasure.Erase(session, version);
                versions.AddRange(done is null ? [] : [done]);
                return done is not null;
            });
        }
        var proof = new ErasureProof(
            area.Area, tombstones[0].Reference, tombstones[0].By, clock.GetUtcNow(), tombstones.Count, identities, landed, findings, versions, [OutOfReach.Sources, OutOfReach.Backups, OutOfReach.Exports]);
        _progress("proof");
        log.EndErasure(JsonSerializer.Serialize(proof));
        return proof;
    }

    private int Identities(AreaKeys keys, IEnumerable<Guid> records)
    {
        if (!File.Exists(home.VaultOf(keys.Area)))
        {
            return 0;
        }
        using var vault = IdentityVault.Open(home, keys);
        return vault.Erase(records);
    }

    /// <summary>Records that were one person stay one: what decided it is gone, so it is decided.</summary>
    private static void Decisions(AreaLog log, IReadOnlyList<Guid> records, IReadOnlyDictionary<Guid, Guid> changed, ErasedRecord order)
    {
        foreach (var decision in log.Decisions(DecisionKind.LinkPersons))
        {
            var (a, b, _) = PersonDecisions.Read(decision);
            if (records.Contains(a) || records.Contains(b))
            {
                var pair = PersonDecisions.Pair(changed.GetValueOrDefault(a, a), changed.GetValueOrDefault(b, b), same: true);
                log.RewriteDecision(decision.DecisionId, PersonDecisions.Subject(pair), order.Reference);
            }
        }
        var joined = PersonDecisions.InForce(log).Where(d => d.Same).Select(d => (d.A, d.B)).ToHashSet();
        foreach (var record in records.Skip(1))
        {
            var pair = PersonDecisions.Pair(changed[records[0]], changed[record], same: true);
            if (!joined.Contains((pair.A, pair.B)))
            {
                PersonDecisions.Take(log, pair, order.Reference, order.By);
            }
        }
    }

    /// <summary>All records of the person that a record is of, with their systems; null when no version has it.</summary>
    private Dictionary<Guid, string>? Find(Guid record, string system)
    {
        foreach (var number in _store.Versions.Reverse())
        {
            using var version = _store.OpenRead(number);
            var records = version.Session.Query(
                """
                SELECT m.person_record, min(o.system)
                FROM link.person_map AS m
                LEFT JOIN obs.person AS o ON o.source_key = m.person_record
                WHERE m.person_id = (SELECT person_id FROM link.person_map WHERE person_record = CAST(? AS UUID))
                GROUP BY m.person_record
                """,
                r => (Record: r.GetGuid(0), System: r.IsDBNull(1) ? system : r.GetString(1)),
                record.ToString());
            if (records.Count > 0)
            {
                return records.ToDictionary(r => r.Record, r => r.System);
            }
        }
        return null;
    }

    /// <summary>
    /// Persons, each by their records with their systems, whose last attendance lies further back than so many years before the month the data
    /// reach. Who was never attended counts from the day their records last said something new.
    /// </summary>
    private List<Dictionary<Guid, string>> Expired(int years)
    {
        using var version = _store.OpenCurrent();
        return
        [
            .. version.Session.Query(
                """
                WITH attended AS (
                    SELECT k.id AS person_id, max(f.last_event_on) AS last_on
                    FROM star.fact_person_attended AS f JOIN keys.person AS k ON k.key = f.person_key GROUP BY k.id),
                told AS (
                    SELECT m.person_id, max(o.effective_date) FILTER (NOT o.absent) AS last_on
                    FROM link.person_map AS m JOIN obs.person AS o ON o.source_key = m.person_record
                    GROUP BY m.person_id HAVING bool_or(o.identity IS NOT NULL))
                SELECT m.person_id, m.person_record, min(o.system)
                FROM told AS t
                LEFT JOIN attended AS a ON a.person_id = t.person_id
                JOIN link.person_map AS m ON m.person_id = t.person_id
                JOIN obs.person AS o ON o.source_key = m.person_record
                WHERE coalesce(a.last_on, t.last_on) < (SELECT date_trunc('month', max(effective_date)) FROM meta.delivery WHERE subject <> 'population') - to_years(?)
                GROUP BY ALL ORDER BY ALL
                """,
                r => (Person: r.GetGuid(0), Record: r.GetGuid(1), System: r.GetString(2)),
                years)
                .GroupBy(r => r.Person)
                .Select(g => g.ToDictionary(r => r.Record, r => r.System)),
        ];
    }

    /// <summary>The pseudonyms of people that the records ever stood for.</summary>
    private HashSet<Guid> Persons(IEnumerable<Guid> records)
    {
        var persons = new HashSet<Guid>();
        var list = string.Join(", ", records.Select(r => $"'{r}'"));
        foreach (var number in _store.Versions)
        {
            using var version = _store.OpenRead(number);
            persons.UnionWith(version.Session.Query($"SELECT DISTINCT person_id FROM link.person_map WHERE person_record IN ({list})", r => r.GetGuid(0)));
        }
        return persons;
    }

    private string ScopeOf(string system) =>
        KeySpace.Scopes(jobs.Systems[system], area.Sources.FirstOrDefault(s => s.System == system)?.RefersTo)("person");
}

/// <summary>No version of the area has such a record.</summary>
public sealed class PersonUnknown(string area, string system)
    : TerminalException(new Problem(
        "No kept version of the area has a person's record of that number",
        Where: $"{area}, {system}",
        NextStep: "Look at the number in the council's system; name the system it is of with --system."));

/// <summary>The person was erased already.</summary>
public sealed class PersonErased(string area, string order, DateTimeOffset at)
    : TerminalException(new Problem("The person was erased already", Where: area, Received: $"order {order}, {at:yyyy-MM-dd}"));
