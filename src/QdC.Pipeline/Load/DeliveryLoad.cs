using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Warehouse;
using static QdC.Pipeline.Load.ObservationTables;

namespace QdC.Pipeline.Load;

/// <summary>A delivery that has been staged and is to be appended to the observations.</summary>
internal sealed record StagedDelivery
{
    /// <summary>Its number in the ledger.</summary>
    public required long DeliveryId { get; init; }

    /// <summary>The source system.</summary>
    public required string System { get; init; }

    /// <summary>The extract's name.</summary>
    public required string Extract { get; init; }

    /// <summary>The subject it delivers.</summary>
    public required Subject Subject { get; init; }

    /// <summary>The day it speaks of.</summary>
    public required DateOnly EffectiveDate { get; init; }

    /// <summary>SHA-256 of its bytes, hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>What decided the conformed rows: mapping, contract, code lists.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>True when it delivers no rows of its own: it corrects an earlier delivery and so closes nothing, or lists keys.</summary>
    public bool IsCorrection { get; init; }

    /// <summary>True when it lists the keys there are: of the rows only the keys count.</summary>
    public bool IsKeyList { get; init; }

    /// <summary>First day it is complete for, when it says.</summary>
    public DateOnly? ExtractFrom { get; init; }

    /// <summary>Last day it is complete for, when it says.</summary>
    public DateOnly? ExtractTo { get; init; }

    /// <summary>Within which scope an absent key means something; null when absence must not speak.</summary>
    public Completeness? Complete { get; init; }

    /// <summary>Records in the file.</summary>
    public required long Records { get; init; }

    /// <summary>Records rejected by a row rule.</summary>
    public required long Rejected { get; init; }

    /// <summary>What became of the records of joined files.</summary>
    public IReadOnlyList<JoinedCounts> Joined { get; init; } = [];

    /// <summary>The staged rows, as the working connection names them.</summary>
    public required string StagedTable { get; init; }

    /// <summary>False when it is known that no key stands in two rows. Default: true.</summary>
    public bool HasRepeatedKeys { get; init; } = true;

    /// <summary>The keys of rejected rows, as the working connection names them.</summary>
    public required string SeenTable { get; init; }
}

/// <summary>What loading a delivery did.</summary>
/// <param name="Loaded">Rows appended: new, changed or returned.</param>
/// <param name="Unchanged">Rows that said what was known.</param>
/// <param name="Duplicate">Surplus rows of a key; the last of them counted as loaded or unchanged.</param>
/// <param name="Absent">Absences appended.</param>
internal sealed record LoadCounts(long Loaded, long Unchanged, long Duplicate, long Absent)
{
    /// <summary>For a list of keys: those of no record. They change nothing and are among the unchanged.</summary>
    public long Unknown { get; init; }
}

