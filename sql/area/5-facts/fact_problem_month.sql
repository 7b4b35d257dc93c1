-- Types of problem in force by person and month, with the last day in force and the person's attributes on it.
CREATE OR REPLACE TABLE star.fact_problem_month AS
WITH described AS (
    SELECT s.person_key, s.problem_type_key, s.ends_on, d.municipality_key, d.sex_key, d.birth_year,
        greatest(s.from_no, month_no(d.valid_from)) AS from_no, CASE WHEN d.valid_to > s.ends_on THEN s.to_no ELSE least(s.to_no, month_no(d.valid_to) - 1) END AS to_no
    FROM problem_stretch AS s
    JOIN star.dim_person AS d ON d.person_key = s.person_key AND d.valid_from <= s.ends_on
),
months AS (
    SELECT * EXCLUDE (from_no, to_no), unnest(range(greatest(from_no, first_no), least(to_no, last_no) + 1)) AS no
    FROM described, (SELECT min(no) AS first_no, max(no) AS last_no FROM area_month)
)
SELECT r.person_key, r.problem_type_key, m.month, least(r.ends_on, m.month_end) AS last_on, r.municipality_key, r.sex_key, r.birth_year
FROM months AS r
JOIN area_month AS m ON m.no = r.no;
