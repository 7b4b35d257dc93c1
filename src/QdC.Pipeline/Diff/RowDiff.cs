using QdC.Pipeline.Jobs;
using QdC.Pipeline.Star;
using static QdC.Pipeline.Load.ObservationTables;

namespace QdC.Pipeline.Diff;

/// <summary>
/// Which records differ, how and why: the latest observation of each key in both versions, for the keys that have any observation
/// the other version has not.
/// </summary>
internal static class RowDiff
{
    /// <summary>
    /// Makes the table <c>row_change</c>: a row for each record that differs, with the days it touches. <c>wide_from</c> and
    /// <c>wide_to</c> are the days it may touch through other records.
    /// </summary>
    public static void Prepare(TwoVersions versions, Contract contract)
    {
        versions.Db.Execute(
            """
            CREATE OR REPLACE TEMP TABLE row_change (
                subject VARCHAR, source_key UUID, change VARCHAR, cause VARCHAR, fields VARCHAR, delivery_id BIGINT, sheet VARCHAR, line INTEGER,
                missing_from BIGINT, touch_from DATE, touch_to DATE, wide_from DATE, wide_to DATE)
            """
        );
        foreach (var subject in contract.Subjects.Values)
        {
            Compare(versions, subject);
        }
        Relinked(versions);
    }

