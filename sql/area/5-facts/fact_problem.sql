-- Problems of people, each for the days it was in force; ends_on is the last of them, NULL while it lasts.
CREATE OR REPLACE TABLE star.fact_problem AS
SELECT
    p.source_key AS problem_id,
    k.key AS person_key,
    coalesce(c.key, -1) AS case_key,
    t.problem_type_key,
    d.problem_key,
    p."from" AS starts_on,
    p."to" AS ends_on,
    date_diff('day', p."from", p."to") + 1 AS days,
    p.registered_at
FROM cur_problem AS p
JOIN link.person_map AS m ON m.person_record = p.person
JOIN keys.person AS k ON k.id = m.person_id
LEFT JOIN keys.case_record AS c ON c.id = p."case"
JOIN star.dim_problem_type AS t ON t.code = coded(p.type, p.flaws, 'type')
JOIN star.dim_problem AS d ON d.code = coded(p.problem, p.flaws, 'problem');
