-- People with their history (SCD2 on the deliveries' effective dates). No name, no identifier, the birth year only.
-- birth_year: -1 unknown, -3 invalid. A person whom only other extracts name is an inferred member, filled in later.
-- Where several records are one person, each trait is what they say last: what is known goes before what is not, what a record that is
-- still delivered says before what one says that is not; of several the one said since the latest day, then the first in order.
CREATE OR REPLACE TABLE star.dim_person AS
WITH versions AS (
    SELECT
        m.person_id,
        m.person_record,
        h.effective_date,
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
linked AS (
    SELECT person_id FROM versions GROUP BY person_id HAVING count(DISTINCT person_record) > 1
),
said AS (
    SELECT *, max(effective_date) FILTER (changes) OVER (PARTITION BY person_record, trait ORDER BY valid_from) AS since
    FROM (
        SELECT *, value IS DISTINCT FROM lag(value) OVER (PARTITION BY person_record, trait ORDER BY valid_from) AS changes
        FROM (
            UNPIVOT (
                SELECT person_id, person_record, effective_date, valid_from, valid_to, is_absent, sex,
                    CASE birth_year WHEN -1 THEN 'unknown' WHEN -3 THEN 'invalid' ELSE CAST(birth_year AS VARCHAR) END AS birth_year, municipality, nationality,
                    dependency_grade, status, coalesce(CAST(death_date AS VARCHAR), 'unknown') AS death_date
                FROM versions
                WHERE person_id IN (SELECT person_id FROM linked))
            ON sex, birth_year, municipality, nationality, dependency_grade, status, death_date INTO NAME trait VALUE value)
    )
),
moments AS (
    SELECT person_id, moment, lead(moment, 1, DATE '9999-12-31') OVER (PARTITION BY person_id ORDER BY moment) AS next_moment
    FROM (SELECT DISTINCT person_id, valid_from AS moment FROM said)
),
chosen AS (
    SELECT m.person_id, m.moment, m.next_moment, s.trait, bool_and(s.is_absent) AS is_absent,
        first(s.value ORDER BY s.value IN ('unknown', 'invalid', 'unmapped'), s.is_absent, s.since DESC, s.value) AS value
    FROM moments AS m
    JOIN said AS s ON s.person_id = m.person_id AND s.valid_from <= m.moment AND m.moment < s.valid_to
    GROUP BY m.person_id, m.moment, m.next_moment, s.trait
),
people AS (
    SELECT v.* EXCLUDE (person_record, effective_date), false AS is_inferred
    FROM versions AS v
    WHERE v.person_id NOT IN (SELECT person_id FROM linked)
    UNION ALL BY NAME
    SELECT
        person_id, moment AS valid_from, next_moment AS valid_to, bool_and(is_absent) AS is_absent,
        max(value) FILTER (trait = 'sex') AS sex,
        max(CASE value WHEN 'unknown' THEN -1 WHEN 'invalid' THEN -3 ELSE TRY_CAST(value AS INTEGER) END) FILTER (trait = 'birth_year') AS birth_year,
        max(value) FILTER (trait = 'municipality') AS municipality,
        max(value) FILTER (trait = 'nationality') AS nationality,
        max(value) FILTER (trait = 'dependency_grade') AS dependency_grade,
        max(value) FILTER (trait = 'status') AS status,
        TRY_CAST(max(value) FILTER (trait = 'death_date') AS DATE) AS death_date,
        false AS is_inferred
    FROM chosen
    GROUP BY person_id, moment, next_moment
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
