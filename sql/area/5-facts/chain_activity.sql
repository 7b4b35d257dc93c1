-- The last manual activity of each chain up to each month that has one.
CREATE OR REPLACE TEMP TABLE chain_activity AS
SELECT DISTINCT c.chain_key, a.done_on
FROM star.fact_activity AS a
JOIN star.fact_case AS c ON c.case_key = a.case_key
WHERE NOT a.automatic AND a.done_on IS NOT NULL;
