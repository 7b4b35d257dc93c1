-- Persons linked to an open case at each month end.
CREATE OR REPLACE TABLE star.fact_case_person_month AS
SELECT m.month, c.person_key, c.chain_key
FROM (SELECT person_key, chain_key, unnest(range(from_no, to_no + 1)) AS no FROM chain_person) AS c
JOIN area_month AS m ON m.no = c.no;
