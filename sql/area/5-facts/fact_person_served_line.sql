-- People by the lines of the Contracte Programa that pay, in the year, for the services that served them.
CREATE OR REPLACE TABLE star.fact_person_served_line AS
SELECT DISTINCT p.person_key, l.programme_line_key, p.month
FROM star.fact_person_served AS p
JOIN (SELECT DISTINCT service_key, programme_line_key, budget_year FROM star.fact_cost WHERE programme_line_key > 0) AS l
    ON l.service_key = p.service_key AND l.budget_year = year(p.month);
