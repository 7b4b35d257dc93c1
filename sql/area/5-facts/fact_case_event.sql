-- What happened to cases: opened, closed, transferred, and changes of stage, risk or lead by the delivery that told them.
-- Only a closing has a reason.
CREATE OR REPLACE TABLE star.fact_case_event AS
SELECT case_key, 'transferred' AS event, opened_on AS event_on, -2 AS reason_key
FROM star.fact_case
WHERE depth > 0
UNION ALL
SELECT case_key, 'opened', opened_on, -2 FROM star.fact_case WHERE depth = 0
UNION ALL
SELECT c.case_key, 'closed', c.closed_on, r.reason_key
FROM star.fact_case AS c
JOIN star.dim_reason AS r ON r.code = c.close_reason
WHERE c.closed_on IS NOT NULL AND c.case_key NOT IN (SELECT transferred_from_key FROM star.fact_case WHERE transferred_from_key IS NOT NULL)
UNION ALL
SELECT case_key, event, valid_from, -2
FROM (
    SELECT case_key, valid_from, unnest([
        CASE WHEN stage <> lag(stage) OVER history THEN 'stage' END,
        CASE WHEN risk <> lag(risk) OVER history THEN 'risk' END,
        CASE WHEN lead_professional_key <> lag(lead_professional_key) OVER history THEN 'lead' END]) AS event
    FROM star.dim_case
    WHERE NOT is_absent
    WINDOW history AS (PARTITION BY case_key ORDER BY valid_from)
)
WHERE event IS NOT NULL;
