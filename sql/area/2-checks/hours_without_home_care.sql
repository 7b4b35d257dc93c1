-- Home care hours of a service that is known to be another one, or was not granted.
SELECT 'home_care_delivery' AS subject, d.system, d.extract, d.delivery_id, d.sheet, d.line, d.source_key, 'service' AS field
FROM cur_home_care_delivery AS d
JOIN cur_service AS s ON s.source_key = d.service
WHERE d.hours_delivered > 0 AND (s.type <> '1.1.2.1' OR s.status <> 'granted');
