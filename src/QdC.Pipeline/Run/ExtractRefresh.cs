using QdC.Pipeline.Check;
using QdC.Pipeline.Drifts;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Load;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Run;

/// <summary>Carries out the plan of one extract on the working copy: stage, record what was found, load.</summary>
internal sealed class ExtractRefresh(
    JobSet jobs,
    AreaFile area,
    AreaLog log,
    long runId,
    StagingAhead staging,
    DeliveryStaging reading,
    DriftWatch drifts,
    IdentityVault vault,
    RecordNumbers numbers,
    TimeProvider clock,
    Action<RefreshProgress> progress
)
{
    private readonly List<ExtractProblem> _problems = [];
    private readonly List<long> _applied = [];
    private readonly List<StagedFile> _taken = [];

    /// <summary>What did not work or waits.</summary>
    public IReadOnlyList<ExtractProblem> Problems => _problems;

    /// <summary>The deliveries applied.</summary>
    public IReadOnlyList<long> Applied => _applied;

    /// <summary>Applies the extract's deliveries, all or none of those that are already served.</summary>
    /// <param name="db">The working copy.</param>
    /// <param name="plan">What to do.</param>
    /// <param name="deliveries">The planned deliveries, registered and landed, in effective order.</param>
    /// <param name="cancel">Stops between deliveries.</param>
    /// <returns>Rows by delivery summed up; null when nothing was read.</returns>
    public ExtractCounts? Apply(DuckDbSession db, ExtractPlan plan, IReadOnlyList<Delivery> deliveries, CancellationToken cancel)
    {
        if (plan.Action == PlannedAction.Unchanged)
        {
            return null;
        }
        var held = LoadedDeliveries.Of(db, plan.System, plan.Extract);
        var loading = new Loading(
            plan,
            jobs.Contract.Subjects[plan.Subject],
            held,
            deliveries.Select(d => d.DeliveryId).Where(held.Holds).ToHashSet(),
            log.Deliveries(plan.System, plan.Extract).Where(IsDelta).Select(d => d.DeliveryId).ToHashSet());
        var mark = _applied.Count;
        try
        {
            return db.InTransaction(session => ApplyAll(session, loading, deliveries, cancel));
        }
        catch (ExtractStays stays)
        {
            _applied.RemoveRange(mark, _applied.Count - mark);
            _problems.Add(new ExtractProblem(plan.System, plan.Extract, null, stays.Message, true));
            return null;
        }
        finally
        {
            // The engine lets go of a database only after the transaction that read it.
            _taken.ForEach(staged => staged.Drop(db));
            _taken.Clear();
        }
    }

    private ExtractCounts ApplyAll(
        DuckDbSession db,
        Loading loading,
        IReadOnlyList<Delivery> deliveries,
        CancellationToken cancel
    )
    {
        var (plan, subject) = (loading.Plan, loading.Subject);
        var rewound = plan.FromSeq > 0 ? DeliveryLoad.Rewind(db, subject, plan.System, plan.Extract, plan.FromSeq, loading.Held) : 0;
        var total = new ExtractCounts(plan.System, plan.Extract, 0, 0, 0, 0, 0, 0);
        var before = Observations(db, subject, plan) + rewound;
        foreach (var delivery in deliveries)
        {
            cancel.ThrowIfCancellationRequested();
            if (Staged(loading, delivery) is { } staged)
            {
                total = Add(total, ApplyOne(db, loading, staged));
            }
        }
        var after = Observations(db, subject, plan);
        log.RecordStep(
            runId,
            new StepRecord(
                "observe",
                Balance
                    .Of(("before", before), ("loaded", total.Loaded), ("absent", total.Absent))
                    .Equal(("after", after), ("rewound", rewound)),
                $"{plan.System}/{plan.Extract}"
            )
        );
        return total;
    }

    /// <summary>The staged file; null when a delivery seen for the first time cannot be read, which stops only that delivery.</summary>
    private StagedFile? Staged(Loading loading, Delivery delivery)
    {
        try
        {
            return staging.Take(delivery);
        }
        catch (TerminalException e) when (e is ExtractUnreadable or LandedFileDamaged)
        {
            log.SetDeliveryState(delivery.DeliveryId, DeliveryState.Failed, e.Message);
            if (loading.Served.Contains(delivery.DeliveryId))
            {
                throw new ExtractStays($"{delivery.System}/{delivery.Extract}", delivery.Facts.FileName, e);
            }
            var changes = reading.WithRequest(delivery, request => drifts.LookUnread(loading.Held, delivery, request));
            var said = changes.Where(d => d.State == DriftState.Open).ToList() is { Count: > 0 } open ? $"{e.Message} {drifts.Objection(open)}" : e.Message;
            _problems.Add(new ExtractProblem(delivery.System, delivery.Extract, delivery.Facts.FileName, said, true));
            return null;
        }
    }

    private ExtractCounts ApplyOne(DuckDbSession db, Loading loading, StagedFile staged)
    {
        var (plan, subject) = (loading.Plan, loading.Subject);
        var (delivery, result) = (staged.Delivery, staged.Result);
        var extract = jobs.Systems[plan.System].Extracts.First(e => e.Name == plan.Extract).At(delivery.EffectiveDate!.Value);
        var name = $"{plan.System}/{plan.Extract}";
        progress(new RefreshProgress(area.Area, "stage", $"{name} {delivery.Facts.FileName}", result.Records));
        _taken.Add(staged);
        var changes = drifts.Look(loading.Held, delivery, result.Shape, extract, result.Drifts);
        if (changes.Where(d => d.State == DriftState.Open).ToList() is { Count: > 0 } open)
        {
            return Hold(plan, delivery, drifts.Objection(open));
        }
        if (result.Keys is { } keys)
        {
            numbers.Keep(delivery.DeliveryId, keys);
        }
        var table = $"{staged.Database}.stg.";
        var (rows, seen) = ($"{table}\"{result.Table}\"", $"{table}\"{result.Table}_seen\"");
        log.MergeFindings(runId, delivery, result.Findings.Concat(staged.Duplicates));
        log.RecordStep(
            runId,
            new StepRecord(
                "stage",
                Balance
                    .Of(("records", result.Records))
                    .Equal(("staged", result.Staged), ("rejected", result.Rejected))
                    .Apart(("preamble", result.Lines.Preamble), ("blank", result.Lines.Blank), ("footer", result.Lines.Footer)),
                name,
                delivery.DeliveryId,
                staged.Seconds
            )
        );
        foreach (var joined in result.Joined)
        {
            log.RecordStep(
                runId,
                new StepRecord(
                    "join",
                    Balance
                        .Of(("records", joined.Records))
                        .Equal(("taken", joined.Taken), ("unused", joined.Unused), ("repeated", joined.Repeated), ("left_out", joined.LeftOut), ("rejected", joined.Rejected)),
                    $"{name} {joined.Join}",
                    delivery.DeliveryId
                )
            );
        }
        foreach (var cut in result.Cuts)
        {
            _problems.Add(new ExtractProblem(plan.System, plan.Extract, delivery.Facts.FileName, $"The delivery is cut, so no absence is read from it: {cut}", false));
        }
        var request = new StagedDelivery
        {
            DeliveryId = delivery.DeliveryId,
            System = plan.System,
            Extract = plan.Extract,
            Subject = subject,
            EffectiveDate = delivery.EffectiveDate!.Value,
            ContentHash = delivery.ContentHash,
            Fingerprint = jobs.Fingerprint(area, extract, delivery.EffectiveDate!.Value),
            IsCorrection = delivery.Facts.IsCorrection,
            IsKeyList = delivery.Facts.Mode == KeyList.Mode,
            ExtractFrom = delivery.Facts.ExtractFrom,
            ExtractTo = delivery.Facts.ExtractTo,
            Complete = result.AbsenceMayBeApplied && !IsDelta(delivery) ? extract.Complete : null,
            Records = result.Records,
            Rejected = result.Rejected,
            StagedTable = rows,
            Joined = result.Joined,
            HasRepeatedKeys = staged.HasRepeatedKeys,
            SeenTable = seen,
        };
        if (Admission.Objection(db, request, extract, area.Area, loading.Held, loading.Deltas) is { } objection && !log.IsVolumeAccepted(delivery.ContentHash))
        {
            drifts.Volume(loading.Held, delivery, objection);
            return Hold(plan, delivery, objection);
        }
        var started = clock.GetTimestamp();
        var counts = DeliveryLoad.Apply(db, request, loading.Held);
        if (request.IsKeyList)
        {
            Unknown(db, request, delivery, counts);
        }
        else if (subject.HoldsIdentity)
        {
            vault.Keep(DeliveryLoad.Identities(db, request));
        }
        if (!request.IsKeyList)
        {
            Correct(db, staged, request, rows, seen);
        }
        drifts.PassWithout(delivery, changes);
        log.RecordStep(
            runId,
            new StepRecord(
                "load",
                Balance
                    .Of(("records", result.Records))
                    .Equal(("loaded", counts.Loaded), ("unchanged", counts.Unchanged), ("rejected", result.Rejected), ("duplicate", counts.Duplicate))
                    .Apart(request.IsKeyList ? [("absent", counts.Absent), ("unknown", counts.Unknown)] : [("absent", counts.Absent)]),
                name,
                delivery.DeliveryId,
                clock.GetElapsedTime(started).TotalSeconds
            )
        );
        progress(new RefreshProgress(area.Area, "load", $"{name} {delivery.Facts.FileName}", counts.Loaded));
        _applied.Add(delivery.DeliveryId);
        return new ExtractCounts(plan.System, plan.Extract, result.Records, counts.Loaded, counts.Unchanged, result.Rejected, counts.Duplicate, counts.Absent);
    }

    /// <summary>Asks about the listed keys of no record, each with its line; those of earlier lists that are known now, or listed no more, are corrected.</summary>
    private void Unknown(DuckDbSession db, StagedDelivery request, Delivery delivery, LoadCounts counts)
    {
        var rule = RuleCatalogue.KeyUnknown;
        var found = counts.Unknown == 0 ? [] : DeliveryLoad.Unknown(db, request).Select(row => new Finding
        {
            Rule = rule.Code,
            Severity = rule.Severity,
            System = request.System,
            Extract = request.Extract,
            Subject = request.Subject.Name,
            KeyHash = row.Key.ToString("N"),
            File = delivery.Facts.FileName,
            Sheet = row.Sheet,
            Line = row.Line,
        });
        log.MergeFindings(runId, delivery, found);
        log.CorrectFindings(runId, delivery, finding => finding.Rule == rule.Code);
    }

    private ExtractCounts Hold(ExtractPlan plan, Delivery delivery, string objection)
    {
        log.SetDeliveryState(delivery.DeliveryId, DeliveryState.Held, objection);
        _problems.Add(new ExtractProblem(plan.System, plan.Extract, delivery.Facts.FileName, objection, false));
        return new ExtractCounts(plan.System, plan.Extract, 0, 0, 0, 0, 0, 0);
    }

    /// <summary>Marks findings corrected whose row the delivery spoke of without raising them again.</summary>
    private void Correct(DuckDbSession db, StagedFile staged, StagedDelivery request, string rows, string seen)
    {
        var delivery = staged.Delivery;
        var open = log.KeysSpokenOfBefore(runId, delivery);
        if (open.Count == 0)
        {
            return;
        }
        var speaksOfAll = request is { IsCorrection: false, Complete.By: null };
        db.Execute($"CREATE OR REPLACE TEMP TABLE open_key AS SELECT CAST(unnest([{string.Join(", ", open.Select(k => $"'{k}'"))}]) AS UUID) AS source_key");
        var spoken = db.Query(
                $"SELECT source_key FROM open_key WHERE source_key IN (SELECT source_key FROM {rows}) OR source_key IN (SELECT source_key FROM {seen})",
                row => row.GetGuid(0).ToString("N")
            )
            .ToHashSet();
        log.CorrectFindings(runId, delivery, finding => speaksOfAll || spoken.Contains(finding.KeyHash) || staged.SpokenOf.Contains(finding.KeyHash));
    }

    private static bool IsDelta(Delivery delivery) => delivery.Facts.Mode == "delta";

    private static long Observations(DuckDbSession db, Subject subject, ExtractPlan plan) =>
        db.Scalar<long>($"SELECT count(*) FROM {ObservationTables.Table(subject)} WHERE system = ? AND extract = ?", plan.System, plan.Extract);

    private static ExtractCounts Add(ExtractCounts a, ExtractCounts b) =>
        a with
        {
            Read = a.Read + b.Read,
            Loaded = a.Loaded + b.Loaded,
            Unchanged = a.Unchanged + b.Unchanged,
            Rejected = a.Rejected + b.Rejected,
            Duplicate = a.Duplicate + b.Duplicate,
            Absent = a.Absent + b.Absent,
        };

    /// <summary>What is the same for all deliveries of the extract.</summary>
    private sealed record Loading(ExtractPlan Plan, Subject Subject, LoadedDeliveries Held, IReadOnlySet<long> Served, IReadOnlySet<long> Deltas);
}
