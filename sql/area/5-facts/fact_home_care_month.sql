-- Home care by service and month. is_planned: the hours planned are known, so that hours given can be held against them.
CREATE OR REPLACE TABLE star.fact_home_care_month AS
SELECT
    k.key AS service_record_key,
    s.service_key,
    s.home_care_kind_key,
    d.month,
    d.hours_planned,
    d.hours_delivered,
    d.hours_invoiced,
    d.price_hour,
    CAST(round(d.hours_invoiced * d.price_hour, 2) AS DECIMAL(18,2)) AS cost,
    d.copay_amount,
    d.hours_planned IS NOT NULL AS is_planned
FROM cur_home_care_delivery AS d
JOIN keys.service_record AS k ON k.id = d.service
JOIN star.fact_service AS s ON s.service_record_key = k.key;
