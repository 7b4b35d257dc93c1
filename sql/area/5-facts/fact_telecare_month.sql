-- People with telecare (1.1.2.2) in force on the last day of a month, with their attributes on that day.
CREATE OR REPLACE TABLE star.fact_telecare_month AS
WITH users AS (
    SELECT DISTINCT f.person_key, f.month, last_day(f.month) AS on_day
    FROM person_in_force AS f
    JOIN star.dim_service AS s ON s.service_key = f.service_key AND s.code = '1.1.2.2'
    WHERE f.in_force_to >= last_day(f.month)
)
SELECT u.person_key, u.month, d.municipality_key, d.sex_key, d.birth_year, a.municipality IS NOT NULL AS resident
FROM users AS u
JOIN star.dim_person AS d ON d.person_key = u.person_key AND d.valid_from <= u.on_day AND d.valid_to > u.on_day
JOIN star.dim_municipality AS t ON t.municipality_key = d.municipality_key
LEFT JOIN area_municipality AS a ON a.municipality = t.code AND u.on_day BETWEEN a.member_from AND a.member_to;
