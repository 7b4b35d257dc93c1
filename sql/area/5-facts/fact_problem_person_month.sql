-- People with a problem in force by month, with their attributes on the last day they had one in it. third_type_month: the latest
-- month by which three types had been in force, looking back from here; a period that begins by then has seen three of them.
CREATE OR REPLACE TABLE star.fact_problem_person_month AS
WITH months AS (
    SELECT person_key, month, max(last_on) AS last_on,
        arg_max(municipality_key, last_on) AS municipality_key, arg_max(sex_key, last_on) AS sex_key, arg_max(birth_year, last_on) AS birth_year
    FROM star.fact_problem_month
    GROUP BY person_key, month
),
seen AS (
    SELECT m.person_key, m.month, f.problem_type_key, max(least(date_trunc('month', coalesce(f.ends_on, m.month)), m.month))::DATE AS last_month
    FROM months AS m
    JOIN star.fact_problem AS f ON f.person_key = m.person_key AND date_trunc('month', f.starts_on) <= m.month
    WHERE f.ends_on IS NULL OR f.ends_on >= f.starts_on
    GROUP BY m.person_key, m.month, f.problem_type_key
),
third AS (
    SELECT person_key, month, list(last_month ORDER BY last_month DESC)[3] AS third_type_month
    FROM seen
    GROUP BY person_key, month
)
SELECT m.*, t.third_type_month
FROM months AS m
JOIN third AS t ON t.person_key = m.person_key AND t.month = m.month;
