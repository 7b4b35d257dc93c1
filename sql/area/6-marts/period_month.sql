-- The months of each period that data reach.
CREATE OR REPLACE TABLE mart.period_month AS
SELECT p.period_id, CAST(unnest(generate_series(p.period_start, p.last_month, INTERVAL 1 MONTH)) AS DATE) AS month
FROM mart.period AS p;
