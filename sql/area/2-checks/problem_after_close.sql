-- A problem that begins after its case was closed.
SELECT 'problem' AS subject, p.system, p.extract, p.delivery_id, p.sheet, p.line, p.source_key, 'from' AS field
FROM cur_problem AS p
JOIN cur_case AS c ON c.source_key = p."case"
WHERE p."from" > c.closed_on;
