-- Surrogate keys of people: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.person (id UUID NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.person
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.person) + row_number() OVER (ORDER BY id)
FROM (
    SELECT DISTINCT person_id AS id FROM link.person_map
) AS candidate
WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys.person AS k WHERE k.id = candidate.id);
