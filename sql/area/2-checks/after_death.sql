-- A manual activity or realised appointment that names a person, or a service that starts, after the person died.
WITH dead AS (
    SELECT source_key AS person, death_date FROM cur_person WHERE death_date IS NOT NULL
)
SELECT DISTINCT 'activity' AS subject, a.system, a.extract, a.delivery_id, a.sheet, a.line, a.source_key, 'done_on' AS field
FROM cur_activity AS a
JOIN activity_person AS n ON n.activity = a.source_key
JOIN dead AS d ON d.person = n.person
WHERE a.origin = 'manual' AND a.done_on > d.death_date
UNION ALL
SELECT DISTINCT 'appointment', a.system, a.extract, a.delivery_id, a.sheet, a.line, a.source_key, 'date'
FROM cur_appointment AS a
JOIN appointment_person AS n ON n.appointment = a.source_key
JOIN dead AS d ON d.person = n.person
WHERE a.state = 'realised' AND a.date > d.death_date
UNION ALL
SELECT DISTINCT 'service', s.system, s.extract, s.delivery_id, s.sheet, s.line, s.source_key, 'from'
FROM cur_service AS s
JOIN cur_beneficiary AS b ON b.service = s.source_key
JOIN dead AS d ON d.person = b.person
WHERE s."from" > d.death_date;
