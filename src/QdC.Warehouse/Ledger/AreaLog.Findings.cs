using System.Globalization;
using Microsoft.Data.Sqlite;

namespace QdC.Warehouse;

public sealed partial class AreaLog
{
    private const string RowScope = "row";
    private const string SetScope = "set";

    private const string MergeSql = """
        INSERT INTO finding (system, extract, key_hash, rule, field, severity, subject, scope, state, state_order, run_id, delivery_id,
          file, sheet, line, "column", record_no, masked, args, first_seen, last_seen)
        VALUES ($system, $extract, $key, $rule, $field, $severity, $subject, $scope, 'open', $order, $run, $delivery,
          $file, $sheet, $line, $column, $record, $masked, $args, $now, $now)
        ON CONFLICT (system, extract, key_hash, rule, field) DO UPDATE SET
          severity = excluded.severity, subject = excluded.subject, scope = excluded.scope,
          state = CASE state WHEN 'justified' THEN 'justified' ELSE 'open' END, corrected_by = NULL,
          state_order = excluded.state_order, run_id = excluded.run_id, delivery_id = excluded.delivery_id,
          file = excluded.file, sheet = excluded.sheet, line = excluded.line, "column" = excluded."column",
          record_no = excluded.record_no, masked = excluded.masked, args = excluded.args, last_seen = excluded.last_seen
        WHERE excluded.state_order >= state_order
        """;

    /// <summary>
    /// Adds what a delivery's rows raised. A finding is known by system, extract, key, rule and field: raised again it moves to this
    /// delivery and line, reopens if it was corrected, and stays justified if it was. A delivery that is older in effective order
    /// than the last that spoke of the finding leaves it as it is. May be called several times for one delivery and run.
    /// </summary>
    public void MergeFindings(long runId, Delivery delivery, IEnumerable<Finding> findings) =>
        InTransaction(() => Merge(RowScope, runId, delivery.DeliveryId, delivery.Order, findings));

    /// <summary>The keys of open findings of the delivery's extract that something else than this delivery in this run raised.</summary>
    public IReadOnlyList<string> KeysSpokenOfBefore(long runId, Delivery delivery) => Rows(
        """
        SELECT DISTINCT key_hash FROM finding
        WHERE system = $0 AND extract = $1 AND scope = 'row' AND state <> 'corrected' AND NOT (run_id = $2 AND delivery_id = $3)
        """,
        r => r.GetString(0),
        delivery.System, delivery.Extract, runId, delivery.DeliveryId);

