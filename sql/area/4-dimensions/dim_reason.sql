-- Why cases were closed.
CREATE OR REPLACE TABLE star.dim_reason AS
SELECT key AS reason_key, code, label_ca, label_es, label_en
FROM code_list
WHERE list = 'close-reason';
