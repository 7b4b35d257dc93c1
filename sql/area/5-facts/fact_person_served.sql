-- People by the services that served them and by month: a service in force or, for basic social care (1.1.1), any attention.
CREATE OR REPLACE TABLE star.fact_person_served AS
SELECT person_key, service_key, month FROM person_in_force
UNION
SELECT a.person_key, s.service_key, a.month
FROM star.fact_person_attended AS a
JOIN star.dim_service AS s ON s.code = '1.1.1';
