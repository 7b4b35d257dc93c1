-- Open cases at each month end, transfers chained: a periodic snapshot. A plan in force is one of the case that carries the chain.
CREATE OR REPLACE TABLE star.fact_case_month AS
WITH planned AS (
    SELECT DISTINCT h.case_key, h.month
    FROM case_held_month AS h
    JOIN star.fact_plan AS p ON p.case_key = h.case_key AND p.agreed_on <= last_day(h.month) AND p.in_force_to > last_day(h.month)
),
people AS (
    SELECT chain_key, month, count(*) AS persons FROM star.fact_case_person_month GROUP BY chain_key, month
)
SELECT
    h.chain_key,
    h.case_key,
    h.month,
    h.team_key,
    h.case_type_key,
    h.stage,
    h.risk,
    h.lead_professional_key,
    coalesce(s.team_key, -1) AS lead_team_key,
    coalesce(s.basic_fte > 0, false) AS led,
    date_diff('day', c.opened_on, last_day(h.month)) AS days_open,
    a.done_on AS last_manual_on,
    coalesce(a.done_on > CAST(last_day(h.month) - INTERVAL 12 MONTH AS DATE), false) AS active,
    coalesce(n.persons, 0) AS persons,
    p.case_key IS NOT NULL AS plan_in_force
FROM case_held_month AS h
ASOF LEFT JOIN chain_activity AS a ON a.chain_key = h.chain_key AND h.month >= a.month
JOIN star.fact_case AS c ON c.case_key = h.chain_key
LEFT JOIN staff_month AS s ON s.professional_key = h.lead_professional_key AND s.month = h.month
LEFT JOIN planned AS p ON p.case_key = h.case_key AND p.month = h.month
LEFT JOIN people AS n ON n.chain_key = h.chain_key AND n.month = h.month;
