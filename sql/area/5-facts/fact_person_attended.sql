-- People attended by month: a contact or a service in force. The attributes are those at the month's last event.
CREATE OR REPLACE TABLE star.fact_person_attended AS
WITH reached AS (
    SELECT *, max(to_no) OVER (PARTITION BY person_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM person_in_force
),
stretches AS (
    SELECT *, count(*) FILTER (from_no > before) OVER (PARTITION BY person_key ORDER BY from_no ROWS UNBOUNDED PRECEDING) AS stretch FROM reached
),
in_force AS (
    SELECT person_key, max(in_force_to) AS in_force_to, unnest(range(min(from_no), max(to_no) + 1)) AS no FROM stretches GROUP BY person_key, stretch
),
events AS (
    SELECT c.person_key, month_no(c.contact_on) AS no, c.contact_on AS event_on, 1 AS contacts
    FROM star.fact_contact AS c
    UNION ALL
    SELECT person_key, no, in_force_to, 0 FROM in_force
),
months AS (
    SELECT person_key, no, max(event_on) AS event_on, sum(contacts)::INTEGER AS contacts
    FROM events
    GROUP BY person_key, no
),
attended AS (
    SELECT a.person_key, m.month, least(a.event_on, m.month_end) AS last_event_on, a.contacts, lag(m.month) OVER (PARTITION BY a.person_key ORDER BY m.month) AS previous_month
    FROM months AS a
    JOIN area_month AS m ON m.no = a.no
)
SELECT
    m.person_key,
    m.month,
    m.last_event_on,
    m.contacts,
    d.municipality_key,
    d.sex_key,
    d.birth_year,
    a.municipality_key IS NOT NULL AS resident,
    m.previous_month
FROM attended AS m
JOIN star.dim_person AS d ON d.person_key = m.person_key AND d.valid_from <= m.last_event_on AND d.valid_to > m.last_event_on
LEFT JOIN area_member AS a ON a.municipality_key = d.municipality_key AND m.last_event_on BETWEEN a.member_from AND a.member_to;
