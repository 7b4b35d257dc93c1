-- Persons of a case, as linked over time: a row a link, so a person of two records may stand twice. Half-open: a link without an end is open.
CREATE OR REPLACE TABLE star.bridge_case_person AS
SELECT
    c.key AS case_key,
    p.key AS person_key,
    coded(l.relation, l.flaws, 'relation') AS relation,
    coalesce(l."from", DATE '1900-01-01') AS linked_from,
    coalesce(l."to", DATE '9999-12-31') AS linked_to
FROM cur_case_person AS l
JOIN keys.case_record AS c ON c.id = l."case"
JOIN link.person_map AS m ON m.person_record = l.person
JOIN keys.person AS p ON p.id = m.person_id;
