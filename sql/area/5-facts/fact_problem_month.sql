-- Types of problem in force by person and month, with the last day in force and the person's attributes on it.
CREATE OR REPLACE TABLE star.fact_problem_month AS
WITH in_force AS (
    SELECT f.person_key, f.problem_type_key, f.ends_on,
        CAST(unnest(generate_series(
            greatest(date_trunc('month', f.starts_on), date_trunc('month', p.history_from)),
            least(date_trunc('month', coalesce(f.ends_on, p.horizon)), date_trunc('month', p.horizon)),
            INTERVAL 1 MONTH)) AS DATE) AS month
    FROM star.fact_problem AS f
    CROSS JOIN parameter AS p
    WHERE f.ends_on IS NULL OR f.ends_on >= f.starts_on
),
months AS (
    SELECT person_key, problem_type_key, month, max(least(coalesce(ends_on, last_day(month)), last_day(month))) AS last_on
    FROM in_force
    GROUP BY person_key, problem_type_key, month
)
SELECT m.person_key, m.problem_type_key, m.month, m.last_on, d.municipality_key, d.sex_key, d.birth_year
FROM months AS m
JOIN star.dim_person AS d ON d.person_key = m.person_key AND d.valid_from <= m.last_on AND d.valid_to > m.last_on;
