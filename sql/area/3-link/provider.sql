-- Surrogate keys of providers: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.provider (id VARCHAR NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.provider
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.provider) + row_number() OVER (ORDER BY id)
FROM provider_named AS n
WHERE NOT EXISTS (SELECT 1 FROM keys.provider AS k WHERE k.id = n.id);
