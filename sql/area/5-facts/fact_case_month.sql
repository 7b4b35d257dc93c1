-- Open cases at each month end, transfers chained: a periodic snapshot. A plan in force is one of the case that carries the chain.
-- What changes of a chain, by month: persons come and go, plans begin and end, somebody works on it. Added up, each change holds until the next;
-- a month in which the chain begins to be held is a change too, so that something holds in each.
CREATE OR REPLACE TABLE star.fact_case_month AS
WITH planned AS (
    SELECT h.chain_key, greatest(h.from_no, month_no(p.agreed_on)) AS from_no, least(h.to_no, month_no(p.in_force_to) - 1) AS to_no
    FROM case_held AS h
    JOIN star.fact_plan AS p ON p.case_key = h.case_key
    WHERE greatest(h.from_no, month_no(p.agreed_on)) <= least(h.to_no, month_no(p.in_force_to) - 1)
),
change AS (
    SELECT chain_key, from_no AS no, 0 AS persons, 0 AS plans, CAST(NULL AS DATE) AS done_on FROM case_held
    UNION ALL SELECT chain_key, from_no, 1, 0, NULL FROM chain_person
    UNION ALL SELECT chain_key, to_no + 1, -1, 0, NULL FROM chain_person
    UNION ALL SELECT chain_key, from_no, 0, 1, NULL FROM planned
    UNION ALL SELECT chain_key, to_no + 1, 0, -1, NULL FROM planned
    UNION ALL
    SELECT c.chain_key, month_no(a.done_on), 0, 0, a.done_on
    FROM star.fact_activity AS a
    JOIN star.fact_case AS c ON c.case_key = a.case_key
    WHERE NOT a.automatic AND a.done_on IS NOT NULL
),
state AS (
    SELECT chain_key, no, lead(no, 1, 100000) OVER changes AS next_no,
        CAST(sum(sum(persons)) OVER changes AS BIGINT) AS persons, sum(sum(plans)) OVER changes > 0 AS plan_in_force, max(max(done_on)) OVER changes AS done_on
    FROM change
    GROUP BY chain_key, no
    WINDOW changes AS (PARTITION BY chain_key ORDER BY no ROWS UNBOUNDED PRECEDING)
),
months AS (
    SELECT h.*, t.persons, t.plan_in_force, t.done_on, unnest(range(greatest(h.from_no, t.no), least(h.to_no + 1, t.next_no))) AS no
    FROM state AS t
    JOIN case_held AS h ON h.chain_key = t.chain_key AND h.from_no < t.next_no AND h.to_no >= t.no
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
    h.done_on AS last_manual_on,
    coalesce(h.done_on > m.year_before, false) AS active,
    h.persons,
    h.plan_in_force
FROM months AS h
JOIN star.fact_case AS c ON c.case_key = h.chain_key
JOIN area_month AS m ON m.no = h.no
LEFT JOIN staff_month AS s ON s.professional_key = h.lead_professional_key AND month_no(s.month) = h.no;
