-- The last manual activity of each chain in each month that has one.
CREATE OR REPLACE TEMP TABLE chain_activity AS
SELECT c.chain_key, CAST(date_trunc('month', a.done_on) AS DATE) AS month, max(a.done_on) AS done_on
FROM star.fact_activity AS a
JOIN star.fact_case AS c ON c.case_key = a.case_key
WHERE NOT a.automatic AND a.done_on IS NOT NULL
GROUP BY ALL;
