-- stop: no label of the star looks like a person's identifier
SELECT key, label FROM (
    SELECT team_key AS key, code AS label FROM star.dim_team
    UNION ALL SELECT provider_key, code FROM star.dim_provider
    UNION ALL SELECT service_record_key, external_ref FROM star.fact_service
    UNION ALL SELECT service_key, budget_programme FROM star.fact_cost
    UNION ALL SELECT programme_line_key, code FROM star.dim_programme_line
    UNION ALL SELECT team_key, unnest([ebasp, sector]) FROM star.dim_team
    UNION ALL SELECT team_key, unnest([ebasp, sector, subsector]) FROM star.dim_org
    UNION ALL SELECT case_key, unnest([sector, subsector]) FROM star.dim_case
)
WHERE regexp_matches(upper(label), '[XYZ]?[0-9]{7,8}[ -]?[A-Z]\b|[A-Z]{4}[0-9]{10}|\b[0-9]{12}\b|\b[6-9][0-9]{8}\b|@');
