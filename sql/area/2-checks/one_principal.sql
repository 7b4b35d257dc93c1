-- An open case whose number of principal persons is not one.
SELECT 'case' AS subject, c.system, c.extract, c.delivery_id, c.sheet, c.line, c.source_key, 'id' AS field
FROM cur_case AS c
LEFT JOIN cur_case_person AS l ON l."case" = c.source_key AND l.relation = 'principal' AND l."to" IS NULL
WHERE c.state = 'open'
GROUP BY ALL
HAVING count(DISTINCT l.person) <> 1;
