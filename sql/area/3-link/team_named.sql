-- Every team that is named now, as the council calls it.
CREATE OR REPLACE TEMP TABLE team_named AS
SELECT id
FROM (
    SELECT trim(team) AS id FROM hist_case
    UNION SELECT trim(team) FROM cur_staff
    UNION SELECT trim(team) FROM cur_activity
    UNION SELECT trim(team) FROM cur_appointment
    UNION SELECT trim(team) FROM cur_organisation
)
WHERE id IS NOT NULL;
