-- Surrogate keys of teams: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.team (id VARCHAR NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.team
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.team) + row_number() OVER (ORDER BY id)
FROM team_named AS n
WHERE NOT EXISTS (SELECT 1 FROM keys.team AS k WHERE k.id = n.id);
