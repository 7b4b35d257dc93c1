-- People given home care by month and kind. user_month: one person in one month, whatever the number of services.
CREATE OR REPLACE TABLE star.fact_home_care_person AS
SELECT DISTINCT b.person_key, h.home_care_kind_key, h.month, concat(k.id, ' ', h.month) AS user_month
FROM star.fact_home_care_month AS h
JOIN star.bridge_service_beneficiary AS b ON b.service_record_key = h.service_record_key
JOIN keys.person AS k ON k.key = b.person_key
WHERE h.hours_delivered > 0;
