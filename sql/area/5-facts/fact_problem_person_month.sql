-- People with a problem in force by month, with their attributes on the last day they had one in it. third_type_month: the latest
-- month by which three types had been in force, looking back from here; a period that begins by then has seen three of them.
CREATE OR REPLACE TABLE star.fact_problem_person_month AS
WITH months AS (
    SELECT person_key, month, max(last_on) AS last_on,
        arg_max(municipality_key, last_on) AS municipality_key, arg_max(sex_key, last_on) AS sex_key, arg_max(birth_year, last_on) AS birth_year
    FROM star.fact_problem_month
    GROUP BY person_key, month
),
problem AS (
    SELECT person_key, problem_type_key, CAST(date_trunc('month', starts_on) AS DATE) AS first_month, CAST(date_trunc('month', ends_on) AS DATE) AS last_month
    FROM star.fact_problem
    WHERE ends_on IS NULL OR ends_on >= starts_on
),
-- Whoever never had three types has no such month.
several AS (
    SELECT person_key FROM problem GROUP BY person_key HAVING count(DISTINCT problem_type_key) > 2
),
seen AS (
    SELECT m.person_key, m.month, p.problem_type_key, max(least(coalesce(p.last_month, m.month), m.month)) AS last_month
    FROM months AS m
    JOIN problem AS p ON p.person_key = m.person_key AND p.first_month <= m.month
    WHERE m.person_key IN (SELECT person_key FROM several)
    GROUP BY m.person_key, m.month, p.problem_type_key
),
third AS (
    SELECT person_key, month, list(last_month ORDER BY last_month DESC)[3] AS third_type_month
    FROM seen
    GROUP BY person_key, month
)
SELECT m.*, t.third_type_month
FROM months AS m
LEFT JOIN third AS t ON t.person_key = m.person_key AND t.month = m.month;
