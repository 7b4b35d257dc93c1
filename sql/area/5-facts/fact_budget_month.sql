-- The budget of a year at each month's end: what it has become by then, and what has been executed of it since January.
-- What was budgeted before its year counts from January on; what is executed after it belongs to a closed budget.
CREATE OR REPLACE TABLE star.fact_budget_month AS
WITH lines AS (
    SELECT budget_year, service_key, cost_type_key, funder_key, greatest(month, make_date(budget_year, 1, 1)) AS month,
        sum(budgeted) AS budgeted, sum(executed) AS executed
    FROM star.fact_cost
    GROUP BY ALL
),
months AS (
    SELECT budget_year, service_key, cost_type_key, funder_key,
        CAST(unnest(generate_series(make_date(budget_year, 1, 1), least(make_date(budget_year, 12, 1), date_trunc('month', horizon)), INTERVAL 1 MONTH)) AS DATE) AS month
    FROM (SELECT DISTINCT budget_year, service_key, cost_type_key, funder_key FROM lines)
    CROSS JOIN parameter
)
SELECT m.month, m.service_key, m.cost_type_key, m.funder_key,
    coalesce(sum(l.budgeted) OVER to_date, 0) AS budget,
    coalesce(sum(l.executed) OVER to_date, 0) AS executed_to_date
FROM months AS m
LEFT JOIN lines AS l
    ON l.budget_year = m.budget_year AND l.service_key = m.service_key AND l.cost_type_key = m.cost_type_key
    AND l.funder_key = m.funder_key AND l.month = m.month
WINDOW to_date AS (PARTITION BY m.budget_year, m.service_key, m.cost_type_key, m.funder_key ORDER BY m.month);
