-- Professionals under contract at each month end, with the cases they lead.
CREATE OR REPLACE TABLE star.fact_staff_month AS
SELECT
    s.professional_key,
    s.month,
    s.team_key,
    s.role,
    s.fte,
    s.basic_fte,
    coalesce(c.cases, 0) AS cases_held,
    coalesce(c.cases, 0) > 0 AND s.basic_fte > 0 AS holds_cases
FROM staff_month AS s
LEFT JOIN (
    SELECT lead_professional_key, month, count(*) AS cases
    FROM case_held_month
    GROUP BY lead_professional_key, month
) AS c ON c.lead_professional_key = s.professional_key AND c.month = s.month;
