-- Teams as the council calls them.
CREATE OR REPLACE TABLE star.dim_team AS
SELECT key AS team_key, id AS code FROM keys.team
UNION ALL SELECT key, code FROM code_list WHERE list = 'unknown-members';
