-- People by the cohorts (col·lectius) that the services in force for them are meant for, and by month.
CREATE OR REPLACE TABLE star.fact_person_cohort AS
SELECT c.person_key, c.cohort_key, m.month
FROM (
    SELECT person_key, cohort_key, unnest(range(greatest(from_no, 1 + reached), to_no + 1)) AS no
    FROM (SELECT *, max(to_no) OVER (PARTITION BY person_key, cohort_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM person_in_force)) AS c
JOIN area_month AS m ON m.no = c.no;
