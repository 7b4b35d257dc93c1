-- Titulars, for services that belong to no case.
CREATE OR REPLACE TEMP TABLE titular AS
SELECT b.service, min(p.key) AS person_key
FROM cur_beneficiary AS b
JOIN link.person_map AS m ON m.person_record = b.person
JOIN keys.person AS p ON p.id = m.person_id
WHERE b.role = 'titular'
GROUP BY b.service;
