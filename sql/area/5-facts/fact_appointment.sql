-- Appointments, asked for and held. wait_days: none for people who came without one, nor where the dates contradict each other.
-- staff_minutes: the minutes once for each professional present; once where none is named.
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
    CASE WHEN NOT coalesce(a.spontaneous, false) AND a.date >= a.requested_at THEN date_diff('day', a.requested_at, a.date) END AS wait_days,
    a.registered_at,
    a.minutes,
    a.minutes * CASE WHEN contains(a.professionals, ',') THEN len(list_distinct(string_split(a.professionals, ','))) ELSE 1 END AS staff_minutes,
    a.urgent,
    a.spontaneous
FROM cur_appointment AS a
LEFT JOIN keys.case_record AS c ON c.id = a."case"
JOIN star.dim_team AS t ON t.code = coded(trim(a.team), a.flaws, 'team');
