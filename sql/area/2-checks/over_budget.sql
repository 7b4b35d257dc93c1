-- More executed in a budget year than budgeted for the same service, kind of cost and funder; the last line is named.
SELECT 'cost_line' AS subject, system, extract, delivery_id, sheet, line, source_key, 'executed' AS field
FROM cur_cost_line
WHERE service_type IS NOT NULL AND cost_type IS NOT NULL AND funder IS NOT NULL
WINDOW budget AS (PARTITION BY coalesce(budget_year, year(month)), service_type, cost_type, funder)
QUALIFY sum(executed) OVER budget > sum(budgeted) OVER budget AND row_number() OVER (budget ORDER BY month DESC, source_key) = 1;
