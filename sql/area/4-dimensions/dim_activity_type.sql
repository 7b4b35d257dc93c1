CREATE OR REPLACE TABLE star.dim_activity_type AS
SELECT key AS activity_type_key, code, label_ca, label_es, label_en
FROM code_list
WHERE list = 'activity-type';
