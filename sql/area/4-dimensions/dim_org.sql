-- Where each team stood in the organisation and when: EBASP over sector over subsector. Half-open; a row ends at the latest
-- where the team's next one begins.
CREATE OR REPLACE TABLE star.dim_org AS
WITH stretches AS (
    SELECT
        coded(trim(team), flaws, 'team') AS team,
        valid_from,
        coalesce(valid_to + 1, DATE '9999-12-31') AS valid_to,
        coded(trim(ebasp), flaws, 'ebasp') AS ebasp,
        coded(trim(sector), flaws, 'sector') AS sector,
        coded(trim(subsector), flaws, 'subsector') AS subsector,
        coded(municipality, flaws, 'municipality') AS municipality,
        source_key
    FROM cur_organisation
)
SELECT
    t.team_key,
    s.valid_from,
    least(s.valid_to, lead(s.valid_from, 1, DATE '9999-12-31') OVER (PARTITION BY s.team ORDER BY s.valid_from, s.source_key)) AS valid_to,
    s.ebasp,
    s.sector,
    s.subsector,
    m.municipality_key
FROM stretches AS s
JOIN star.dim_team AS t ON t.code = s.team
JOIN star.dim_municipality AS m ON m.code = s.municipality;
