-- Services in force by the persons they attend, as ranges of months.
CREATE OR REPLACE TEMP TABLE person_in_force AS
SELECT *
FROM (
    SELECT b.person_key, s.service_key, s.cohort_key, s.in_force_to, greatest(month_no(s.starts_on), first_no) AS from_no, least(month_no(s.in_force_to), last_no) AS to_no
    FROM star.fact_service AS s
    JOIN star.bridge_service_beneficiary AS b ON b.service_record_key = s.service_record_key
    CROSS JOIN (SELECT min(no) AS first_no, max(no) AS last_no FROM area_month)
    WHERE s.granted AND s.starts_on <= s.in_force_to AND b.person_key <> -1)
WHERE from_no <= to_no;
