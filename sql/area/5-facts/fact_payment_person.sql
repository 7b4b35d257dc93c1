-- Payments by person, the amount shared out by the bridge's weights.
CREATE OR REPLACE TABLE star.fact_payment_person AS
SELECT p.payment_id, b.person_key, p.service_key, p.funder_key, p.energy_channel_key, p.paid_on, p.amount * b.weight AS weighted_amount
FROM star.fact_payment AS p
JOIN star.bridge_service_beneficiary AS b ON b.service_record_key = p.service_record_key
WHERE b.person_key <> -1 AND p.payment_id NOT IN (SELECT source_key FROM adjustment);
