CREATE OR REPLACE TABLE star.dim_case_type AS
SELECT key AS case_type_key, code, label_ca, label_es, label_en, coalesce(attributes->>'sensitive', '') IN ('1', 'true') AS sensitive
FROM code_list
WHERE list = 'case-type';
