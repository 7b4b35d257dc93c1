-- Every provider that is named now, as the council calls it.
CREATE OR REPLACE TEMP TABLE provider_named AS
SELECT id
FROM (
    SELECT trim(provider) AS id FROM cur_service
    UNION SELECT trim(provider) FROM cur_home_care_plan
)
WHERE id IS NOT NULL;
