-- Open cases at each month end, transfers chained: a periodic snapshot. A plan in force is one of the case that carries the chain.
-- What changes of a chain, by month: persons come and go, plans begin and end, somebody works on it. Added up, each change holds until the next.
CREATE OR REPLACE TABLE star.fact_case_month AS
WITH persons AS (
    SELECT chain_key, no, count(*) FILTER (comes) - count(*) FILTER (NOT comes) AS persons
    FROM (SELECT chain_key, from_no AS no, true AS comes FROM chain_person UNION ALL SELECT chain_key, to_no + 1, false FROM chain_person)
    GROUP BY chain_key, no
),
planned AS (
    SELECT h.chain_key, greatest(h.from_no, month_no(p.agreed_on)) AS from_no, least(h.to_no, month_no(p.in_force_to) - 1) AS to_no
    FROM case_held AS h
    JOIN star.fact_plan AS p ON p.case_key = h.case_key
    WHERE greatest(h.from_no, month_no(p.agreed_on)) <= least(h.to_no, month_no(p.in_force_to) - 1)
),
plans AS (
    SELECT chain_key, no, count(*) FILTER (begins) - count(*) FILTER (NOT begins) AS plans
    FROM (SELECT chain_key, from_no AS no, true AS begins FROM planned UNION ALL SELECT chain_key, to_no + 1, false FROM planned)
    GROUP BY chain_key, no
),
change AS (
    SELECT chain_key, no, persons, 0 AS plans, CAST(NULL AS DATE) AS done_on FROM persons
    UNION ALL SELECT chain_key, no, 0, plans, NULL FROM plans
    UNION ALL
    SELECT c.chain_key, month_no(a.done_on), 0, 0, a.done_on
    FROM star.fact_activity AS a
    JOIN star.fact_case AS c ON c.case_key = a.case_key
    WHERE NOT a.automatic AND a.done_on IS NOT NULL
),
state AS (
    SELECT chain_key, no, CAST(sum(sum(persons)) OVER changes AS BIGINT) AS persons, sum(sum(plans)) OVER changes > 0 AS plan_in_force, max(max(done_on)) OVER changes AS done_on
    FROM change
    GROUP BY chain_key, no
    WINDOW changes AS (PARTITION BY chain_key ORDER BY no ROWS UNBOUNDED PRECEDING)
),
months AS (
    SELECT chain_key, from_no, unnest(range(from_no, to_no + 1)) AS no FROM case_held
)
SELECT
    h.chain_key,
    h.case_key,
    m.month,
    h.team_key,
    h.case_type_key,
    h.stage,
    h.risk,
    h.lead_professional_key,
    coalesce(s.team_key, -1) AS lead_team_key,
    coalesce(s.basic_fte > 0, false) AS led,
    date_diff('day', c.opened_on, m.month_end) AS days_open,
    t.done_on AS last_manual_on,
    coalesce(t.done_on > m.year_before, false) AS active,
    coalesce(t.persons, 0) AS persons,
    coalesce(t.plan_in_force, false) AS plan_in_force
FROM months AS o
ASOF LEFT JOIN state AS t ON t.chain_key = o.chain_key AND o.no >= t.no
JOIN case_held AS h ON h.chain_key = o.chain_key AND h.from_no = o.from_no
JOIN star.fact_case AS c ON c.case_key = h.chain_key
JOIN area_month AS m ON m.no = o.no
LEFT JOIN staff_month AS s ON s.professional_key = h.lead_professional_key AND month_no(s.month) = o.no;
