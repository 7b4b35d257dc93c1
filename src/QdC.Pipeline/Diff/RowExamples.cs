using QdC.Pipeline.Check;
using QdC.Pipeline.SentBack;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Diff;

/// <summary>The records that differ, counted by subject, change and cause, with some of each named.</summary>
internal static class RowExamples
{
    private sealed record Found(string Subject, string Change, string Cause, string Fields, long? DeliveryId, string? Sheet, int? Line, string Pseudonym, long? MissingFrom);

    /// <summary>Reads the groups.</summary>
    /// <param name="db">The session; <see cref="RowDiff"/> has run.</param>
    /// <param name="ledger">The deliveries the ledger knows.</param>
    /// <param name="numbers">Looks the councils' record numbers up; null when the landing cannot be read.</param>
    /// <param name="most">Examples of each group.</param>
    public static IReadOnlyList<RowGroup> Read(DuckDbSession db, IReadOnlyDictionary<long, Delivery> ledger, RecordNumbers? numbers, int most)
    {
        var groups = db.Query(
            "SELECT subject, change, cause, count(*) FROM row_change GROUP BY subject, change, cause",
            row => (Subject: row.GetString(0), Change: row.GetString(1), Cause: row.GetString(2), Count: row.GetInt64(3))
        );
        var fields = db.Query(
                """
                SELECT subject, change, cause, field, count(*) AS n
                FROM (SELECT subject, change, cause, unnest(string_split(fields, ',')) AS field FROM row_change WHERE fields <> '') AS told
                GROUP BY subject, change, cause, field ORDER BY n DESC, field
                """,
                row => (Group: (row.GetString(0), row.GetString(1), row.GetString(2)), Field: new FieldCount(row.GetString(3), row.GetInt64(4)))
            )
            .ToLookup(f => f.Group, f => f.Field);
        var examples = Some(db, ledger, numbers, most);
        return
        [
            .. groups
                .Select(g => new RowGroup(
                    g.Subject,
                    TwoVersions.Word<RowChange>(g.Change),
                    TwoVersions.Word<DiffCause>(g.Cause),
                    g.Count,
                    [.. fields[(g.Subject, g.Change, g.Cause)]],
                    [.. examples[(g.Subject, g.Change, g.Cause)]]
                ))
                .OrderBy(g => g.Subject, StringComparer.Ordinal)
                .ThenBy(g => g.Change)
                .ThenBy(g => g.Cause),
        ];
    }

    private static ILookup<(string Subject, string Change, string Cause), RowExample> Some(
        DuckDbSession db, IReadOnlyDictionary<long, Delivery> ledger, RecordNumbers? numbers, int most)
    {
        var found = db.Query(
            $"""
            SELECT subject, change, cause, fields, delivery_id, sheet, line, left(replace(CAST(source_key AS VARCHAR), '-', ''), 8), missing_from FROM row_change
            QUALIFY row_number() OVER (PARTITION BY subject, change, cause ORDER BY delivery_id DESC, sheet, line, source_key) <= {most}
            ORDER BY subject, change, cause, delivery_id DESC, sheet, line, source_key
            """,
            row => new Found(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetInt64(4),
                row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetInt32(6), row.GetString(7), row.IsDBNull(8) ? null : row.GetInt64(8)
            )
        );
        Delivery? Origin(Found f) => f.DeliveryId is { } id && ledger.GetValueOrDefault(id) is { } told ? ledger.GetValueOrDefault(SentBackMode.OriginOf(told)) ?? told : null;
        var shown = numbers is null
            ? []
            : found
                .Where(f => Origin(f) is not null && f.Line is not null)
                .GroupBy(f => Origin(f)!)
                .ToDictionary(g => g.Key.DeliveryId, g => numbers.Lookup(g.Key, g.Select(f => new RowPlace(f.Sheet, f.Line!.Value)).ToHashSet()));
        return found.ToLookup(
            f => (f.Subject, f.Change, f.Cause),
            f =>
            {
                var record = Origin(f) is { } o && f.Line is { } line ? shown.GetValueOrDefault(o.DeliveryId)?.GetValueOrDefault(new RowPlace(f.Sheet, line)) : null;
                return new RowExample(
                    f.DeliveryId,
                    Origin(f)?.Facts.FileName,
                    f.Sheet,
                    f.Line,
                    record?.RecordNo,
                    f.Pseudonym,
                    f.Fields.Length == 0 ? [] : f.Fields.Split(','),
                    f.MissingFrom is { } missing ? ledger.GetValueOrDefault(missing)?.Facts.FileName : null
                );
            }
        );
    }
}
