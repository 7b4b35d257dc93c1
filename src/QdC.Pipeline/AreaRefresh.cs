using QdC.Metrics;
using QdC.Pipeline.Check;
using QdC.Pipeline.Drifts;
using QdC.Pipeline.Forget;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Link;
using QdC.Pipeline.Load;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Run;
using QdC.Pipeline.Star;
using QdC.Pipeline.Test;
using QdC.Warehouse;

namespace QdC.Pipeline;

/// <summary>Refreshes one area, from its council's files to a tested, published version.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="declared">The declarative files.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="clock">The clock.</param>
/// <param name="progress">Told after each step; null for nobody.</param>
public sealed class AreaRefresh(QdcHome home, JobSet declared, MetricsFile metrics, TimeProvider clock, Action<RefreshProgress>? progress = null)
{
    private readonly Action<RefreshProgress> _told = progress ?? (_ => { });
    private Action<RefreshProgress> _progress = _ => { };
    private JobSet? _accepted;

    /// <summary>Environment variables that keys are looked up with. Default: the process's.</summary>
    public Func<string, string?>? KeyEnvironment { get; init; }

    /// <summary>The declarative files with what persons accepted for the area.</summary>
    private JobSet Jobs => _accepted ?? declared;

    /// <summary>Says what <see cref="Run"/> would do, and touches nothing.</summary>
    public RefreshPlan Plan(AreaFile area, RefreshOptions options)
    {
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(area.Area), clock);
        _accepted = AcceptedDrift.With(declared, log);
        var scan = SourceScan.Scan(area, Jobs, options.AsOf, log);
        return RefreshPlan.Make(Facts(area, options, scan, log, Links(area, log))) with { Problems = scan.Unread };
    }

    /// <summary>Refreshes the area. Whatever happens, what is served changes only by a version that passed its tests.</summary>
    /// <exception cref="AreaBusy">Another run holds the area.</exception>
    /// <exception cref="DataTestsFailed">The new version did not pass its tests.</exception>
    /// <exception cref="DiskFull">A disk has no room left.</exception>
    /// <exception cref="QdcException">The world is broken: transient or terminal, as its type says.</exception>
    public RefreshOutcome Run(AreaFile area, RefreshOptions options, CancellationToken cancel = default)
    {
        try
        {
            return Alone(area, options, cancel);
        }
        catch (Exception e) when (DiskFull.Behind(e) is DiskFull full && full != e)
        {
            throw full;
        }
    }

    private RefreshOutcome Alone(AreaFile area, RefreshOptions options, CancellationToken cancel)
    {
        _progress = step =>
        {
            _told(step);
            cancel.ThrowIfCancellationRequested(); // after each step, so that every step can be stopped
        };
        var started = clock.GetTimestamp();
        var store = new AreaStore(home, AreaCode.Parse(area.Area), clock);
        using var lease = store.TakeLease(options.Wait, cancel);
        using var log = store.OpenLog();
        using var keys = AreaKeys.Open(log, KeyEnvironment);
        _accepted = AcceptedDrift.With(declared, log);
        if (log.Erasures().FirstOrDefault(e => e.EndedAt is null) is { } unfinished)
        {
            throw new ErasureUnfinished(lease.Area, unfinished.Reference);
        }
        var runId = log.StartRun(lease, options.Cause);
        try
        {
            var outcome = Refresh(area, options, store, lease, log, keys, runId, cancel) with { Took = clock.GetElapsedTime(started) };
            var unread = outcome.Problems.Where(p => p.IsFailure).ToList();
            log.EndRun(
                runId,
                outcome.Version is null ? RunOutcome.Unchanged : RunOutcome.Published,
                outcome.Version,
                unread.Count == 0 ? null : new DeliveriesUnread(area.Area, unread)
            );
            return outcome;
        }
        catch (OperationCanceledException)
        {
            log.EndRun(runId, RunOutcome.Cancelled);
            throw;
        }
        catch (SqlFailed refused) when (cancel.IsCancellationRequested)
        {
            log.EndRun(runId, RunOutcome.Cancelled); // a statement that is stopped while it writes is told of as one that the engine refuses
            throw new OperationCanceledException("The run was stopped.", refused, cancel);
        }
        catch (Exception e)
        {
            End(log, runId, DiskFull.Behind(e));
            throw;
        }
    }

    /// <summary>Notes in the ledger why a run failed. Where its disk has no room for that either, the next run notes that this one never ended.</summary>
    private static void End(AreaLog log, long runId, Exception failure)
    {
        try
        {
            log.EndRun(runId, RunOutcome.Failed, error: failure);
        }
        catch (Exception e) when (failure is DiskFull && DiskFull.Behind(e) is DiskFull)
        {
            // what has failed is told in any case
        }
    }

    private RefreshOutcome Refresh(
        AreaFile area,
        RefreshOptions options,
        AreaStore store,
        AreaLease lease,
        AreaLog log,
        AreaKeys keys,
        long runId,
        CancellationToken cancel
    )
    {
        var landing = new Landing(home, keys, clock);
        var scan = SourceScan.Scan(area, Jobs, options.AsOf, log);
        var links = Links(area, log);
        var facts = Facts(area, options, scan, log, links);
        var plan = RefreshPlan.Make(facts); // before landing: what Plan would say
        Settle(facts, log);
        var unread = Unread(plan, log.Deliveries(state: DeliveryState.Failed));
        Extract(area, scan, unread, log, landing);
        var erased = log.Erasures().ToDictionary(e => e.Record, e => e.StandsFor);
        Erase(area, log, keys, landing, erased, cancel);
        IReadOnlyList<ExtractProblem> found = [.. scan.Problems, .. unread.Select(d => new ExtractProblem(d.System, d.Extract, d.Facts.FileName, d.Reason ?? "", true))];
        var outcome = new RefreshOutcome { Area = area.Area, RunId = runId, Plan = plan, Problems = found };
        if (plan.IsNothing)
        {
            return outcome with { OpenFindings = Open(log), People = PeopleServed(store) };
        }

        using var vault = IdentityVault.Open(home, keys);
        using var network = NetworkKey.Find(KeyEnvironment);
        using var copy = store.BeginVersion(lease);
        copy.Session.StopWhen(cancel);
        var numbers = new RecordNumbers(Jobs, landing);
        var loaded = Load(area, plan, copy.Session, log, new DeliveryStaging(Jobs, area, landing, keys, log.Deliveries(), copy.Session, clock, erased, cancel), vault, numbers, runId, cancel);
        if (plan.Rebuild is null && loaded.Applied.Count == 0)
        {
            return outcome with { Extracts = loaded.Counts, Problems = [.. found, .. loaded.Problems], Told = loaded.Told, OpenFindings = Open(log), People = PeopleServed(store) };
        }
        AreaBuild.Clear(copy.Session);
        var tests = Build(area, copy.Session, log, numbers, vault, new PersonLink(vault, links, store.Area, network?.Pseudonym), runId);
        copy.Session.Execute("CREATE TABLE IF NOT EXISTS meta.build (fingerprint VARCHAR, run_id BIGINT)");
        copy.Session.Execute("DELETE FROM meta.build");
        copy.Session.Execute($"INSERT INTO meta.build VALUES ('{facts.BuildFingerprint}', {runId})");
        var people = People(copy.Session);

        cancel.ThrowIfCancellationRequested();
        copy.Session.StopWhen(CancellationToken.None); // what is being published is published whole
        var version = copy.Publish();
        _told(new RefreshProgress(area.Area, "publish", $"version {version}"));
        foreach (var delivery in loaded.Applied)
        {
            log.SetDeliveryState(delivery, DeliveryState.Applied);
        }
        store.Retain(lease, options.Keep);
        landing.Purge(area.RetentionDays);
        return outcome with
        {
            Version = version,
            Extracts = loaded.Counts,
            Problems = [.. found, .. loaded.Problems],
            Told = loaded.Told,
            Tests = tests,
            OpenFindings = Open(log),
            People = people,
        };
    }

    /// <summary>Lands what is new at the sources, and makes it known to the ledger.</summary>
    private void Extract(AreaFile area, SourceScan scan, IReadOnlyList<Delivery> unread, AreaLog log, Landing landing)
    {
        var news = scan.Deliveries.Where(found => IsNew(found, unread, log, landing)).ToList();
        var landed = Cores.Each([.. news.Index().OrderByDescending(n => n.Item.Bytes)], n => (n.Index, Found: n.Item, File: n.Item.EffectiveDate is { } date ? Land(landing, n.Item, date) : null));
        foreach (var (_, found, file) in landed.OrderBy(l => l.Index))
        {
            log.Register(found.ToRegister(file?.Path));
            _progress(new RefreshProgress(area.Area, "extract", $"{found.System}/{found.Extract} {found.FileName}"));
        }
    }

    /// <summary>Takes persons who were erased out of what was landed now.</summary>
    private void Erase(AreaFile area, AreaLog log, AreaKeys keys, Landing landing, IReadOnlyDictionary<Guid, string> erased, CancellationToken cancel)
    {
        if (erased.Count > 0)
        {
            using var memory = DuckDbSession.Open(":memory:", new DuckDbSettings { Threads = 1 });
            new LandedErasure(Jobs, area, log, keys, landing, erased, memory, clock).RunOnNew(cancel);
        }
    }

    private static bool IsNew(ScannedDelivery found, IReadOnlyList<Delivery> unread, AreaLog log, Landing landing)
    {
        var known = log.FindDelivery(found.System, found.Extract, found.ContentHash);
        var isLanded = known is { State: not (DeliveryState.Waiting or DeliveryState.Failed), Facts.LandedPath: { } path } && landing.Has(path);
        return !isLanded && unread.All(d => d.DeliveryId != known?.DeliveryId);
    }

    private static LandedFile Land(Landing landing, ScannedDelivery found, DateOnly date)
    {
        if (found.Content is not { } open)
        {
            return landing.Store(found.Extract, date, found.Path, found.Hash);
        }
        using var content = open();
        return landing.Store(found.Extract, date, content, found.Hash);
    }

    /// <summary>Notes as applied what a run published that died before it could say so.</summary>
    private static void Settle(PlanFacts facts, AreaLog log)
    {
        var applied = facts.Applied.Select(a => (a.System, a.Extract, a.ContentHash)).ToHashSet();
        foreach (var delivery in facts.Known.Where(d => d.State is DeliveryState.Landed && applied.Contains((d.System, d.Extract, d.ContentHash))))
        {
            log.SetDeliveryState(delivery.DeliveryId, DeliveryState.Applied);
        }
    }

    /// <summary>Deliveries that could not be read and are not tried again now.</summary>
    private static List<Delivery> Unread(RefreshPlan plan, IReadOnlyList<Delivery> failed)
    {
        var planned = plan.Extracts.SelectMany(e => e.Deliveries.Select(d => (e.System, e.Extract, d.ContentHash))).ToHashSet();
        return [.. failed.Where(d => !planned.Contains((d.System, d.Extract, d.ContentHash)))];
    }

    private (List<ExtractCounts> Counts, List<ExtractProblem> Problems, List<long> Applied, IReadOnlyList<DriftEvent> Told) Load(
        AreaFile area,
        RefreshPlan plan,
        DuckDbSession db,
        AreaLog log,
        DeliveryStaging staging,
        IdentityVault vault,
        RecordNumbers numbers,
        long runId,
        CancellationToken cancel
    )
    {
        ObservationTables.Ensure(db, Jobs.Contract);
        var planned = plan.Extracts
            .Where(e => e.Action != PlannedAction.Unchanged)
            .Select(e => (Extract: e, Deliveries: e.Deliveries.Select(d => log.FindDelivery(e.System, e.Extract, d.ContentHash)!).ToList()))
            .ToList();
        // The heaviest first, or one core would be left alone with it; what is told of them comes as it was planned.
        var byWeight = planned.Index().OrderByDescending(p => p.Item.Deliveries.Sum(staging.Weight)).ToList();
        var drifts = new DriftWatch(log, area.Area);
        using var ahead = new StagingAhead(staging.Stage, staging.Weight, [.. byWeight.SelectMany(p => p.Item.Deliveries)], db);
        var done = new (ExtractCounts? Counts, ExtractRefresh Refresh)[planned.Count];
        foreach (var (place, (extract, deliveries)) in byWeight)
        {
            var refresh = new ExtractRefresh(Jobs, area, log, runId, ahead, staging, drifts, vault, numbers, clock, _progress);
            done[place] = (refresh.Apply(db, extract, deliveries, cancel), refresh);
        }
        ManagedMemory.AfterReading(done.Sum(d => d.Counts?.Read ?? 0));
        int Place(DriftEvent told) => planned.FindIndex(p => p.Extract.System == told.System && p.Extract.Extract == told.Extract);
        return (
            [.. done.Select(d => d.Counts).OfType<ExtractCounts>()],
            [.. done.SelectMany(d => d.Refresh.Problems)],
            [.. done.SelectMany(d => d.Refresh.Applied)],
            [.. drifts.Told.OrderBy(Place)]);
    }

    /// <summary>Checks, links, builds and tests, side by side where one does not need the other.</summary>
    private IReadOnlyList<DataTestResult> Build(AreaFile area, DuckDbSession db, AreaLog log, RecordNumbers numbers, IdentityVault vault, PersonLink link, long runId)
    {
        var tests = new List<DataTestResult>();
        using var lanes = new BuildLanes(db, clock);
        lanes.Run(
        [
            .. AreaBuild.Prepare(Jobs, area),
            .. link.Steps(runId, (done, took) => Linked(area, log, runId, done, took)),
            .. SetChecks.Steps(Jobs.Contract, found => Checked(area, log, numbers, runId, found)),
            .. AreaBuild.Build(db, Jobs, area, metrics, (built, took) => Built(area, log, runId, built, took)),
            PersonLabels.Step(vault),
            .. DataTests.Steps(tests.Add),
        ]);
        foreach (var balance in StarBalances.Of(db))
        {
            log.RecordStep(runId, new StepRecord("star", balance.Balance, balance.Name));
        }
        Tested(area, log, runId, tests);
        return tests;
    }

    private void Checked(AreaFile area, AreaLog log, RecordNumbers numbers, long runId, IReadOnlyList<SetFinding> found)
    {
        log.ReplaceSetFindings(runId, SetChecks.Rules, SetFindingPlaces.Findings(found, log, numbers));
        numbers.Forget();
        _progress(new RefreshProgress(area.Area, "check", null, found.Count));
    }

    private LinkBasis Links(AreaFile area, AreaLog? log) =>
        area.LinkPersons ? new(Jobs.LinkModel, log is null ? [] : PersonDecisions.InForce(log), NetworkPrint()) : new(null, []);

    private string? NetworkPrint()
    {
        using var key = NetworkKey.Find(KeyEnvironment);
        return key?.Fingerprint;
    }

    private void Linked(AreaFile area, AreaLog log, long runId, LinkCounts done, TimeSpan took)
    {
        log.RecordStep(
            runId,
            new StepRecord(
                "link",
                Balance.Of(("source persons", done.Records)).Equal(("people", done.People), ("joined", done.Records - done.People)).Apart(("review", done.Review), ("merged", done.Merges), ("split", done.Splits)),
                "persons",
                null,
                took.TotalSeconds));
        ManagedMemory.AfterLinking(done.Records);
        _progress(new RefreshProgress(area.Area, "link", null, done.People));
    }

    private void Built(AreaFile area, AreaLog log, long runId, BuiltTable built, TimeSpan took)
    {
        log.RecordStep(runId, new StepRecord(built.Folder, Balance.Of(("rows", built.Rows)).Equal(("rows", built.Rows)), built.Name, null, took.TotalSeconds));
        _progress(new RefreshProgress(area.Area, built.Folder, built.Name, built.Rows));
    }

    private void Tested(AreaFile area, AreaLog log, long runId, IReadOnlyList<DataTestResult> results)
    {
        foreach (var result in results)
        {
            log.RecordStep(
                runId,
                new StepRecord("test", Balance.Of(("offending", result.Offending)).Equal(("offending", result.Offending)), $"{result.Severity.ToString().ToLowerInvariant()} {result.Name}")
            );
        }
        _progress(new RefreshProgress(area.Area, "test", null, results.Count));
        var failed = results.Where(r => r is { Passed: false, Severity: TestSeverity.Stop } && !log.IsTestAccepted(r.Name)).ToList();
        if (failed.Count > 0)
        {
            throw new DataTestsFailed(area.Area, failed);
        }
    }

    private PlanFacts Facts(AreaFile area, RefreshOptions options, SourceScan scan, AreaLog? log, LinkBasis links)
    {
        var store = new AreaStore(home, AreaCode.Parse(area.Area), clock);
        var (applied, builtWith) = store.Current is null ? ([], null) : Served(store);
        var landingFolder = home.LandingOf(store.Area);
        return new PlanFacts
        {
            Jobs = Jobs,
            Area = area,
            Scanned = scan.Deliveries,
            Known = log?.Deliveries() ?? [],
            HeldByRollback = log?.HeldByRollbacks() ?? new HashSet<long>(),
            Applied = applied,
            IsLanded = delivery => delivery.Facts.LandedPath is { } path && File.Exists(Path.Combine(landingFolder, path)),
            BuiltWith = builtWith,
            BuildFingerprint = BuildFingerprint.Of(Jobs, area, metrics, links),
            Reload = options.Reload,
            ReloadFrom = options.ReloadFrom,
        };
    }

    private static (IReadOnlyList<AppliedDelivery> Applied, string? BuiltWith) Served(AreaStore store)
    {
        using var version = store.OpenCurrent();
        var applied = version.Session.Query(
            "SELECT system, extract, seq, content_hash, fingerprint, effective_date FROM meta.delivery",
            row => new AppliedDelivery(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateOnly>(5))
        );
        return (applied, version.Session.Scalar<string>("SELECT fingerprint FROM meta.build"));
    }

    private static long PeopleServed(AreaStore store)
    {
        if (store.Current is null)
        {
            return 0;
        }
        using var version = store.OpenCurrent();
        return People(version.Session);
    }

    private static long People(DuckDbSession db) => db.Scalar<long>("SELECT count(DISTINCT person_key) FROM star.dim_person");

    private static long Open(AreaLog log) => log.FindingGroups(new FindingFilter { State = FindingState.Open }).Sum(g => g.Count);
}
