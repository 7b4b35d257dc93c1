-- stop: the euros in the star are the euros observed
SELECT * FROM (
    SELECT 'paid' AS euros, (SELECT coalesce(sum(amount), 0) FROM cur_payment) AS observed,
        (SELECT coalesce(sum(amount), 0) FROM star.fact_payment) AS in_star
    UNION ALL
    SELECT 'granted', (SELECT coalesce(sum(granted_amount), 0) FROM cur_service), (SELECT coalesce(sum(granted_amount), 0) FROM star.fact_service)
)
WHERE observed <> in_star;
