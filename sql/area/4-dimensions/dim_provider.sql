-- Bodies that give services, as the council calls them.
CREATE OR REPLACE TABLE star.dim_provider AS
SELECT key AS provider_key, id AS code FROM keys.provider WHERE id IN (SELECT id FROM provider_named)
UNION ALL SELECT key, code FROM code_list WHERE list = 'unknown-members';
