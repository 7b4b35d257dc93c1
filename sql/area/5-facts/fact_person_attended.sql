-- People attended by month: a contact or a service in force. The attributes are those at the month's last event.
CREATE OR REPLACE TABLE star.fact_person_attended AS
WITH events AS (
    SELECT person_key, CAST(date_trunc('month', contact_on) AS DATE) AS month, contact_on AS event_on, 1 AS contacts
    FROM star.fact_contact
    UNION ALL
    SELECT person_key, month, least(in_force_to, last_day(month)), 0
    FROM person_in_force
),
months AS (
    SELECT e.person_key, e.month, max(e.event_on) AS last_event_on, sum(e.contacts)::INTEGER AS contacts
    FROM events AS e
    CROSS JOIN parameter AS p
    WHERE e.month BETWEEN date_trunc('month', p.history_from) AND date_trunc('month', p.horizon)
    GROUP BY e.person_key, e.month
)
SELECT
    m.person_key,
    m.month,
    m.last_event_on,
    m.contacts,
    d.municipality_key,
    d.sex_key,
    d.birth_year,
    a.municipality IS NOT NULL AS resident,
    lag(m.month) OVER (PARTITION BY m.person_key ORDER BY m.month) AS previous_month
FROM months AS m
JOIN star.dim_person AS d ON d.person_key = m.person_key AND d.valid_from <= m.last_event_on AND d.valid_to > m.last_event_on
JOIN star.dim_municipality AS t ON t.municipality_key = d.municipality_key
LEFT JOIN area_municipality AS a ON a.municipality = t.code AND m.last_event_on BETWEEN a.member_from AND a.member_to;
