-- For each chain and month end, the case that carries it. A chain between two of its cases stays open: a transfer neither
-- closes nor opens.
CREATE OR REPLACE TEMP TABLE case_held_month AS
WITH reach AS (
    SELECT chain_key, max(coalesce(closed_on, DATE '9999-12-31')) AS ends_on, max(opened_on) AS last_opened_on, count(*) > 1 AS several
    FROM star.fact_case
    GROUP BY chain_key
),
member AS NOT MATERIALIZED (
    SELECT c.case_key, c.chain_key, c.depth, c.opened_on, c.closed_on, r.last_opened_on, r.several,
        CAST(unnest(generate_series(
            greatest(date_trunc('month', c.opened_on), date_trunc('month', p.history_from)),
            least(date_trunc('month', greatest(r.ends_on, r.last_opened_on)), date_trunc('month', p.horizon)),
            INTERVAL 1 MONTH)) AS DATE) AS month
    FROM star.fact_case AS c
    JOIN reach AS r ON r.chain_key = c.chain_key
    CROSS JOIN parameter AS p
),
-- A case has few versions, so the one in force is looked for among them; and only a chain of several cases needs one chosen.
present AS NOT MATERIALIZED (
    SELECT m.*, d.team_key, d.case_type_key, d.stage, d.risk, d.lead_professional_key
    FROM member AS m
    JOIN star.dim_case AS d ON d.case_key = m.case_key AND d.valid_from <= last_day(m.month) AND d.valid_to > last_day(m.month)
    WHERE NOT d.is_absent AND m.opened_on <= last_day(m.month)
)
SELECT chain_key, case_key, month, opened_on, team_key, case_type_key, stage, risk, lead_professional_key
FROM (
    SELECT * FROM present WHERE NOT several
    UNION ALL
    (SELECT * FROM present
    WHERE several
    QUALIFY row_number() OVER (PARTITION BY chain_key, month ORDER BY opened_on DESC, depth DESC, case_key DESC) = 1)
)
WHERE closed_on IS NULL OR closed_on > last_day(month) OR last_opened_on > last_day(month);
