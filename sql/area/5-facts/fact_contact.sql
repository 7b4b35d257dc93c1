-- Contacts: manual activities and realised appointments by the persons they attend: those they name or, naming none,
-- the case's principal persons on that day.
CREATE OR REPLACE TABLE star.fact_contact AS
WITH contacts AS (
    SELECT source_key AS contact, 'activity' AS kind, "case", done_on AS contact_on, coded(trim(team), flaws, 'team') AS team,
        persons IS NULL AS names_none
    FROM cur_activity
    WHERE origin = 'manual'
    UNION ALL
    SELECT source_key, 'appointment', "case", date, coded(trim(team), flaws, 'team'), persons IS NULL
    FROM cur_appointment
    WHERE state = 'realised'
),
named AS (
    SELECT activity AS contact, person FROM activity_person
    UNION ALL SELECT appointment, person FROM appointment_person
),
attended AS (
    SELECT DISTINCT n.contact, k.key AS person_key
    FROM named AS n
    JOIN link.person_map AS m ON m.person_record = n.person
    JOIN keys.person AS k ON k.id = m.person_id
    UNION ALL
    SELECT DISTINCT c.contact, b.person_key
    FROM contacts AS c
    JOIN keys.case_record AS k ON k.id = c."case"
    JOIN star.bridge_case_person AS b
        ON b.case_key = k.key AND b.linked_from <= c.contact_on AND b.linked_to > c.contact_on
    WHERE c.names_none AND b.relation = 'principal'
)
SELECT c.contact AS contact_id, c.kind, a.person_key, t.team_key, c.contact_on
FROM contacts AS c
JOIN attended AS a ON a.contact = c.contact
JOIN star.dim_team AS t ON t.code = c.team
WHERE c.contact_on IS NOT NULL;
