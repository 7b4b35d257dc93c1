-- Services that stand again in a system which is not that of record for them: the same external number or, where that is not so, one
-- person with the same sound document in both, the same common service and days in common. One row a duplicate, with the service it
-- is: of several, one with the same number, then the one that began nearest. What cannot be told from a document is not guessed.
CREATE OR REPLACE TABLE link.service_duplicate AS
WITH record AS (
    SELECT max(system) FILTER (subject = 'service') AS service, max(system) FILTER (subject = 'home_care') AS home_care FROM record_system
),
told AS (
    SELECT s.source_key, s.system, s.type, s.external_ref,
        coalesce(s."from", CASE WHEN s.status = 'granted' THEN s.decided_on END) AS "from", coalesce(s."to", DATE '9999-12-31') AS "to",
        s.type IS NOT NULL AND s.system = coalesce(CASE WHEN s.type = '1.1.2.1' THEN r.home_care END, r.service) AS is_of_record
    FROM cur_service AS s
    CROSS JOIN record AS r
),
original AS (
    SELECT * FROM told WHERE is_of_record
),
again AS (
    SELECT * FROM told WHERE NOT is_of_record
),
person AS (
    SELECT DISTINCT b.service, p.doc_id
    FROM cur_beneficiary AS b
    JOIN cur_person AS p ON p.source_key = b.person
    WHERE p.doc_id IS NOT NULL AND EXISTS (SELECT 1 FROM again)
),
same AS (
    SELECT a.source_key AS duplicate, a.system, o.source_key AS original, true AS same_number, abs(o."from" - a."from") AS days_apart
    FROM again AS a
    JOIN original AS o ON o.external_ref = a.external_ref
    WHERE o.system <> a.system
    UNION ALL
    SELECT a.source_key, a.system, o.source_key, false, abs(o."from" - a."from")
    FROM again AS a
    JOIN person AS ap ON ap.service = a.source_key
    JOIN person AS op ON op.doc_id = ap.doc_id
    JOIN original AS o ON o.source_key = op.service AND o.type = a.type
    WHERE o.system <> a.system AND o."from" <= a."to" AND a."from" <= o."to"
)
SELECT duplicate, system, original
FROM same
QUALIFY row_number() OVER (PARTITION BY duplicate ORDER BY same_number DESC, days_apart NULLS LAST, original) = 1;
