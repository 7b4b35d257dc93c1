-- Titulars, for services that belong to no case. Of several, the one with the first record: which of their records a person is called
-- by depends on what was delivered first, and the family a service is counted for must not.
CREATE OR REPLACE TEMP TABLE titular AS
SELECT b.service, arg_min(m.person_id, f.record) AS person_id
FROM cur_beneficiary AS b
JOIN link.person_map AS m ON m.person_record = b.person
JOIN (SELECT person_id, min(person_record) AS record FROM link.person_map GROUP BY person_id) AS f ON f.person_id = m.person_id
WHERE b.role = 'titular'
GROUP BY b.service;
