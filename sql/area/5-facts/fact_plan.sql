-- Intervention plans. in_force_to: the first day they no longer hold, closed or expired.
CREATE OR REPLACE TABLE star.fact_plan AS
SELECT
    p.source_key AS plan_id,
    c.key AS case_key,
    p.agreed_on,
    p.expires_on,
    p.closed_on,
    coded(p.outcome, p.flaws, 'outcome') AS outcome,
    least(coalesce(p.closed_on, DATE '9999-12-31'), coalesce(p.expires_on + 1, DATE '9999-12-31')) AS in_force_to
FROM cur_plan AS p
JOIN keys.case_record AS c ON c.id = p."case";
