-- Surrogate keys of cases: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.case_record (id UUID NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.case_record
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.case_record) + row_number() OVER (ORDER BY id)
FROM case_named AS n
WHERE NOT EXISTS (SELECT 1 FROM keys.case_record AS k WHERE k.id = n.id);
