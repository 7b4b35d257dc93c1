-- People given home care by month, with their attributes at its end.
CREATE OR REPLACE TABLE star.fact_home_care_user AS
WITH users AS (
    SELECT DISTINCT person_key, month, last_day(month) AS last_event_on FROM star.fact_home_care_person
)
SELECT u.person_key, u.month, u.last_event_on, d.municipality_key, d.sex_key, d.birth_year, a.municipality_key IS NOT NULL AS resident
FROM users AS u
JOIN star.dim_person AS d ON d.person_key = u.person_key AND d.valid_from <= u.last_event_on AND d.valid_to > u.last_event_on
LEFT JOIN area_member AS a ON a.municipality_key = d.municipality_key AND u.last_event_on BETWEEN a.member_from AND a.member_to;
