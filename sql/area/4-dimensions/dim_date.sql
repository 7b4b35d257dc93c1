-- Days from the year the history starts to the end of the last year data reach.
CREATE OR REPLACE TABLE star.dim_date AS
SELECT
    CAST(strftime(day, '%Y%m%d') AS INTEGER) AS date_key,
    CAST(day AS DATE) AS date,
    year(day) AS year,
    quarter(day) AS quarter,
    month(day) AS month,
    weekofyear(day) AS iso_week,
    isodow(day) AS iso_weekday,
    CAST(date_trunc('month', day) AS DATE) AS month_start,
    last_day(day) AS month_end
FROM (
    SELECT unnest(generate_series(date_trunc('year', history_from), date_trunc('year', horizon) + INTERVAL 1 YEAR - INTERVAL 1 DAY, INTERVAL 1 DAY)) AS day
    FROM parameter
);
