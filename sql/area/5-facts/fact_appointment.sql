-- Appointments, asked for and held.
CREATE OR REPLACE TABLE star.fact_appointment AS
SELECT
    a.source_key AS appointment_id,
    coalesce(c.key, -1) AS case_key,
    t.team_key,
    coded(a.type, a.flaws, 'type') AS type,
    coded(a.state, a.flaws, 'state') AS state,
    coded(a.place, a.flaws, 'place') AS place,
    coded(a.scope, a.flaws, 'scope') AS scope,
    a.requested_at,
    a.date AS held_on,
    date_diff('day', a.requested_at, a.date) AS wait_days,
    a.minutes,
    a.urgent,
    a.spontaneous
FROM cur_appointment AS a
LEFT JOIN keys.case_record AS c ON c.id = a."case"
JOIN star.dim_team AS t ON t.code = coded(trim(a.team), a.flaws, 'team');
