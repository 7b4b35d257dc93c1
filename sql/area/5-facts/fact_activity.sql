-- Activities, those of professionals apart from those the source system creates by itself.
CREATE OR REPLACE TABLE star.fact_activity AS
SELECT
    a.source_key AS activity_id,
    coalesce(c.key, -1) AS case_key,
    coalesce(p.key, -1) AS professional_key,
    t.team_key,
    y.activity_type_key,
    CASE a.origin WHEN 'manual' THEN false WHEN 'automatic' THEN true END AS automatic,
    a.done_on,
    a.registered_at,
    a.minutes
FROM cur_activity AS a
LEFT JOIN keys.case_record AS c ON c.id = a."case"
LEFT JOIN keys.professional AS p ON p.id = a.professional
JOIN star.dim_team AS t ON t.code = coded(trim(a.team), a.flaws, 'team')
JOIN star.dim_activity_type AS y ON y.code = coded(a.type, a.flaws, 'type');
