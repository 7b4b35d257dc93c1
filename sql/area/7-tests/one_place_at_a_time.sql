-- stop: a team stands in one place of the organisation at a time
SELECT team_key, valid_from, valid_to FROM (
    SELECT *, lead(valid_from) OVER (PARTITION BY team_key ORDER BY valid_from, valid_to) AS next_from
    FROM star.dim_org
    WHERE valid_from < valid_to
)
WHERE next_from < valid_to;
