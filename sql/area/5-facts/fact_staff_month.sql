-- Professionals under contract at each month end: hours the month had to give, cases they lead and the people in them.
-- hours_available: a fifth of the week's hours for each weekday they were not away.
CREATE OR REPLACE TABLE star.fact_staff_month AS
WITH held AS (
    SELECT lead_professional_key, month, count(*) AS cases FROM case_held_month GROUP BY lead_professional_key, month
),
people AS (
    SELECT lead_professional_key, month, count(*) AS persons
    FROM (
        SELECT DISTINCT h.lead_professional_key, h.month, p.person_key
        FROM case_held_month AS h
        JOIN star.fact_case_person_month AS p ON p.chain_key = h.chain_key AND p.month = h.month)
    GROUP BY lead_professional_key, month
),
weekdays AS (
    SELECT month_start AS month, count(*) FILTER (iso_weekday <= 5) AS days
    FROM star.dim_date
    GROUP BY month_start
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
    s.weekly_hours / 5 * greatest(w.days - coalesce(a.days, 0), 0) AS hours_available,
    coalesce(h.cases, 0) AS cases_held,
    coalesce(p.persons, 0) AS persons_held,
    coalesce(h.cases, 0) > 0 AND s.basic_fte > 0 AS holds_cases
FROM staff_month AS s
JOIN weekdays AS w ON w.month = s.month
LEFT JOIN star.fact_absence AS a ON a.professional_key = s.professional_key AND a.month = s.month
LEFT JOIN held AS h ON h.lead_professional_key = s.professional_key AND h.month = s.month
LEFT JOIN people AS p ON p.lead_professional_key = s.professional_key AND p.month = s.month;
