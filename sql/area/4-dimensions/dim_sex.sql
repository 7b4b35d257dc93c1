CREATE OR REPLACE TABLE star.dim_sex AS
SELECT key AS sex_key, code, label_ca, label_es, label_en
FROM code_list
WHERE list = 'sex';
