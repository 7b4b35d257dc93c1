-- Surrogate keys of professionals: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.professional (id UUID NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.professional
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.professional) + row_number() OVER (ORDER BY id)
FROM professional_named AS n
WHERE NOT EXISTS (SELECT 1 FROM keys.professional AS k WHERE k.id = n.id);
