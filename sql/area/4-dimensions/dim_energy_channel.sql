CREATE OR REPLACE TABLE star.dim_energy_channel AS
SELECT key AS energy_channel_key, code, label_ca, label_es, label_en
FROM code_list
WHERE list = 'energy-channel';
