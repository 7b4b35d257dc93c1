-- A person who is the principal of two open cases of one type; the case opened last is named.
WITH principal AS (
    SELECT DISTINCT l.person, c.source_key, c.type, c.opened_on
    FROM cur_case AS c
    JOIN cur_case_person AS l ON l."case" = c.source_key AND l.relation = 'principal' AND l."to" IS NULL
    WHERE c.state = 'open' AND c.type IS NOT NULL
),
overlap AS (
    SELECT source_key
    FROM principal
    QUALIFY count(*) OVER (PARTITION BY person, type) > 1
        AND row_number() OVER (PARTITION BY person, type ORDER BY opened_on DESC, source_key) = 1
)
SELECT 'case' AS subject, c.system, c.extract, c.delivery_id, c.sheet, c.line, c.source_key, 'id' AS field
FROM cur_case AS c
WHERE c.source_key IN (SELECT source_key FROM overlap);
