-- Services asked for and not decided at each month end: a periodic snapshot. Dates tell it, since the state carries none;
-- what was decided on a day that nobody wrote down is left out.
CREATE OR REPLACE TABLE star.fact_service_pending_month AS
WITH pending AS (
    SELECT s.service_record_key, s.service_key, s.funder_key, s.requested_on, s.decided_on,
        CAST(unnest(generate_series(
            greatest(date_trunc('month', s.requested_on), date_trunc('month', p.history_from)),
            least(date_trunc('month', coalesce(s.decided_on, p.horizon)), date_trunc('month', p.horizon)),
            INTERVAL 1 MONTH)) AS DATE) AS month
    FROM star.fact_service AS s
    CROSS JOIN parameter AS p
    WHERE s.decided_on IS NOT NULL OR s.status = 'preassigned'
)
SELECT service_record_key, month, service_key, funder_key,
    date_diff('day', requested_on, last_day(month)) AS days_pending,
    date_diff('day', requested_on, last_day(month)) > 30 AS over_30_days
FROM pending
WHERE requested_on <= last_day(month) AND (decided_on IS NULL OR decided_on > last_day(month));
