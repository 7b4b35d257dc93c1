CREATE OR REPLACE TABLE star.dim_municipality AS
SELECT key AS municipality_key, code, label_ca, label_es, label_en, attributes->>'comarca_code' AS comarca_code, attributes->>'comarca' AS comarca,
    code IN (SELECT municipality FROM area_municipality) AS in_area
FROM code_list
WHERE list = 'municipality';
