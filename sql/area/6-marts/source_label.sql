-- The texts of the star that a source wrote itself and that are of no code list, each once a column.
CREATE OR REPLACE TEMP TABLE source_label AS
SELECT DISTINCT place, label FROM (
    SELECT 'dim_team.code' AS place, code AS label FROM star.dim_team
    UNION ALL SELECT 'dim_team.ebasp', ebasp FROM star.dim_team
    UNION ALL SELECT 'dim_team.sector', sector FROM star.dim_team
    UNION ALL SELECT 'dim_org.ebasp', ebasp FROM star.dim_org
    UNION ALL SELECT 'dim_org.sector', sector FROM star.dim_org
    UNION ALL SELECT 'dim_org.subsector', subsector FROM star.dim_org
    UNION ALL SELECT 'dim_case.sector', sector FROM star.dim_case
    UNION ALL SELECT 'dim_case.subsector', subsector FROM star.dim_case
    UNION ALL SELECT 'dim_provider.code', code FROM star.dim_provider
    UNION ALL SELECT 'dim_programme_line.code', code FROM star.dim_programme_line
    UNION ALL SELECT 'dim_professional.contract_programme_line', contract_programme_line FROM star.dim_professional
    UNION ALL SELECT 'fact_service.external_ref', external_ref FROM star.fact_service
    UNION ALL SELECT 'fact_cost.budget_programme', budget_programme FROM star.fact_cost
)
WHERE label IS NOT NULL;
