-- Cases with their history: what carries no date at the source (stage, risk, team, lead) holds from the delivery that said it.
CREATE OR REPLACE TABLE star.dim_case AS
WITH versions AS (
    SELECT
        h.source_key AS case_id,
        h.valid_from,
        h.valid_to,
        h.absent AS is_absent,
        false AS is_inferred,
        coded(h.type, h.flaws, 'type') AS case_type,
        coded(h.state, h.flaws, 'state') AS state,
        coded(h.stage, h.flaws, 'stage') AS stage,
        coded(h.risk, h.flaws, 'risk') AS risk,
        coded(trim(h.team), h.flaws, 'team') AS team,
        h.lead,
        h.co_lead,
        coded(trim(h.sector), h.flaws, 'sector') AS sector,
        coded(trim(h.subsector), h.flaws, 'subsector') AS subsector,
        coded(h.origin, h.flaws, 'origin') AS origin,
        coded(h.family_type, h.flaws, 'family_type') AS family_type,
        coded(h.tenure, h.flaws, 'tenure') AS tenure
    FROM hist_case AS h
    UNION ALL
    SELECT id, DATE '1900-01-01', DATE '9999-12-31', false, true, 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', NULL, NULL,
        'unknown', 'unknown', 'unknown', 'unknown', 'unknown'
    FROM case_named
    WHERE id NOT IN (SELECT source_key FROM hist_case)
)
SELECT
    k.key AS case_key,
    v.case_id,
    v.valid_from,
    v.valid_to,
    v.is_absent,
    v.is_inferred,
    y.case_type_key,
    v.state,
    v.stage,
    v.risk,
    t.team_key,
    coalesce(p.key, -1) AS lead_professional_key,
    coalesce(s.key, -1) AS co_lead_professional_key,
    v.sector,
    v.subsector,
    v.origin,
    v.family_type,
    v.tenure
FROM versions AS v
JOIN keys.case_record AS k ON k.id = v.case_id
JOIN star.dim_case_type AS y ON y.code = v.case_type
JOIN star.dim_team AS t ON t.code = v.team
LEFT JOIN keys.professional AS p ON p.id = v.lead
LEFT JOIN keys.professional AS s ON s.id = v.co_lead;
