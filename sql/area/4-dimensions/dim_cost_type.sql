CREATE OR REPLACE TABLE star.dim_cost_type AS
SELECT key AS cost_type_key, code, label_ca, label_es, label_en
FROM code_list
WHERE list = 'cost-type';
