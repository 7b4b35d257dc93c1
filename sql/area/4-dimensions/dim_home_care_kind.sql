CREATE OR REPLACE TABLE star.dim_home_care_kind AS
SELECT key AS home_care_kind_key, code, label_ca, label_es, label_en
FROM code_list
WHERE list = 'home-care-kind';
