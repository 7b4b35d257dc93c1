-- stop: the rows of a person or case follow one another without overlap or gap
SELECT * FROM (
    SELECT 'dim_person' AS dimension, person_key AS key, valid_from, valid_to,
        lead(valid_from) OVER (PARTITION BY person_key ORDER BY valid_from) AS next_from
    FROM star.dim_person
    UNION ALL
    SELECT 'dim_case', case_key, valid_from, valid_to, lead(valid_from) OVER (PARTITION BY case_key ORDER BY valid_from)
    FROM star.dim_case
)
WHERE valid_from >= valid_to OR next_from <> valid_to;
