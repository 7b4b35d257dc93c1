-- Cases with their dates: an accumulating snapshot, one row each. A chain is a case and the cases it was transferred to.
CREATE OR REPLACE TABLE star.fact_case AS
WITH RECURSIVE cases AS (
    SELECT
        k.key AS case_key,
        c.opened_on,
        CASE
            WHEN c.state = 'open' THEN NULL
            WHEN c.state = 'closed' THEN coalesce(c.closed_on, c.state_date, c.opened_on)
            ELSE c.closed_on
        END AS closed_on,
        coded(c.close_reason, c.flaws, 'close_reason') AS close_reason,
        p.key AS transferred_from_key
    FROM last_case AS c
    JOIN keys.case_record AS k ON k.id = c.source_key
    LEFT JOIN keys.case_record AS p ON p.id = c.transferred_from
),
chain AS (
    SELECT case_key AS chain_key, case_key, 0 AS depth
    FROM cases AS c
    WHERE transferred_from_key IS NULL OR transferred_from_key NOT IN (SELECT case_key FROM cases)
    UNION ALL
    SELECT h.chain_key, c.case_key, h.depth + 1
    FROM chain AS h
    JOIN cases AS c ON c.transferred_from_key = h.case_key
)
SELECT
    c.case_key,
    coalesce(h.chain_key, c.case_key) AS chain_key,
    coalesce(h.depth, 0) AS depth,
    c.opened_on,
    c.closed_on,
    c.close_reason,
    c.transferred_from_key
FROM cases AS c
LEFT JOIN chain AS h ON h.case_key = c.case_key;
