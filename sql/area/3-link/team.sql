-- Surrogate keys of teams: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.team (id VARCHAR NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.team
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.team) + row_number() OVER (ORDER BY id)
FROM (
    SELECT trim(team) AS id FROM hist_case
    UNION SELECT trim(team) FROM cur_staff
    UNION SELECT trim(team) FROM cur_activity
    UNION SELECT trim(team) FROM cur_appointment
    UNION SELECT trim(team) FROM cur_organisation
) AS candidate
WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys.team AS k WHERE k.id = candidate.id);
