-- Professionals under contract at each month end: hours the month had to give, cases they lead and the people in them.
-- hours_available: a fifth of the week's hours for each weekday they were not away.
CREATE OR REPLACE TABLE star.fact_staff_month AS
WITH lead_person AS (
    SELECT lead_professional_key, to_no,
        greatest(from_no, 1 + max(to_no) OVER (PARTITION BY lead_professional_key, person_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS from_no
    FROM (
        SELECT h.lead_professional_key, c.person_key, greatest(h.from_no, c.from_no) AS from_no, least(h.to_no, c.to_no) AS to_no
        FROM case_held AS h
        JOIN chain_person AS c ON c.chain_key = h.chain_key)
    WHERE from_no <= to_no
),
people AS (
    SELECT lead_professional_key, no, count(*) FILTER (comes) - count(*) FILTER (NOT comes) AS persons
    FROM (
        SELECT lead_professional_key, from_no AS no, true AS comes FROM lead_person WHERE from_no <= to_no
        UNION ALL SELECT lead_professional_key, to_no + 1, false FROM lead_person WHERE from_no <= to_no)
    GROUP BY lead_professional_key, no
),
cases AS (
    SELECT lead_professional_key, no, count(*) FILTER (comes) - count(*) FILTER (NOT comes) AS cases
    FROM (SELECT lead_professional_key, from_no AS no, true AS comes FROM case_held UNION ALL SELECT lead_professional_key, to_no + 1, false FROM case_held)
    GROUP BY lead_professional_key, no
),
change AS (
    SELECT lead_professional_key, no, cases, 0 AS persons FROM cases
    UNION ALL SELECT lead_professional_key, no, 0, persons FROM people
    UNION ALL SELECT professional_key, month_no(month), 0, 0 FROM staff_month
),
held AS (
    SELECT lead_professional_key, no, CAST(sum(sum(cases)) OVER changes AS BIGINT) AS cases, CAST(sum(sum(persons)) OVER changes AS BIGINT) AS persons
    FROM change
    GROUP BY lead_professional_key, no
    WINDOW changes AS (PARTITION BY lead_professional_key ORDER BY no ROWS UNBOUNDED PRECEDING)
)
SELECT
    s.professional_key,
    s.month,
    s.team_key,
    s.role,
    s.fte,
    s.basic_fte,
    s.ts_fte,
    s.es_fte,
    coalesce(a.days, 0) AS absence_days,
    s.weekly_hours / 5 * greatest(m.weekdays - coalesce(a.days, 0), 0) AS hours_available,
    h.cases AS cases_held,
    h.persons AS persons_held,
    h.cases > 0 AND s.basic_fte > 0 AS holds_cases
FROM staff_month AS s
JOIN area_month AS m ON m.month = s.month
JOIN held AS h ON h.lead_professional_key = s.professional_key AND h.no = month_no(s.month)
LEFT JOIN star.fact_absence AS a ON a.professional_key = s.professional_key AND a.month = s.month;
