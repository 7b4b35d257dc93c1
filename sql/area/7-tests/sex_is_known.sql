-- warn: more than 2 % of the people have no known sex
SELECT count(*) FILTER (sex_key < 0) AS without_sex, count(*) AS people
FROM star.dim_person WHERE valid_to = DATE '9999-12-31'
HAVING without_sex > 0.02 * people;
