-- Titulars, for services that belong to no case.
CREATE OR REPLACE TEMP TABLE titular AS
SELECT b.service, min(m.person_id) AS person_id
FROM cur_beneficiary AS b
JOIN link.person_map AS m ON m.person_record = b.person
WHERE b.role = 'titular'
GROUP BY b.service;
