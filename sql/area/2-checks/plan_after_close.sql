-- A plan agreed after its case was closed.
SELECT 'plan' AS subject, p.system, p.extract, p.delivery_id, p.sheet, p.line, p.source_key, 'agreed_on' AS field
FROM cur_plan AS p
JOIN cur_case AS c ON c.source_key = p."case"
WHERE p.agreed_on > c.closed_on;
