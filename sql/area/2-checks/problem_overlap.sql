-- A problem that begins while the same problem of the same person is in force; the one that began later is named.
WITH spans AS (
    SELECT source_key, person, type, problem, "from", coalesce("to", DATE '9999-12-31') AS "to"
    FROM cur_problem
    WHERE type IS NOT NULL AND ("to" IS NULL OR "to" >= "from")
),
overlap AS (
    SELECT source_key
    FROM spans
    QUALIFY "from" <= max("to") OVER (
        PARTITION BY person, type, problem ORDER BY "from", source_key ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT 'problem' AS subject, p.system, p.extract, p.delivery_id, p.sheet, p.line, p.source_key, 'from' AS field
FROM cur_problem AS p
WHERE p.source_key IN (SELECT source_key FROM overlap);
