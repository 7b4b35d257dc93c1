-- stop: no label of the star looks like a person's identifier
SELECT team_key FROM star.dim_team
WHERE regexp_matches(upper(code), '[XYZ]?[0-9]{7,8}[ -]?[A-Z]\b|[A-Z]{4}[0-9]{10}|\b[0-9]{12}\b|\b[6-9][0-9]{8}\b|@');
