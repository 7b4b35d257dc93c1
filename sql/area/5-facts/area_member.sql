-- The municipalities of the area by their keys, each for the days it belongs.
CREATE OR REPLACE TEMP TABLE area_member AS
SELECT t.municipality_key, a.member_from, a.member_to
FROM area_municipality AS a
JOIN star.dim_municipality AS t ON t.code = a.municipality;
