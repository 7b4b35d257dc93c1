-- The periods figures are given for: months, quarters, years, rolling twelve months and years to date, from the start of the history to
-- the last month that data reach. last_month is the last of its months that data reach.
CREATE OR REPLACE TABLE mart.period AS
WITH bounds AS (
    SELECT CAST(date_trunc('month', history_from) AS DATE) AS first_month, CAST(date_trunc('month', horizon) AS DATE) AS horizon_month
    FROM parameter
),
months AS (
    SELECT CAST(unnest(generate_series(first_month, horizon_month, INTERVAL 1 MONTH)) AS DATE) AS month FROM bounds
),
periods AS (
    SELECT 'month' AS period_kind, month AS period_start, last_day(month) AS period_end FROM months
    UNION
    SELECT 'quarter', CAST(date_trunc('quarter', month) AS DATE), last_day(CAST(date_trunc('quarter', month) + INTERVAL 2 MONTH AS DATE)) FROM months
    UNION
    SELECT 'year', CAST(date_trunc('year', month) AS DATE), last_day(CAST(date_trunc('year', month) + INTERVAL 11 MONTH AS DATE)) FROM months
    UNION
    SELECT 'rolling12', CAST(month - INTERVAL 11 MONTH AS DATE), last_day(month) FROM months
    UNION
    SELECT 'ytd', CAST(date_trunc('year', month) AS DATE), last_day(month) FROM months
)
SELECT
    row_number() OVER (ORDER BY period_end, period_start, period_kind)::INTEGER AS period_id,
    period_kind,
    period_start,
    period_end,
    least(CAST(date_trunc('month', period_end) AS DATE), horizon_month) AS last_month,
    year(period_end)::INTEGER AS age_year
FROM periods
CROSS JOIN bounds
WHERE period_start >= first_month;
