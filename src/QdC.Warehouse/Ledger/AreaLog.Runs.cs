using Microsoft.Data.Sqlite;

namespace QdC.Warehouse;

public sealed partial class AreaLog
{
    /// <summary>Starts a run under a lease, and gives back its number. Runs that never ended are marked lost: the lease proves that they are dead.</summary>
    /// <param name="lease">The lease held on this area.</param>
    /// <param name="cause">What started it, e.g. <c>qdc run</c>.</param>
    public long StartRun(AreaLease lease, string cause)
    {
        return InTransaction(() =>
        {
            EndLost(lease);
            Run("INSERT INTO run (cause, started_at, outcome, fence) VALUES ($0, $1, 'running', $2)", cause, Now(), lease.Token);
            return (long)Value("SELECT last_insert_rowid()")!;
        });
    }

    /// <summary>Marks runs lost that never ended: the lease proves that they are dead. Gives back how many they were.</summary>
    /// <param name="lease">The lease held on this area.</param>
    public int EndLost(AreaLease lease)
    {
        if (lease.Area != Area)
        {
            throw new ArgumentException($"The lease is for {lease.Area}, the log for {Area}.", nameof(lease));
        }

        return InTransaction(() =>
        {
            RequireNewest(lease.Token);
            return Run("UPDATE run SET outcome = 'lost', ended_at = $0 WHERE outcome = 'running'", Now());
        });
    }

    /// <summary>Ends a run.</summary>
    /// <param name="runId">Its number.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="version">The version it published.</param>
    /// <param name="error">Why it failed. Of a <see cref="QdcException"/> the facts are kept, of any other only the type: its message may quote data.</param>
    public void EndRun(long runId, RunOutcome outcome, int? version = null, Exception? error = null)
    {
        var facts = error is QdcException known ? known.Problem.ToString() : null;
        if (Run("UPDATE run SET outcome = $0, ended_at = $1, version = $2, error_kind = $3, error = $4 WHERE run_id = $5",
            Word(outcome), Now(), version, error?.GetType().Name, facts, runId) != 1)
        {
            throw new NotInLedger("run", $"{runId}");
        }
    }

    /// <summary>The runs, newest first.</summary>
    /// <param name="limit">At most so many. Default: all.</param>
    public IReadOnlyList<RunRecord> Runs(int? limit = null) => Rows(
        "SELECT run_id, started_at, ended_at, outcome, version, error_kind, error, cause FROM run ORDER BY run_id DESC LIMIT $0",
        ReadRun,
        limit ?? -1);

    /// <summary>Records a step with its numbers.</summary>
    /// <exception cref="BalanceBroken">They do not add up; the step is recorded nevertheless, so that the run can be explained.</exception>
    public void RecordStep(long runId, StepRecord step)
    {
        Run("INSERT INTO step (run_id, at, step, extract, delivery_id, balance, closes, seconds) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)",
            runId, Now(), step.Step, step.Extract, step.DeliveryId, step.Balance.ToJson(), step.Balance.Closes ? 1 : 0, step.Seconds);
        if (!step.Balance.Closes)
        {
            throw new BalanceBroken(step.Step, step.Extract, step.Balance);
        }
    }

    /// <summary>The steps of a run, in the order they were recorded.</summary>
    public IReadOnlyList<RecordedStep> Steps(long runId) => Rows(
        "SELECT step_id, run_id, at, step, extract, delivery_id, balance, seconds FROM step WHERE run_id = $0 ORDER BY step_id",
        r => new RecordedStep(r.GetInt64(0), r.GetInt64(1), Moment(r.GetString(2)),
            new StepRecord(r.GetString(3), Balance.FromJson(r.GetString(6)), TextAt(r, 4), LongAt(r, 5), r.GetDouble(7))),
        runId);

    private static RunRecord ReadRun(SqliteDataReader r) => new(
        r.GetInt64(0),
        Moment(r.GetString(1)),
        r.IsDBNull(2) ? null : Moment(r.GetString(2)),
        FromWord<RunOutcome>(r.GetString(3)),
        (int?)LongAt(r, 4),
        TextAt(r, 5),
        TextAt(r, 6),
        r.GetString(7));
}
