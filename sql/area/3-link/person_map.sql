-- Which person each source record of a person stands for. A person is one source record until records are linked.
-- Records that other extracts name but no person extract has delivered are there too: they become inferred members.
CREATE OR REPLACE TABLE link.person_map AS
WITH named AS (
    SELECT source_key AS person_record FROM hist_person
    UNION SELECT person FROM cur_case_person
    UNION SELECT person FROM cur_beneficiary
    UNION SELECT person FROM activity_person
    UNION SELECT person FROM appointment_person
    UNION SELECT person FROM cur_demand
    UNION SELECT person FROM cur_problem
)
SELECT person_record, person_record AS person_id
FROM named
WHERE person_record IS NOT NULL;
