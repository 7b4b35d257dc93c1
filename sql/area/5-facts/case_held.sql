-- For each chain, in which months at their end which case carries it, in which state: ranges that do not overlap. A chain between two of its cases
-- stays open: a transfer neither closes nor opens.
CREATE OR REPLACE TEMP TABLE case_held AS
WITH bounds AS (
    SELECT min(no) AS first_no, max(no) AS last_no FROM area_month
),
reach AS (
    SELECT chain_key, max(coalesce(closed_on, DATE '9999-12-31')) AS ends_on, max(opened_on) AS last_opened_on, count(*) > 1 AS several
    FROM star.fact_case
    GROUP BY chain_key
),
present AS (
    SELECT c.case_key, c.chain_key, c.depth, c.opened_on, c.closed_on, r.last_opened_on, r.several, d.team_key, d.case_type_key, d.stage, d.risk, d.lead_professional_key,
        greatest(month_no(c.opened_on), month_no(d.valid_from), b.first_no) AS from_no,
        least(month_no(greatest(r.ends_on, r.last_opened_on)), month_no(d.valid_to) - 1, b.last_no) AS to_no
    FROM star.fact_case AS c
    JOIN reach AS r ON r.chain_key = c.chain_key
    JOIN star.dim_case AS d ON d.case_key = c.case_key
    CROSS JOIN bounds AS b
    WHERE NOT d.is_absent AND c.opened_on IS NOT NULL
),
-- Only a chain of several cases needs one chosen, month by month.
chosen AS (
    SELECT *
    FROM (SELECT *, unnest(range(from_no, to_no + 1)) AS no FROM present WHERE several)
    QUALIFY row_number() OVER (PARTITION BY chain_key, no ORDER BY opened_on DESC, depth DESC, case_key DESC) = 1
)
SELECT chain_key, case_key, team_key, case_type_key, stage, risk, lead_professional_key, from_no, to_no
FROM (
    SELECT * REPLACE (CASE WHEN closed_on IS NULL THEN to_no ELSE least(to_no, month_no(closed_on) - 1) END AS to_no) FROM present WHERE NOT several
    UNION ALL
    SELECT * EXCLUDE (no) REPLACE (no AS from_no, no AS to_no) FROM chosen WHERE closed_on IS NULL OR no < greatest(month_no(closed_on), month_no(last_opened_on))
)
WHERE from_no <= to_no;
