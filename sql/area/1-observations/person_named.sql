-- Every source record of a person that is delivered or named. Records that other extracts name but no person extract has delivered
-- are there too: they become inferred members.
CREATE OR REPLACE TEMP VIEW person_named AS
SELECT person_record
FROM (
    SELECT source_key AS person_record FROM hist_person
    UNION SELECT person FROM cur_case_person
    UNION SELECT person FROM cur_beneficiary
    UNION SELECT person FROM activity_person
    UNION SELECT person FROM appointment_person
    UNION SELECT person FROM cur_demand
    UNION SELECT person FROM cur_problem
)
WHERE person_record IS NOT NULL;
