-- People by the services that served them and by month: a service in force or, for basic social care (1.1.1), any attention.
CREATE OR REPLACE TABLE star.fact_person_served AS
SELECT f.person_key, f.service_key, m.month
FROM (
    SELECT person_key, service_key, unnest(range(greatest(from_no, 1 + reached), to_no + 1)) AS no
    FROM (SELECT *, max(to_no) OVER (PARTITION BY person_key, service_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM person_in_force)) AS f
JOIN area_month AS m ON m.no = f.no
WHERE f.service_key NOT IN (SELECT service_key FROM star.dim_service WHERE code = '1.1.1')
UNION ALL -- a service in force is an attention: of 1.1.1 nothing is left to add
SELECT a.person_key, s.service_key, a.month
FROM star.fact_person_attended AS a
JOIN star.dim_service AS s ON s.code = '1.1.1';
