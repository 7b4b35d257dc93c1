-- Home care plans. Half-open: a plan holds until the day after its last one, at most until the next plan of its service begins.
CREATE OR REPLACE TABLE star.fact_home_care_plan AS
SELECT
    k.key AS service_record_key,
    p.provider_key,
    h."from" AS planned_from,
    least(
        coalesce(CAST(h."to" + INTERVAL 1 DAY AS DATE), DATE '9999-12-31'),
        coalesce(lead(h."from") OVER (PARTITION BY h.service ORDER BY h."from", h.source_key), DATE '9999-12-31')) AS planned_to,
    h.weekly_hours,
    h.copay_pct
FROM cur_home_care_plan AS h
JOIN keys.service_record AS k ON k.id = h.service
JOIN star.dim_provider AS p ON p.code = coded(trim(h.provider), h.flaws, 'provider');
