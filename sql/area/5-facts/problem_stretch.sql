-- Months in which a type of problem is in force of a person without a gap of a month, as ranges: one of its type begins anew at next_no. ends_on: its last day.
CREATE OR REPLACE TEMP TABLE problem_stretch AS
WITH problem AS (
    SELECT f.person_key, f.problem_type_key, month_no(f.starts_on) AS from_no, month_no(coalesce(f.ends_on, p.horizon)) AS to_no, coalesce(f.ends_on, DATE '9999-12-31') AS ends_on
    FROM star.fact_problem AS f
    CROSS JOIN parameter AS p
    WHERE f.ends_on IS NULL OR f.ends_on >= f.starts_on
),
reached AS (
    SELECT *, max(to_no) OVER (PARTITION BY person_key, problem_type_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM problem
    WHERE from_no <= to_no
),
stretch AS (
    SELECT *, count(*) FILTER (from_no > before) OVER (PARTITION BY person_key, problem_type_key ORDER BY from_no ROWS UNBOUNDED PRECEDING) AS stretch FROM reached
)
SELECT person_key, problem_type_key, min(from_no) AS from_no, max(to_no) AS to_no, max(ends_on) AS ends_on,
    lead(min(from_no), 1, 100000) OVER (PARTITION BY person_key, problem_type_key ORDER BY min(from_no)) AS next_no
FROM stretch
GROUP BY person_key, problem_type_key, stretch;
