-- Payments. The funder is the payment's or, when it says none, the service's.
CREATE OR REPLACE TABLE star.fact_payment AS
SELECT
    p.source_key AS payment_id,
    k.key AS service_record_key,
    s.service_key,
    CASE WHEN p.funder IS NULL AND NOT flawed(p.flaws, 'funder') THEN s.funder_key ELSE f.funder_key END AS funder_key,
    s.energy_channel_key,
    CASE WHEN p.source_key NOT IN (SELECT source_key FROM adjustment) THEN s.family_id END AS family_id, -- a correction is no further aid
    p.paid_on,
    p.registered_at,
    p.amount
FROM cur_payment AS p
JOIN keys.service_record AS k ON k.id = p.service
JOIN star.fact_service AS s ON s.service_record_key = k.key
JOIN star.dim_funder AS f ON f.code = coded(p.funder, p.flaws, 'funder');
