-- A home care service that gives hours, yet says that it is none.
SELECT 'service' AS subject, s.system, s.extract, s.delivery_id, s.sheet, s.line, s.source_key, 'sad_kind' AS field
FROM cur_service AS s
WHERE s.type = '1.1.2.1' AND s.sad_kind = 'none'
    AND s.source_key IN (SELECT service FROM cur_home_care_delivery WHERE hours_delivered > 0);
