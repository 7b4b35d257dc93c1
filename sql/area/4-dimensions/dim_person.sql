-- People with their history (SCD2 on the deliveries' effective dates). No name, no identifier, the birth year only.
-- birth_year: -1 unknown, -3 invalid. A person whom only other extracts name is an inferred member, filled in later.
CREATE OR REPLACE TABLE star.dim_person AS
WITH versions AS (
    SELECT
        m.person_id,
        h.valid_from,
        h.valid_to,
        h.absent AS is_absent,
        coded(h.sex, h.flaws, 'sex') AS sex,
        coalesce(h.birth_year, CASE WHEN flawed(h.flaws, 'birth_date') THEN -3 ELSE -1 END) AS birth_year,
        coded(h.municipality, h.flaws, 'municipality') AS municipality,
        coded(h.nationality, h.flaws, 'nationality') AS nationality,
        coded(h.dependency_grade, h.flaws, 'dependency_grade') AS dependency_grade,
        coded(h.status, h.flaws, 'status') AS status,
        h.death_date
    FROM hist_person AS h
    JOIN link.person_map AS m ON m.person_record = h.source_key
),
people AS (
    SELECT v.*, false AS is_inferred FROM versions AS v
    UNION ALL BY NAME
    SELECT
        k.id AS person_id, DATE '1900-01-01' AS valid_from, DATE '9999-12-31' AS valid_to, false AS is_absent,
        'unknown' AS sex, -1 AS birth_year, 'unknown' AS municipality, 'unknown' AS nationality,
        'unknown' AS dependency_grade, 'unknown' AS status, CAST(NULL AS DATE) AS death_date, true AS is_inferred
    FROM keys.person AS k
    WHERE k.id NOT IN (SELECT person_id FROM versions) AND k.id IN (SELECT person_id FROM link.person_map)
)
SELECT
    k.key AS person_key,
    p.person_id,
    p.valid_from,
    p.valid_to,
    p.is_absent,
    p.is_inferred,
    s.sex_key,
    p.birth_year,
    t.municipality_key,
    p.nationality,
    p.dependency_grade,
    p.status,
    p.death_date
FROM people AS p
JOIN keys.person AS k ON k.id = p.person_id
JOIN star.dim_sex AS s ON s.code = p.sex
JOIN star.dim_municipality AS t ON t.code = p.municipality;
