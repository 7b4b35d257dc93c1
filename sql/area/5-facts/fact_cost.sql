-- Costs of services by kind of cost, funder and month, as the accounts executed them. Of no person.
CREATE OR REPLACE TABLE star.fact_cost AS
SELECT
    c.source_key AS cost_line_id,
    c.month,
    s.service_key,
    t.cost_type_key,
    f.funder_key,
    coalesce(c.budget_year, year(c.month))::INTEGER AS budget_year,
    c.budget_programme,
    l.programme_line_key,
    c.budgeted,
    c.executed
FROM cur_cost_line AS c
JOIN star.dim_service AS s ON s.code = coded(c.service_type, c.flaws, 'service_type')
JOIN star.dim_cost_type AS t ON t.code = coded(c.cost_type, c.flaws, 'cost_type')
JOIN star.dim_funder AS f ON f.code = coded(c.funder, c.flaws, 'funder')
JOIN star.dim_programme_line AS l ON l.code = coalesce(nullif(trim(c.contract_programme_line), ''), CASE WHEN flawed(c.flaws, 'contract_programme_line') THEN 'invalid' ELSE 'not_applicable' END);
