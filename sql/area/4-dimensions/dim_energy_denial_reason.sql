CREATE OR REPLACE TABLE star.dim_energy_denial_reason AS
SELECT key AS energy_denial_reason_key, code, label_ca, label_es, label_en
FROM code_list
WHERE list = 'energy-denial-reason';
