-- Surrogate keys of providers: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.provider (id VARCHAR NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.provider
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.provider) + row_number() OVER (ORDER BY id)
FROM (
    SELECT trim(provider) AS id FROM cur_service
    UNION SELECT trim(provider) FROM cur_home_care_plan
) AS candidate
WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys.provider AS k WHERE k.id = candidate.id);
