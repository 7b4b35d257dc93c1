-- A manual activity on a case after the case was closed.
SELECT 'activity' AS subject, a.system, a.extract, a.delivery_id, a.sheet, a.line, a.source_key, 'done_on' AS field
FROM cur_activity AS a
JOIN cur_case AS c ON c.source_key = a."case"
WHERE a.origin = 'manual' AND a.done_on > c.closed_on;
