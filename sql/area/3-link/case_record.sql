-- Surrogate keys of cases: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.case_record (id UUID NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.case_record
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.case_record) + row_number() OVER (ORDER BY id)
FROM (
    SELECT source_key AS id FROM hist_case
    UNION SELECT transferred_from FROM hist_case
    UNION SELECT "case" FROM cur_case_person
    UNION SELECT "case" FROM cur_service
    UNION SELECT "case" FROM cur_activity
    UNION SELECT "case" FROM cur_appointment
    UNION SELECT "case" FROM cur_demand
    UNION SELECT "case" FROM cur_problem
    UNION SELECT "case" FROM cur_plan
) AS candidate
WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys.case_record AS k WHERE k.id = candidate.id);
