-- warn: more than 2 % of the people, and more than ten, have no known sex
SELECT person_key, sex_key
FROM star.dim_person
WHERE valid_to = DATE '9999-12-31' AND sex_key < 0
QUALIFY count(*) OVER () > greatest(10, 0.02 * (SELECT count(DISTINCT person_key) FROM star.dim_person));
