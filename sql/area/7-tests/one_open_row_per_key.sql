-- stop: every person and case has exactly one open row
SELECT 'dim_person' AS dimension, person_key AS key, count(*) FILTER (valid_to = DATE '9999-12-31') AS open_rows
FROM star.dim_person GROUP BY person_key HAVING open_rows <> 1
UNION ALL
SELECT 'dim_case', case_key, count(*) FILTER (valid_to = DATE '9999-12-31') AS open_rows
FROM star.dim_case GROUP BY case_key HAVING open_rows <> 1;