/// <summary>Appends what changed to the observations.</summary>
internal static class DeliveryLoad
{
    /// <summary>Appends a delivery that comes after all that its extract has applied.</summary>
    /// <param name="db">The working copy.</param>
    /// <param name="delivery">The delivery, staged.</param>
    /// <param name="held">What the working copy holds of its extract; the delivery is added.</param>
    public static LoadCounts Apply(DuckDbSession db, StagedDelivery delivery, LoadedDeliveries held)
    {
        var (subject, table) = (delivery.Subject, Table(delivery.Subject));
        string Own(string alias) => $"{alias}.system = {Text(delivery.System)} AND {alias}.extract = {Text(delivery.Extract)}";
        var seq = held.NextSeq;
        var isFirst = seq == 1;
        var absence = isFirst ? null : Absence(delivery);
        var staged = db.Scalar<long>($"SELECT count(*) FROM {delivery.StagedTable}");
        var distinct = delivery.HasRepeatedKeys ? staged - Repeated(db, delivery.StagedTable) : staged;
        // Keys repeat seldom, and a first delivery finds nothing known: what is the same for all rows is not looked for in each.
        var incoming = distinct == staged
            ? delivery.StagedTable
            : $"(SELECT * FROM {delivery.StagedTable} AS x WHERE NOT EXISTS (SELECT 1 FROM repeated AS r WHERE r.source_key = x.source_key AND r.row_no <> x.row_no))";
        var leading =
            $"{Text(delivery.System)}, {Text(delivery.Extract)}, {{0}}.source_key, {seq}, DATE '{delivery.EffectiveDate:yyyy-MM-dd}', {delivery.DeliveryId}";
        if (!isFirst || delivery.IsKeyList)
        {
            var spokenOf = absence is null && !delivery.IsKeyList ? $" AND o.source_key IN (SELECT source_key FROM {delivery.StagedTable})" : "";
            db.Execute(
                $"CREATE OR REPLACE TEMP TABLE known AS SELECT source_key, max(seq) AS seq, arg_max(absent, seq) AS absent, arg_max(row_hash, seq) AS row_hash FROM {table} AS o WHERE {Own("o")}{spokenOf} GROUP BY source_key"
            );
        }
        var (listed, returned) = delivery.IsKeyList ? Listed(db, delivery, distinct) : (0, 0);
        var changed = isFirst
            ? ""
            : """
              LEFT JOIN known AS k ON k.source_key = i.source_key
              WHERE k.source_key IS NULL OR k.absent OR k.row_hash <> i.row_hash
              """;
        // A listed record that was gone is back as it was last told; what a list says of the others is in their keys alone.
        var loaded = delivery.IsKeyList ? returned == 0 ? 0 : db.Execute(
            $"""
            INSERT INTO {table} ({Columns(subject)})
            SELECT {string.Format(leading, "k")}, false, k.sheet, k.line, k.row_hash, k.flaws, {FieldList(subject, "k.")}
            FROM {table} AS k
            JOIN known AS latest ON latest.source_key = k.source_key AND latest.seq = k.seq
            WHERE {Own("k")} AND k.absent AND EXISTS (SELECT 1 FROM {delivery.StagedTable} AS i WHERE i.source_key = k.source_key)
            """
        ) : db.Execute(
            $"""
            INSERT INTO {table} ({Columns(subject)})
            SELECT {string.Format(leading, "i")}, false, i.sheet, i.line, i.row_hash, i.flaws, {FieldList(subject, "i.")}
            FROM {incoming} AS i {changed}
            """
        );
        var absent = absence is { } scope
            ? db.Execute(
                $"""
                INSERT INTO {table} ({Columns(subject)})
                SELECT {string.Format(leading, "k")}, true, k.sheet, k.line, k.row_hash, k.flaws, {FieldList(subject, "k.")}
                FROM {table} AS k
                JOIN known AS latest ON latest.source_key = k.source_key AND latest.seq = k.seq
                WHERE {Own("k")} AND NOT k.absent AND {scope}
                    AND NOT EXISTS (SELECT 1 FROM {delivery.StagedTable} AS i WHERE i.source_key = k.source_key)
                    AND NOT EXISTS (SELECT 1 FROM {delivery.SeenTable} AS s WHERE s.source_key = k.source_key)
                """
            )
            : 0;
        var unknown = delivery.IsKeyList ? distinct - listed : 0;
        var counts = new LoadCounts(loaded, distinct - loaded, staged - distinct, absent) { Unknown = unknown };
        Record(db, delivery, seq, counts);
        held.Add(new LoadedDelivery(delivery.DeliveryId, seq, delivery.EffectiveDate, delivery.IsCorrection, delivery.ExtractFrom, delivery.ExtractTo, delivery.Records));
        return counts;
    }

    /// <summary>The sealed identities of the rows that a delivery has loaded, for the vault, in the order it keeps them in.</summary>
    public static IEnumerable<SealedIdentity> Identities(DuckDbSession db, StagedDelivery delivery) =>
        db.Stream(
            $"""
            SELECT i.source_key, i.identity, i.{RowWriter.SealedIdentity}
            FROM {delivery.StagedTable} AS i
            JOIN {Table(delivery.Subject)} AS o ON o.source_key = i.source_key AND o.identity = i.identity AND o.delivery_id = {delivery.DeliveryId}
            ORDER BY i.source_key, i.identity
            """,
            row => new SealedIdentity(row.GetGuid(0), row.GetGuid(1), Bytes(row.GetStream(2))));

