-- The persons who attended an appointment, one row each.
CREATE OR REPLACE TEMP TABLE appointment_person AS
SELECT DISTINCT source_key AS appointment, CAST(unnest(string_split(persons, ',')) AS UUID) AS person
FROM cur_appointment
WHERE persons IS NOT NULL;
