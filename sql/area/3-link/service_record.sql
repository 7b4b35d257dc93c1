-- Surrogate keys of services granted or asked for: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.service_record (id UUID NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.service_record
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.service_record) + row_number() OVER (ORDER BY id)
FROM service_named AS n
WHERE NOT EXISTS (SELECT 1 FROM keys.service_record AS k WHERE k.id = n.id);
