-- Every service that is delivered or named now.
CREATE OR REPLACE TEMP TABLE service_named AS
SELECT id
FROM (
    SELECT source_key AS id FROM cur_service
    UNION SELECT service FROM cur_beneficiary
    UNION SELECT service FROM cur_payment
    UNION SELECT service FROM cur_home_care_plan
    UNION SELECT service FROM cur_home_care_delivery
)
WHERE id IS NOT NULL;
