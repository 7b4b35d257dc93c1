-- Which person each source record of a person stands for. Records are one person where they were linked; see docs/linking.md.
CREATE OR REPLACE TABLE link.person_map AS
SELECT n.person_record, coalesce(c.person_id, n.person_record) AS person_id
FROM person_named AS n
LEFT JOIN person_cluster AS c ON c.person_record = n.person_record;
