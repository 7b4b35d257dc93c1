-- stop: the euros in the star are the euros observed
SELECT * FROM (
    SELECT 'paid' AS euros, (SELECT coalesce(sum(amount), 0) FROM cur_payment) AS observed,
        (SELECT coalesce(sum(amount), 0) FROM star.fact_payment) AS in_star
    UNION ALL
    SELECT 'granted', (SELECT coalesce(sum(granted_amount), 0) FROM cur_service), (SELECT coalesce(sum(granted_amount), 0) FROM star.fact_service)
    UNION ALL
    SELECT 'executed', (SELECT coalesce(sum(executed), 0) FROM cur_cost_line), (SELECT coalesce(sum(executed), 0) FROM star.fact_cost)
    UNION ALL
    SELECT 'budgeted', (SELECT coalesce(sum(budgeted), 0) FROM cur_cost_line), (SELECT coalesce(sum(budgeted), 0) FROM star.fact_cost)
)
WHERE observed <> in_star;
