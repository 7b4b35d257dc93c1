-- The persons a service is for: its beneficiaries or, when none is listed, the titular. Weights of a service sum to one,
-- so that money passed through the bridge is never counted twice; a service without persons goes to the unknown person. Of services
-- that are delivered or named now only: a key outlives its service, as when another system tells that it is the same as one of its own.
CREATE OR REPLACE TABLE star.bridge_service_beneficiary AS
WITH listed AS (
    SELECT DISTINCT s.key AS service_record_key, p.key AS person_key, b.role
    FROM cur_beneficiary AS b
    JOIN keys.service_record AS s ON s.id = b.service
    JOIN link.person_map AS m ON m.person_record = b.person
    JOIN keys.person AS p ON p.id = m.person_id
    WHERE b.role IN ('beneficiary', 'titular')
),
chosen AS (
    SELECT service_record_key, person_key, role FROM listed
    QUALIFY dense_rank() OVER (PARTITION BY service_record_key ORDER BY role) = 1
)
SELECT service_record_key, person_key, role,
    CAST(1 AS DOUBLE) / count(*) OVER (PARTITION BY service_record_key) AS weight
FROM chosen
UNION ALL
SELECT key, -1, 'unknown', 1
FROM keys.service_record
WHERE id IN (SELECT id FROM service_named) AND key NOT IN (SELECT service_record_key FROM chosen);
