-- Surrogate keys of services granted or asked for: append-only, dense within the area.
CREATE TABLE IF NOT EXISTS keys.service_record (id UUID NOT NULL, key BIGINT NOT NULL);
INSERT INTO keys.service_record
SELECT id, (SELECT area_number * 10000000000 FROM parameter) + (SELECT count(*) FROM keys.service_record) + row_number() OVER (ORDER BY id)
FROM (
    SELECT source_key AS id FROM cur_service
    UNION SELECT service FROM cur_beneficiary
    UNION SELECT service FROM cur_payment
    UNION SELECT service FROM cur_home_care_plan
    UNION SELECT service FROM cur_home_care_delivery
) AS candidate
WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys.service_record AS k WHERE k.id = candidate.id);
