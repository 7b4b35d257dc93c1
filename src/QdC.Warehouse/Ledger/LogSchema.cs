namespace QdC.Warehouse;

/// <summary>The schema of <c>log.sqlite</c>, forward only: each entry takes the file from its index to the next.</summary>
internal static class LogSchema
{
    public static readonly IReadOnlyList<string> Migrations =
    [
        """
        CREATE TABLE run (
          run_id INTEGER PRIMARY KEY AUTOINCREMENT, cause TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT,
          outcome TEXT NOT NULL, version INTEGER, error_kind TEXT, error TEXT, fence INTEGER NOT NULL) STRICT;

        CREATE TABLE step (
          step_id INTEGER PRIMARY KEY AUTOINCREMENT, run_id INTEGER NOT NULL REFERENCES run, at TEXT NOT NULL,
          step TEXT NOT NULL, extract TEXT, delivery_id INTEGER, balance TEXT NOT NULL, closes INTEGER NOT NULL,
          seconds REAL NOT NULL) STRICT;
        CREATE INDEX step_of_run ON step (run_id);

        CREATE TABLE delivery (
          delivery_id INTEGER PRIMARY KEY AUTOINCREMENT, system TEXT NOT NULL, extract TEXT NOT NULL,
          content_hash TEXT NOT NULL, file_name TEXT NOT NULL, effective_date TEXT, sequence INTEGER NOT NULL,
          landed_path TEXT, bytes INTEGER NOT NULL, extract_from TEXT, extract_to TEXT, mode TEXT,
          promised_rows INTEGER, known_cut TEXT, is_correction INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT,
          registered_at TEXT NOT NULL, changed_at TEXT NOT NULL,
          UNIQUE (system, extract, content_hash)) STRICT;

        CREATE TABLE finding (
          finding_id INTEGER PRIMARY KEY AUTOINCREMENT, system TEXT NOT NULL, extract TEXT NOT NULL,
          key_hash TEXT NOT NULL, rule TEXT NOT NULL, field TEXT NOT NULL, severity TEXT NOT NULL, subject TEXT NOT NULL,
          scope TEXT NOT NULL, state TEXT NOT NULL, state_order TEXT NOT NULL, run_id INTEGER NOT NULL,
          delivery_id INTEGER, corrected_by INTEGER, file TEXT, sheet TEXT, line INTEGER, "column" TEXT,
          record_no TEXT, masked TEXT, args TEXT, reason TEXT, reason_by TEXT,
          first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
          UNIQUE (system, extract, key_hash, rule, field)) STRICT;

        CREATE TABLE finding_count (
          delivery_id INTEGER NOT NULL, rule TEXT NOT NULL, severity TEXT NOT NULL, n INTEGER NOT NULL, run_id INTEGER NOT NULL,
          PRIMARY KEY (delivery_id, rule, severity)) STRICT, WITHOUT ROWID;

        CREATE TABLE decision (
          decision_id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL,
          by TEXT NOT NULL, at TEXT NOT NULL, until TEXT, detail TEXT) STRICT;

        CREATE TABLE hold (
          name TEXT PRIMARY KEY, version INTEGER NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT;

        CREATE TABLE fence (token INTEGER PRIMARY KEY AUTOINCREMENT, taken_at TEXT NOT NULL, holder TEXT NOT NULL) STRICT;

        CREATE TABLE key_print (fingerprint TEXT PRIMARY KEY, first_seen TEXT NOT NULL) STRICT;
        """,
        """
        ALTER TABLE key_print ADD COLUMN state TEXT NOT NULL DEFAULT 'current';
        ALTER TABLE key_print ADD COLUMN kept BLOB;
        """,
        """
        CREATE TABLE erasure (
          record TEXT PRIMARY KEY, stands_for TEXT NOT NULL, fresh TEXT NOT NULL, reference TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
          version INTEGER, ended_at TEXT, proof TEXT) STRICT;

        CREATE TABLE erasure_key (old TEXT PRIMARY KEY, new TEXT NOT NULL) STRICT;
        """,
        """
        ALTER TABLE erasure ADD COLUMN person TEXT;
        """,
        """
        CREATE TABLE export (
          export_id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, by TEXT NOT NULL, what TEXT NOT NULL, version INTEGER NOT NULL,
          rows INTEGER NOT NULL) STRICT;
        """,
        """
        CREATE TABLE shape (delivery_id INTEGER PRIMARY KEY REFERENCES delivery, shape TEXT NOT NULL) STRICT;

        CREATE TABLE drift (
          drift_id INTEGER PRIMARY KEY AUTOINCREMENT, system TEXT NOT NULL, extract TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
          destructive INTEGER NOT NULL, state TEXT NOT NULL, before TEXT, after TEXT, effect TEXT, delivery_id INTEGER NOT NULL REFERENCES delivery,
          before_id INTEGER NOT NULL REFERENCES delivery, effective_date TEXT NOT NULL, raised_at TEXT NOT NULL, by TEXT, why TEXT, decided_at TEXT) STRICT;

        CREATE TABLE drift_delivery (
          drift_id INTEGER NOT NULL REFERENCES drift, delivery_id INTEGER NOT NULL REFERENCES delivery, PRIMARY KEY (drift_id, delivery_id)) STRICT, WITHOUT ROWID;
        """,
        // What a pull finds at a source's server has no delivery: the columns before and now stand with it.
        """
        CREATE TABLE drift_2 (
          drift_id INTEGER PRIMARY KEY AUTOINCREMENT, system TEXT NOT NULL, extract TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
          destructive INTEGER NOT NULL, state TEXT NOT NULL, before TEXT, after TEXT, effect TEXT, delivery_id INTEGER REFERENCES delivery,
          before_id INTEGER REFERENCES delivery, effective_date TEXT NOT NULL, raised_at TEXT NOT NULL, by TEXT, why TEXT, decided_at TEXT,
          shape_before TEXT, shape_after TEXT, CHECK ((delivery_id IS NULL) = (shape_after IS NOT NULL))) STRICT;

        INSERT INTO drift_2 SELECT *, NULL, NULL FROM drift;

        CREATE TABLE drift_delivery_2 (
          drift_id INTEGER NOT NULL REFERENCES drift_2, delivery_id INTEGER NOT NULL REFERENCES delivery, PRIMARY KEY (drift_id, delivery_id)) STRICT, WITHOUT ROWID;

        INSERT INTO drift_delivery_2 SELECT * FROM drift_delivery;
        DROP TABLE drift_delivery;
        DROP TABLE drift;
        ALTER TABLE drift_2 RENAME TO drift;
        ALTER TABLE drift_delivery_2 RENAME TO drift_delivery;
        """,
    ];
}
