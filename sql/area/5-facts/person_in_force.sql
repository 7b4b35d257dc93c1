-- Services in force by the persons they attend and by month.
CREATE OR REPLACE TEMP TABLE person_in_force AS
SELECT b.person_key, s.service_key, s.cohort_key, s.in_force_to,
    CAST(unnest(generate_series(
        greatest(date_trunc('month', s.starts_on), date_trunc('month', history_from)),
        least(date_trunc('month', s.in_force_to), date_trunc('month', horizon)),
        INTERVAL 1 MONTH)) AS DATE) AS month
FROM star.fact_service AS s
JOIN star.bridge_service_beneficiary AS b ON b.service_record_key = s.service_record_key
CROSS JOIN parameter
WHERE s.granted AND s.starts_on <= s.in_force_to AND b.person_key <> -1;
