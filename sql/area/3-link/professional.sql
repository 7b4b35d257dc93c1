-- Surrogate keys of professionals: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.professional (id UUID NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.professional
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.professional) + row_number() OVER (ORDER BY id)
FROM (
    SELECT professional AS id FROM cur_staff
    UNION SELECT professional FROM cur_professional_absence
    UNION SELECT lead FROM hist_case
    UNION SELECT co_lead FROM hist_case
    UNION SELECT professional FROM cur_activity
    UNION SELECT professional FROM cur_demand
) AS candidate
WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys.professional AS k WHERE k.id = candidate.id);
