CREATE OR REPLACE TABLE star.dim_problem_type AS
SELECT key AS problem_type_key, code, label_ca, label_es, label_en, coalesce(attributes->>'sensitive', '') IN ('yes', 'true', '1') AS sensitive
FROM code_list
WHERE list = 'problem-type';
