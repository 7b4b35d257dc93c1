CREATE OR REPLACE TABLE star.dim_cohort AS
SELECT key AS cohort_key, code, label_ca, label_es, label_en, coalesce(attributes->>'sensitive', '') IN ('yes', 'true', '1') AS sensitive
FROM code_list
WHERE list = 'service-scope';