    private static byte[] Bytes(Stream stream)
    {
        using (stream)
        {
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    /// <summary>Drops what an extract's deliveries from a place in effective order on have said.</summary>
    /// <returns>Observations dropped.</returns>
    public static long Rewind(DuckDbSession db, Subject subject, string system, string extract, int fromSeq, LoadedDeliveries held)
    {
        held.Rewind(fromSeq);
        var where = $"system = {Text(system)} AND extract = {Text(extract)} AND seq >= {fromSeq}";
        db.Execute($"DELETE FROM meta.delivery WHERE {where}");
        return db.Execute($"DELETE FROM {Table(subject)} WHERE {where}");
    }

    /// <summary>Notes the keys that several rows of a delivery have, with the row that loads, and gives back how many rows are surplus.</summary>
    private static long Repeated(DuckDbSession db, string table)
    {
        db.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE repeated AS
            SELECT source_key, max(row_no) AS row_no, count(*) AS n FROM {table} GROUP BY source_key HAVING count(*) > 1
            """
        );
        return db.Scalar<long>("SELECT coalesce(sum(n - 1), 0) FROM repeated");
    }

    /// <summary>The rows of a list whose keys are of no record, as they stand in it. Call it after <see cref="Apply"/>.</summary>
    public static IReadOnlyList<(Guid Key, string? Sheet, int Line)> Unknown(DuckDbSession db, StagedDelivery delivery) =>
        db.Query(
            $"""
            SELECT source_key, arg_max(sheet, row_no), arg_max(line, row_no) FROM {delivery.StagedTable} AS i
            WHERE NOT EXISTS (SELECT 1 FROM known AS k WHERE k.source_key = i.source_key) GROUP BY source_key ORDER BY 3
            """,
            row => (row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt32(2)));

    /// <summary>How many of the records that an extract knows are there, and how many of them a delivery would close.</summary>
    public static (long There, long Closes) Closing(DuckDbSession db, StagedDelivery delivery) =>
        Absence(delivery) is not { } scope ? (0, 0) : db.Query(
            $"""
            SELECT count(*), count(*) FILTER (WHERE k.source_key NOT IN (SELECT source_key FROM {delivery.StagedTable}) AND k.source_key NOT IN (SELECT source_key FROM {delivery.SeenTable}))
            FROM (SELECT * FROM {Table(delivery.Subject)} WHERE system = {Text(delivery.System)} AND extract = {Text(delivery.Extract)}
                QUALIFY row_number() OVER (PARTITION BY source_key ORDER BY seq DESC) = 1) AS k
            WHERE NOT k.absent AND {scope}
            """,
            row => (row.GetInt64(0), row.GetInt64(1)))[0];

    /// <summary>Of the keys that a list names, how many are of a record, and of one that was gone.</summary>
    private static (long Known, long Gone) Listed(DuckDbSession db, StagedDelivery delivery, long distinct) =>
        distinct == 0 ? (0, 0) : db.Query(
            $"SELECT count(*), count(*) FILTER (WHERE k.absent) FROM known AS k WHERE k.source_key IN (SELECT source_key FROM {delivery.StagedTable})",
            row => (row.GetInt64(0), row.GetInt64(1)))[0];

    private static string? Absence(StagedDelivery delivery) =>
        delivery switch
        {
            { IsCorrection: true, IsKeyList: false } or { Complete: null } => null,
            { Complete.By: null } => "true",
            { ExtractFrom: { } from, ExtractTo: { } to } =>
                $"k.{Quote(delivery.Complete.By)} BETWEEN DATE '{from:yyyy-MM-dd}' AND DATE '{to:yyyy-MM-dd}'",
            _ => null,
        };

    private static void Record(DuckDbSession db, StagedDelivery delivery, int seq, LoadCounts counts)
    {
        if (delivery.Joined.Count > 0)
        {
            db.Execute($"DELETE FROM meta.joined WHERE delivery_id = {delivery.DeliveryId}");
        }
        foreach (var joined in delivery.Joined)
        {
            db.Execute($"INSERT INTO meta.joined VALUES ({delivery.DeliveryId}, {Text(joined.Join)}, {joined.Records})");
        }
        db.Execute(
            $"""
            INSERT INTO meta.delivery VALUES ({delivery.DeliveryId}, {Text(delivery.System)}, {Text(delivery.Extract)},
                {Text(delivery.Subject.Name)}, {seq}, DATE '{delivery.EffectiveDate:yyyy-MM-dd}', {Text(delivery.ContentHash)},
                {(delivery.IsCorrection ? "true" : "false")}, {Date(delivery.ExtractFrom)}, {Date(delivery.ExtractTo)}, {Text(delivery.Fingerprint)},
                {delivery.Records}, {counts.Loaded}, {counts.Unchanged}, {delivery.Rejected}, {counts.Duplicate}, {counts.Absent})
            """
        );
    }

    private static string Columns(Subject subject) =>
        string.Join(", ", Leading.Select(c => Quote(c.Name))) + ", " + FieldList(subject);

    private static string Text(string text) => $"'{text.Replace("'", "''")}'";

    private static string Date(DateOnly? date) => date is { } day ? $"DATE '{day:yyyy-MM-dd}'" : "NULL";
}
