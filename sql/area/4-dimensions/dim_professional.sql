-- Professionals by contract. One whom cases or activities name but no staff extract has delivered is inferred.
CREATE OR REPLACE TABLE star.dim_professional AS
SELECT
    k.key AS professional_key,
    s.professional AS professional_id,
    s."from" AS contract_from,
    coalesce(s."to", DATE '9999-12-31') AS contract_to,
    coded(s.role, s.flaws, 'role') AS role,
    CAST(round(s.weekly_hours / s.standard_hours, 14) AS DECIMAL(28,14)) AS fte,
    CAST(s.weekly_hours AS DECIMAL(28,14)) AS weekly_hours,
    t.team_key,
    coded(s.contract_programme_line, s.flaws, 'contract_programme_line') AS contract_programme_line,
    false AS is_inferred
FROM cur_staff AS s
JOIN keys.professional AS k ON k.id = s.professional
JOIN star.dim_team AS t ON t.code = coded(trim(s.team), s.flaws, 'team')
UNION ALL
SELECT k.key, k.id, DATE '1900-01-01', DATE '9999-12-31', 'unknown', CAST(0 AS DECIMAL(28,14)), CAST(0 AS DECIMAL(28,14)), -1, 'unknown', true
FROM keys.professional AS k
WHERE k.id IN (SELECT id FROM professional_named) AND k.id NOT IN (SELECT professional FROM cur_staff);
