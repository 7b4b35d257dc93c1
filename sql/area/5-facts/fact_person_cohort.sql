-- People by the cohorts (col·lectius) that the services in force for them are meant for, and by month.
CREATE OR REPLACE TABLE star.fact_person_cohort AS
SELECT DISTINCT person_key, cohort_key, month FROM person_in_force;
