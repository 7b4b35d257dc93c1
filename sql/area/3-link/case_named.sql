-- Every case that is delivered or named now: what others name but no case extract has delivered becomes an inferred member.
CREATE OR REPLACE TEMP TABLE case_named AS
SELECT id
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
)
WHERE id IS NOT NULL;
