-- Inhabitants by municipality, sex, age group and year: reference, 1 January. Those of a municipality count in the years it belongs to the area on that day.
CREATE OR REPLACE TABLE star.fact_population AS
SELECT m.municipality_key, s.sex_key, a.age_group_key, p.year, p.inhabitants
FROM cur_population AS p
JOIN star.dim_municipality AS m ON m.code = coded(p.municipality, p.flaws, 'municipality')
JOIN star.dim_sex AS s ON s.code = coded(p.sex, p.flaws, 'sex')
JOIN star.dim_age_group AS a ON a.code = coded(p.age_band, p.flaws, 'age_band')
WHERE counts_in_year(p.municipality, p.year);
