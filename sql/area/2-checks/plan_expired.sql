-- A plan of an open case that has run out and was neither closed nor extended by the day the data reach.
SELECT 'plan' AS subject, p.system, p.extract, p.delivery_id, p.sheet, p.line, p.source_key, 'expires_on' AS field
FROM cur_plan AS p
JOIN cur_case AS c ON c.source_key = p."case"
CROSS JOIN parameter
WHERE c.state = 'open' AND p.closed_on IS NULL AND p.expires_on < horizon;
