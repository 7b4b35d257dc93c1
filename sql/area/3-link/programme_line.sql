-- Surrogate keys of the lines of the Contracte Programa, as the accounts name them: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.programme_line (id VARCHAR NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.programme_line
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.programme_line) + row_number() OVER (ORDER BY id)
FROM programme_line_named AS n
WHERE NOT EXISTS (SELECT 1 FROM keys.programme_line AS k WHERE k.id = n.id);