    /// <summary>
    /// Marks row findings of the delivery's extract corrected where the delivery spoke of their row and did not raise them again in
    /// this run. Gives back how many. Call it after the last <see cref="MergeFindings"/> of the delivery.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="delivery">The delivery that was read.</param>
    /// <param name="spokenOf">True when the delivery had a row for this finding's key (or, being complete, would have had it).</param>
    public int CorrectFindings(long runId, Delivery delivery, Func<OpenFinding, bool> spokenOf) => InTransaction(() =>
    {
        var open = Rows(
            """
            SELECT finding_id, key_hash, rule, field FROM finding
            WHERE system = $0 AND extract = $1 AND scope = 'row' AND state <> 'corrected'
              AND NOT (run_id = $2 AND delivery_id = $3) AND state_order <= $4
            """,
            r => new OpenFinding(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3) is { Length: > 0 } field ? field : null),
            delivery.System, delivery.Extract, runId, delivery.DeliveryId, delivery.Order);
        using var command = Command(
            "UPDATE finding SET state = 'corrected', corrected_by = $1, state_order = $2, last_seen = last_seen WHERE finding_id = $0",
            [0L, delivery.DeliveryId, delivery.Order]);
        command.Prepare();
        var corrected = 0;
        foreach (var finding in open)
        {
            if (spokenOf(finding))
            {
                command.Parameters[0].Value = finding.FindingId;
                corrected += command.ExecuteNonQuery();
            }
        }

        return corrected;
    });

    /// <inheritdoc cref="CorrectFindings(long, Delivery, Func{OpenFinding, bool})"/>
    public int CorrectFindings(long runId, Delivery delivery, IReadOnlySet<string> keyHashesSeen) =>
        CorrectFindings(runId, delivery, finding => keyHashesSeen.Contains(finding.KeyHash));

    /// <summary>
    /// Replaces what checks over the whole star found: findings of these rules that are not raised again become corrected.
    /// Gives back how many. To be called once a run for each rule.
    /// </summary>
    public int ReplaceSetFindings(long runId, IReadOnlyCollection<string> rules, IEnumerable<Finding> findings) => InTransaction(() =>
    {
        Merge(SetScope, runId, null, runId.ToString("0000000000", CultureInfo.InvariantCulture), findings);
        var corrected = 0;
        foreach (var rule in rules)
        {
            Run("DELETE FROM finding_count WHERE delivery_id = 0 AND rule = $0 AND run_id <> $1", rule, runId);
            corrected += Run(
                "UPDATE finding SET state = 'corrected', state_order = $2 WHERE scope = 'set' AND rule = $0 AND run_id <> $1 AND state <> 'corrected'",
                rule, runId, runId.ToString("0000000000", CultureInfo.InvariantCulture));
        }

        return corrected;
    });

    /// <summary>The findings that a filter lets through, in order of extract, file, line and rule.</summary>
    public IReadOnlyList<RecordedFinding> Findings(FindingFilter? filter = null)
    {
        var (where, parameters) = Where(filter);
        return Rows(
            $"""
            SELECT finding_id, rule, severity, system, extract, subject, key_hash, field, file, sheet, line, "column", record_no, masked, args,
              state, delivery_id, corrected_by, reason, reason_by, first_seen, last_seen
            FROM finding WHERE {where} ORDER BY system, extract, file, sheet, line, rule, field, finding_id LIMIT $6 OFFSET $7
            """,
            ReadFinding, parameters);
    }

    /// <summary>The findings that a filter lets through, counted by extract, rule, severity and state.</summary>
    public IReadOnlyList<FindingGroup> FindingGroups(FindingFilter? filter = null)
    {
        var (where, parameters) = Where(filter);
        return Rows(
            $"""
            SELECT system, extract, rule, severity, state, count(*) FROM finding WHERE {where}
            GROUP BY system, extract, rule, severity, state ORDER BY system, extract, severity, rule, state LIMIT $6
            """,
            r => new FindingGroup(r.GetString(0), r.GetString(1), r.GetString(2), FromWord<Severity>(r.GetString(3)), FromWord<FindingState>(r.GetString(4)), r.GetInt64(5)),
            parameters);
    }

    /// <summary>What open findings of a rule received, as they show it, the most frequent first.</summary>
    public IReadOnlyList<ReceivedValue> Received(string rule) => Rows(
        """
        SELECT system, subject, field, args, masked, count(*) FROM finding WHERE rule = $0 AND state = 'open'
        GROUP BY system, subject, field, args, masked ORDER BY count(*) DESC, system, subject, field, masked
        """,
        r => new ReceivedValue(r.GetString(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3), r.IsDBNull(4) ? "" : r.GetString(4), r.GetInt64(5)),
        rule);

    /// <summary>How often each delivery (and the checks over the whole star) raised each rule when it was last applied.</summary>
    /// <param name="deliveryId">Of this delivery only. Default: all.</param>
    public IReadOnlyList<FindingCount> FindingCounts(long? deliveryId = null) => Rows(
        "SELECT delivery_id, rule, severity, n FROM finding_count WHERE $0 IS NULL OR delivery_id = $0 ORDER BY delivery_id, severity, rule",
        r => new FindingCount(r.GetInt64(0) is var id and not 0 ? id : null, r.GetString(1), FromWord<Severity>(r.GetString(2)), r.GetInt64(3)),
        deliveryId);

    /// <summary>Gives an open finding its reason.</summary>
    public void Justify(long findingId, string reason, string by) => InTransaction(() =>
    {
        if (Run("UPDATE finding SET state = 'justified', reason = $1, reason_by = $2 WHERE finding_id = $0 AND state <> 'corrected'", findingId, reason, by) != 1)
        {
            throw new NotInLedger("open finding", $"{findingId}");
        }

        return Decide(DecisionKind.Justify, findingId.ToString(CultureInfo.InvariantCulture), reason, by);
    });

    private int Merge(string scope, long runId, long? deliveryId, string order, IEnumerable<Finding> findings)
    {
        var counts = new SortedDictionary<(string Rule, Severity Severity), long>();
        using var command = _connection.CreateCommand();
        command.CommandText = MergeSql;
        command.Transaction = _transaction;
        var p = new FindingParameters(command);
        p.Fixed(scope, runId, deliveryId, order, Now());
        command.Prepare();
        foreach (var finding in findings)
        {
            p.Take(finding);
            command.ExecuteNonQuery();
            var counted = (finding.Rule, finding.Severity);
            counts[counted] = counts.GetValueOrDefault(counted) + 1;
        }

        Count(runId, deliveryId, counts);
        return 0;
    }

    private void Count(long runId, long? deliveryId, SortedDictionary<(string Rule, Severity Severity), long> counts)
    {
        if (deliveryId is { } id)
        {
            Run("DELETE FROM finding_count WHERE delivery_id = $0 AND run_id <> $1", id, runId);
        }

        foreach (var ((rule, severity), n) in counts)
        {
            Run("""
                INSERT INTO finding_count (delivery_id, rule, severity, n, run_id) VALUES ($0, $1, $2, $3, $4)
                ON CONFLICT (delivery_id, rule, severity) DO UPDATE SET
                  n = excluded.n + CASE WHEN run_id = excluded.run_id THEN n ELSE 0 END, run_id = excluded.run_id
                """,
                deliveryId ?? 0, rule, Word(severity), n, runId);
        }
    }

    private static (string Where, object?[] Parameters) Where(FindingFilter? filter)
    {
        filter ??= new FindingFilter();
        return (
            """
            ($0 IS NULL OR rule = $0) AND ($1 IS NULL OR state = $1) AND ($2 IS NULL OR severity = $2)
            AND ($3 IS NULL OR system = $3) AND ($4 IS NULL OR extract = $4) AND ($5 IS NULL OR delivery_id = $5)
            """,
            [
                filter.Rule,
                filter.State is { } state ? Word(state) : null,
                filter.Severity is { } severity ? Word(severity) : null,
                filter.System,
                filter.Extract,
                filter.DeliveryId,
                filter.Limit ?? -1,
                filter.Skip,
            ]);
    }

    private static RecordedFinding ReadFinding(SqliteDataReader r) => new(
        r.GetInt64(0),
        new Finding
        {
            Rule = r.GetString(1),
            Severity = FromWord<Severity>(r.GetString(2)),
            System = r.GetString(3),
            Extract = r.GetString(4),
            Subject = r.GetString(5),
            KeyHash = r.GetString(6),
            Field = r.GetString(7) is { Length: > 0 } field ? field : null,
            File = TextAt(r, 8),
            Sheet = TextAt(r, 9),
            Line = (int?)LongAt(r, 10),
            Column = TextAt(r, 11),
            RecordNo = TextAt(r, 12),
            Masked = TextAt(r, 13),
            Args = TextAt(r, 14),
        },
        FromWord<FindingState>(r.GetString(15)),
        LongAt(r, 16),
        LongAt(r, 17),
        TextAt(r, 18),
        TextAt(r, 19),
        Moment(r.GetString(20)),
        Moment(r.GetString(21)));
}
