CREATE OR REPLACE TABLE star.dim_funder AS
SELECT key AS funder_key, code, label_ca, label_es, label_en
FROM code_list
WHERE list = 'funder';
