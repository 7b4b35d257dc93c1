CREATE OR REPLACE TABLE star.dim_service AS
SELECT key AS service_key, code, label_ca, label_es, label_en, coalesce(attributes->>'sensitive', '') IN ('yes', 'true', '1') AS sensitive,
    regexp_extract(code, '^[0-9]+(\.[0-9]+)?') AS block,
    code = '2.3.7' OR starts_with(code, '2.3.7.') AS utilities
FROM code_list
WHERE list = 'service';
