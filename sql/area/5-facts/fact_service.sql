-- Services and benefits asked for, decided, in force: an accumulating snapshot, one row each.
-- in_force_to: the end said or, without one, the last sign of life (payment, hours of home care, manual activity of the case,
-- start) plus the months of the parameter; a one-off benefit is in force on its day only. days_to_decide: of what was granted or
-- denied, none where the dates contradict each other.
CREATE OR REPLACE TABLE star.fact_service AS
WITH last_payment AS (
    SELECT service, max(paid_on) AS paid_on FROM cur_payment WHERE source_key NOT IN (SELECT source_key FROM adjustment) GROUP BY service
),
last_delivery AS (
    SELECT service, last_day(max(month)) AS delivered_on FROM cur_home_care_delivery WHERE hours_delivered > 0 GROUP BY service
),
last_activity AS (
    SELECT "case", max(done_on) AS done_on FROM cur_activity WHERE origin = 'manual' GROUP BY "case"
),
services AS (
    SELECT
        s.*,
        CASE WHEN s."from" IS NOT NULL THEN s."from" WHEN NOT flawed(s.flaws, 'from') THEN s.decided_on END AS starts_on,
        p.paid_on AS last_paid_on,
        h.delivered_on AS last_delivered_on,
        a.done_on AS last_activity_on
    FROM cur_service AS s
    LEFT JOIN last_payment AS p ON p.service = s.source_key
    LEFT JOIN last_delivery AS h ON h.service = s.source_key
    LEFT JOIN last_activity AS a ON a."case" = s."case"
)
SELECT
    k.key AS service_record_key,
    coalesce(c.key, -1) AS case_key,
    d.service_key,
    o.cohort_key,
    f.funder_key,
    e.energy_channel_key,
    n.energy_denial_reason_key,
    coded(s.energy_arrears, s.flaws, 'energy_arrears') AS energy_arrears,
    s.energy_prior_year_aid,
    h.home_care_kind_key,
    p.provider_key,
    coded(s.promoter, s.flaws, 'promoter') AS promoter,
    s.external_ref,
    coded(s.status, s.flaws, 'status') AS status,
    coalesce(s.status = 'granted', false) AS granted,
    s.requested_on,
    s.registered_at,
    s.decided_on,
    s.starts_on,
    s."to" AS ends_on,
    CASE
        WHEN s.amount_kind = 'one_off' THEN s.starts_on
        WHEN s."to" IS NOT NULL THEN s."to"
        WHEN s.starts_on IS NOT NULL
            THEN CAST(greatest(s.starts_on, s.last_paid_on, s.last_delivered_on, s.last_activity_on) + to_months(service_open_months) AS DATE)
    END AS in_force_to,
    CASE WHEN s.status IN ('granted', 'denied') AND s.decided_on >= s.requested_on THEN date_diff('day', s.requested_on, s.decided_on) END AS days_to_decide,
    s.granted_amount,
    coded(s.amount_kind, s.flaws, 'amount_kind') AS amount_kind,
    coalesce(s."case", t.person_id, s.source_key) AS family_id,
    false AS is_inferred
FROM services AS s
CROSS JOIN parameter
JOIN keys.service_record AS k ON k.id = s.source_key
LEFT JOIN keys.case_record AS c ON c.id = s."case"
LEFT JOIN titular AS t ON t.service = s.source_key
JOIN star.dim_service AS d ON d.code = coded(s.type, s.flaws, 'type')
JOIN star.dim_cohort AS o ON o.code = coded(s.scope, s.flaws, 'scope')
JOIN star.dim_funder AS f ON f.code = coded(s.funder, s.flaws, 'funder')
JOIN star.dim_energy_channel AS e ON e.code = coded(s.energy_channel, s.flaws, 'energy_channel')
JOIN star.dim_energy_denial_reason AS n ON n.code = coded(s.energy_denial_reason, s.flaws, 'energy_denial_reason')
JOIN star.dim_home_care_kind AS h ON h.code = coded(s.sad_kind, s.flaws, 'sad_kind')
JOIN star.dim_provider AS p ON p.code = coded(trim(s.provider), s.flaws, 'provider')
UNION ALL
SELECT key, -1, -1, -1, -1, -1, -1, 'unknown', NULL, -1, -1, 'unknown', NULL, 'unknown', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'unknown', id, true
FROM keys.service_record
WHERE id IN (SELECT id FROM service_named) AND id NOT IN (SELECT source_key FROM cur_service);
