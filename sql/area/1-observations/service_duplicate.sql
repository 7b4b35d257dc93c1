-- Services that stand again in a system which is not that of record for them: one person with the same national document in
-- both, the same common service and overlapping days. One row a duplicate, with the service it is.
CREATE OR REPLACE TEMP TABLE service_duplicate AS
WITH record AS (
    SELECT max(system) FILTER (subject = 'service') AS service, max(system) FILTER (subject = 'home_care') AS home_care FROM record_system
),
told AS (
    SELECT s.source_key, s.system, s.type, s."from", coalesce(s."to", DATE '9999-12-31') AS "to",
        s.system = coalesce(CASE WHEN s.type = '1.1.2.1' THEN r.home_care END, r.service) AS is_of_record
    FROM cur_service AS s
    CROSS JOIN record AS r
),
person AS (
    SELECT DISTINCT b.service, p.doc_id
    FROM cur_beneficiary AS b
    JOIN cur_person AS p ON p.source_key = b.person
    WHERE p.doc_id IS NOT NULL AND b.service IN (SELECT source_key FROM told WHERE is_of_record IS NOT NULL)
),
same AS (
    SELECT d.source_key AS duplicate, d.system, o.source_key AS original
    FROM told AS d
    JOIN person AS dp ON dp.service = d.source_key
    JOIN person AS op ON op.doc_id = dp.doc_id
    JOIN told AS o ON o.source_key = op.service AND o.type = d.type
    WHERE o.is_of_record AND NOT d.is_of_record AND o.system <> d.system AND o."from" <= d."to" AND d."from" <= o."to"
)
SELECT duplicate, system, min(original) AS original
FROM same
GROUP BY duplicate, system;
