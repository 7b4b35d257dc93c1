-- Lines of the Contracte Programa, as the accounts name them; cost that names none stands outside it.
CREATE OR REPLACE TABLE star.dim_programme_line AS
SELECT key AS programme_line_key, id AS code, id AS label_ca, id AS label_es, id AS label_en FROM keys.programme_line
WHERE id IN (SELECT id FROM programme_line_named)
UNION ALL
SELECT key, code,
    CASE code WHEN 'not_applicable' THEN 'Fora del Contracte Programa' ELSE label_ca END,
    CASE code WHEN 'not_applicable' THEN 'Fuera del Contrato Programa' ELSE label_es END,
    CASE code WHEN 'not_applicable' THEN 'Outside the Contracte Programa' ELSE label_en END
FROM code_list
WHERE list = 'unknown-members';
