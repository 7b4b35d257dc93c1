-- The persons an activity names, one row each.
CREATE OR REPLACE TEMP TABLE activity_person AS
SELECT DISTINCT source_key AS activity, CAST(unnest(string_split(persons, ',')) AS UUID) AS person
FROM cur_activity
WHERE persons IS NOT NULL;
