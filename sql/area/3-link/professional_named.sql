-- Every professional that is delivered or named now.
CREATE OR REPLACE TEMP TABLE professional_named AS
SELECT id
FROM (
    SELECT professional AS id FROM cur_staff
    UNION SELECT professional FROM cur_professional_absence
    UNION SELECT lead FROM hist_case
    UNION SELECT co_lead FROM hist_case
    UNION SELECT professional FROM cur_activity
    UNION SELECT professional FROM cur_demand
)
WHERE id IS NOT NULL;
