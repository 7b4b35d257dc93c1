-- The months that data are told of, each with its number: what holds for months on end is kept as a range of numbers until its months are asked for.
CREATE OR REPLACE TEMP TABLE area_month AS
SELECT month_no(month_start) AS no, month_start AS month, month_end, CAST(month_end - INTERVAL 12 MONTH AS DATE) AS year_before, count(*) FILTER (iso_weekday <= 5) AS weekdays
FROM star.dim_date
CROSS JOIN parameter AS p
WHERE month_start BETWEEN date_trunc('month', p.history_from) AND date_trunc('month', p.horizon)
GROUP BY ALL;
