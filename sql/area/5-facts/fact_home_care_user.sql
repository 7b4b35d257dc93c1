-- People given home care by month, with their attributes at its end.
CREATE OR REPLACE TABLE star.fact_home_care_user AS
WITH users AS (
    SELECT DISTINCT person_key, month, last_day(month) AS last_event_on FROM star.fact_home_care_person
)
SELECT u.person_key, u.month, u.last_event_on, d.municipality_key, d.sex_key, d.birth_year, coalesce(t.in_area, false) AS resident
FROM users AS u
ASOF JOIN star.dim_person AS d ON d.person_key = u.person_key AND u.last_event_on >= d.valid_from
JOIN star.dim_municipality AS t ON t.municipality_key = d.municipality_key;
