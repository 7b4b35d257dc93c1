-- The three groups of ages that population figures by municipality are given in.
CREATE OR REPLACE TABLE star.dim_age_group AS
SELECT key AS age_group_key, code, label_ca, label_es, label_en,
    TRY_CAST(regexp_extract(code, '^[0-9]+') AS INTEGER) AS from_age
FROM code_list
WHERE list = 'population-age-band';
