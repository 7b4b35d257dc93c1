-- The ten bands of ages that nest into minors, adults and 65 and over.
CREATE OR REPLACE TABLE star.dim_age_band AS
SELECT key AS age_band_key, code, label_ca, label_es, label_en,
    TRY_CAST(regexp_extract(code, '^[0-9]+') AS INTEGER) AS from_age
FROM code_list
WHERE list = 'age-band';
