-- Problems, each within its type; as sensitive as the type.
CREATE OR REPLACE TABLE star.dim_problem AS
SELECT p.key AS problem_key, p.code, p.label_ca, p.label_es, p.label_en, coalesce(t.problem_type_key, p.key) AS problem_type_key,
    coalesce(t.sensitive, false) AS sensitive
FROM code_list AS p
LEFT JOIN star.dim_problem_type AS t ON t.code = (p.attributes->>'type')
WHERE p.list = 'problem';
