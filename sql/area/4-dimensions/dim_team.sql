-- Teams as the council calls them, each with its latest place in the organisation; dim_org has the earlier ones.
CREATE OR REPLACE TABLE star.dim_team AS
WITH latest AS (
    SELECT trim(team) AS team, coded(trim(ebasp), flaws, 'ebasp') AS ebasp, coded(trim(sector), flaws, 'sector') AS sector
    FROM cur_organisation
    QUALIFY row_number() OVER (PARTITION BY trim(team) ORDER BY valid_from DESC, source_key) = 1
),
teams AS (
    SELECT key AS team_key, id AS code FROM keys.team WHERE id IN (SELECT id FROM team_named)
    UNION ALL SELECT key, code FROM code_list WHERE list = 'unknown-members'
)
SELECT t.team_key, t.code, coalesce(l.ebasp, 'unknown') AS ebasp, coalesce(l.sector, 'unknown') AS sector
FROM teams AS t
LEFT JOIN latest AS l ON l.team = t.code;