    private static void Compare(TwoVersions versions, Subject subject)
    {
        var (db, table) = (versions.Db, $"obs.{subject.Name}");
        var sides = new[] { "v1", "v2" }.Where(v => versions.Has(v, table)).ToList();
        if (sides.Count == 0)
        {
            return;
        }
        string FromEach(Func<string, string> select) => string.Join(" UNION ALL ", sides.Select(select));
        db.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE candidate AS
            SELECT source_key FROM ({FromEach(v => $"SELECT source_key, hash(effective_date, delivery_id, absent, row_hash) AS entry FROM {v}.{Table(subject)}")}) AS entries
            GROUP BY source_key HAVING bit_xor(entry) <> 0
            """
        );
        if (db.Scalar<long>("SELECT count(*) FROM candidate") == 0)
        {
            return;
        }
        string Field(string version, ContractField f) =>
            versions.Columns(version, table).Contains(f.StoredName) ? Quote(f.StoredName) : $"CAST(NULL AS {f.StoredType}) AS {Quote(f.StoredName)}";
        db.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE told AS
            SELECT o.*, d.cause AS said, d.reached, hash(o.absent, o.flaws, {FieldList(subject, "o.")}) AS content
            FROM ({FromEach(v => $"""
                SELECT {(v == "v1" ? 1 : 2)} AS side, source_key, seq, effective_date, delivery_id, absent, sheet, line, flaws,
                    {string.Join(", ", subject.Stored.Select(f => Field(v, f)))}
                FROM {v}.{Table(subject)} WHERE source_key IN (SELECT source_key FROM candidate)
                """)}) AS o
            JOIN delivery_change AS d ON d.delivery_id = o.delivery_id
            """
        );
        db.Execute(Insert(subject, SubjectTime.Of(subject), NamedBefore(versions, subject)));
    }

    /// <summary>The keys that other records of the first version name, whether or not it has a record of them.</summary>
    private static string NamedBefore(TwoVersions versions, Subject subject)
    {
        var (table, key) = subject.Name == "person" ? ("link.person_map", "person_record") : ($"keys.{subject.Name}_record", "id");
        return versions.Has("v1", table) ? $"SELECT DISTINCT {key} AS source_key FROM v1.{table}" : "SELECT CAST(NULL AS UUID) AS source_key WHERE false";
    }

    private static string Insert(Subject subject, SubjectTime time, string namedBefore)
    {
        string Differ(IEnumerable<ContractField> fields) => string.Join(" OR ", fields.Select(f => $"a.{Quote(f.StoredName)} IS DISTINCT FROM b.{Quote(f.StoredName)}").Append("false"));
        var fields = string.Join(", ", subject.Stored.Select(f => $"CASE WHEN a.{Quote(f.StoredName)} IS DISTINCT FROM b.{Quote(f.StoredName)} THEN '{f.StoredName}' END"));
        return $"""
            INSERT INTO row_change
            WITH latest AS (SELECT * FROM told QUALIFY row_number() OVER (PARTITION BY side, source_key ORDER BY effective_date DESC, seq DESC) = 1),
            entry AS (SELECT source_key, effective_date FROM told GROUP BY source_key, effective_date, content HAVING count(DISTINCT side) = 1),
            since AS (SELECT source_key, min(effective_date) AS since FROM entry GROUP BY source_key),
            story AS (
                SELECT source_key, min(effective_date) AS first_on,
                    first(said ORDER BY effective_date, seq) FILTER (WHERE side = 2) AS first_said,
                    last(said ORDER BY effective_date, seq) FILTER (WHERE side = 2 AND said <> 'known') AS ever_said,
                    coalesce(bool_or(side = 1 AND said = 'withdrawn'), false) AS withdrawn,
                    coalesce(bool_or(side = 1 AND said = 'mapping'), false) AS reread,
                    coalesce(bool_or(side = 1 AND said = 'known'), false) AS stays
                FROM told GROUP BY source_key),
            pair AS (
                SELECT s.*, n.since, a.said AS last_said, a.reached, i.source_key IS NOT NULL AS named_before,
                    CASE WHEN b.source_key IS NULL THEN 'none' WHEN b.absent THEN 'absent' ELSE 'live' END AS was,
                    CASE WHEN a.source_key IS NULL THEN 'none' WHEN a.absent THEN 'absent' ELSE 'live' END AS is_now,
                    coalesce(nullif(concat_ws(',', {fields}), ''), CASE WHEN a.flaws IS DISTINCT FROM b.flaws THEN 'flaws' ELSE '' END) AS fields,
                    {(time.Start is { } start ? $"CASE WHEN NOT b.absent THEN {start("b")} END AS start_b, CASE WHEN NOT a.absent THEN {start("a")} END AS start_a" : "CAST(NULL AS DATE) AS start_b, CAST(NULL AS DATE) AS start_a")},
                    {(time.End is { } end ? $"CASE WHEN NOT b.absent THEN coalesce({end("b")}, {CurrentState.End}) END AS end_b, CASE WHEN NOT a.absent THEN coalesce({end("a")}, {CurrentState.End}) END AS end_a" : "CAST(NULL AS DATE) AS end_b, CAST(NULL AS DATE) AS end_a")},
                    NOT ({Differ(subject.Stored.Where(f => !time.EndFields.Contains(f.Name)))}) AS end_only,
                    NOT ({Differ(subject.Stored.Where(f => !time.Attributes.Contains(f.StoredName)))}) AS attributes_only,
                    a.delivery_id AS delivery_a, a.sheet AS sheet_a, a.line AS line_a, a.absent AS absent_a,
                    b.delivery_id AS delivery_b, b.sheet AS sheet_b, b.line AS line_b
                FROM story AS s
                LEFT JOIN since AS n ON n.source_key = s.source_key
                LEFT JOIN ({namedBefore}) AS i ON i.source_key = s.source_key
                LEFT JOIN latest AS b ON b.source_key = s.source_key AND b.side = 1
                LEFT JOIN latest AS a ON a.source_key = s.source_key AND a.side = 2),
            named AS (
                SELECT *, CASE
                    WHEN was = 'none' AND is_now = 'live' THEN 'added'
                    WHEN was = 'live' AND is_now = 'live' AND fields <> '' THEN 'changed'
                    WHEN was = 'live' AND is_now = 'absent' THEN 'retired'
                    WHEN was = 'absent' AND is_now = 'live' THEN 'returned'
                    WHEN was <> 'none' AND is_now = 'none' THEN 'gone'
                    WHEN {(subject.Kind == SubjectKind.Dimension ? "since IS NOT NULL" : "false")} THEN 'history' END AS change
                FROM pair),
            caused AS (
                SELECT *, CASE
                    WHEN change = 'gone' THEN CASE WHEN stays THEN 'erased' WHEN reread THEN 'mapping' ELSE 'withdrawn' END
                    WHEN change = 'added' THEN CASE
                        WHEN first_said = 'new' AND (named_before OR start_a <= reached) THEN 'late'
                        WHEN first_said <> 'known' THEN first_said
                        ELSE coalesce(ever_said, 'mapping') END
                    ELSE CASE coalesce(nullif(last_said, 'known'), ever_said, CASE WHEN withdrawn THEN 'withdrawn' ELSE 'mapping' END)
                        WHEN 'new' THEN 'restated'
                        ELSE coalesce(nullif(last_said, 'known'), ever_said, CASE WHEN withdrawn THEN 'withdrawn' ELSE 'mapping' END) END
                    END AS cause
                FROM named WHERE change IS NOT NULL)
            SELECT '{subject.Name}', source_key, change, cause, CASE WHEN change = 'changed' THEN fields ELSE '' END,
                CASE WHEN change IN ('retired', 'gone') OR absent_a THEN delivery_b ELSE delivery_a END,
                CASE WHEN change IN ('retired', 'gone') OR absent_a THEN sheet_b ELSE sheet_a END,
                CASE WHEN change IN ('retired', 'gone') OR absent_a THEN line_b ELSE line_a END,
                CASE WHEN change = 'retired' THEN delivery_a END,
                {Touches(subject, time)}
            FROM caused
            """;
    }

    /// <summary>The first and last day a difference touches; then those it may touch through other records.</summary>
    private static string Touches(Subject subject, SubjectTime time)
    {
        var asOf = $"CASE WHEN since = first_on THEN {CurrentState.Beginning} ELSE coalesce(since, {CurrentState.Beginning}) END";
        var unknown = subject.Kind == SubjectKind.Dimension ? asOf : CurrentState.Beginning;
        var from = $"coalesce(least(start_b, start_a), CASE WHEN change = 'added' AND NOT named_before THEN coalesce(since, {CurrentState.Beginning}) ELSE {unknown} END)";
        var to = time switch
        {
            { Start: null } => CurrentState.End,
            { End: null } => $"coalesce(greatest(start_b, start_a), {CurrentState.End})",
            _ => $"coalesce(greatest(end_b, end_a), {CurrentState.End})",
        };
        if (time is { Start: not null, End: not null })
        {
            from = $"CASE WHEN change = 'changed' AND end_only THEN least(end_b, end_a) ELSE {from} END";
        }
        if (subject.Kind == SubjectKind.Dimension)
        {
            from = $"CASE WHEN change = 'history' OR (change = 'changed' AND attributes_only) THEN {asOf} ELSE {from} END";
            to = $"CASE WHEN change = 'history' OR (change = 'changed' AND attributes_only) THEN {CurrentState.End} ELSE {to} END";
        }
        return $"""
            {from} AS touch_from, {to} AS touch_to,
                CASE WHEN change = 'added' AND start_a IS NULL THEN {CurrentState.Beginning} ELSE {from} END AS wide_from,
                CASE WHEN {to} < {CurrentState.End} THEN CAST({to} + INTERVAL 12 MONTH AS DATE) ELSE {CurrentState.End} END AS wide_to
            """;
    }

    /// <summary>Source records that both versions know and that stand for another person.</summary>
    private static void Relinked(TwoVersions versions)
    {
        if (!versions.Has("v1", "link.person_map") || !versions.Has("v2", "link.person_map"))
        {
            return;
        }
        var place = versions.Has("v2", "obs.person")
            ? "LEFT JOIN (SELECT source_key, delivery_id, sheet, line FROM v2.obs.person WHERE NOT absent QUALIFY row_number() OVER (PARTITION BY source_key ORDER BY effective_date DESC, seq DESC) = 1) AS o ON o.source_key = a.person_record"
            : "LEFT JOIN (SELECT CAST(NULL AS UUID) AS source_key, CAST(NULL AS BIGINT) AS delivery_id, CAST(NULL AS VARCHAR) AS sheet, CAST(NULL AS INTEGER) AS line) AS o ON false";
        versions.Db.Execute(
            $"""
            INSERT INTO row_change
            SELECT 'person', a.person_record, 'relinked', 'relinked', '', o.delivery_id, o.sheet, o.line, NULL,
                {CurrentState.Beginning}, {CurrentState.End}, {CurrentState.Beginning}, {CurrentState.End}
            FROM v1.link.person_map AS b JOIN v2.link.person_map AS a ON a.person_record = b.person_record
            {place}
            WHERE a.person_id <> b.person_id
            """
        );
    }
}
