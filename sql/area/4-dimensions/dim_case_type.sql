CREATE OR REPLACE TABLE star.dim_case_type AS
SELECT key AS case_type_key, code, label_ca, label_es, label_en, coalesce(attributes->>'sensitive', '') IN ('yes', 'true', '1') AS sensitive
FROM code_list
WHERE list = 'case-type';
