-- People with telecare (1.1.2.2) in force on the last day of a month, with their attributes on that day.
CREATE OR REPLACE TABLE star.fact_telecare_month AS
WITH telecare AS (
    SELECT f.person_key, f.from_no, least(f.to_no, month_no(f.in_force_to + 1) - 1) AS to_no
    FROM person_in_force AS f
    JOIN star.dim_service AS s ON s.service_key = f.service_key AND s.code = '1.1.2.2'
),
users AS (
    SELECT person_key, unnest(range(greatest(from_no, 1 + reached), to_no + 1)) AS no
    FROM (SELECT *, max(to_no) OVER (PARTITION BY person_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM telecare)
)
SELECT u.person_key, m.month, d.municipality_key, d.sex_key, d.birth_year, a.municipality_key IS NOT NULL AS resident
FROM users AS u
JOIN area_month AS m ON m.no = u.no
JOIN star.dim_person AS d ON d.person_key = u.person_key AND d.valid_from <= m.month_end AND d.valid_to > m.month_end
LEFT JOIN area_member AS a ON a.municipality_key = d.municipality_key AND m.month_end BETWEEN a.member_from AND a.member_to;
