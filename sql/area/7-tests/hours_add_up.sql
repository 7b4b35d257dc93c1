-- stop: the hours of home care in the star are the hours observed
SELECT * FROM (
    SELECT 'planned' AS hours, (SELECT coalesce(sum(hours_planned), 0) FROM cur_home_care_delivery) AS observed,
        (SELECT coalesce(sum(hours_planned), 0) FROM star.fact_home_care_month) AS in_star
    UNION ALL
    SELECT 'delivered', (SELECT coalesce(sum(hours_delivered), 0) FROM cur_home_care_delivery), (SELECT coalesce(sum(hours_delivered), 0) FROM star.fact_home_care_month)
    UNION ALL
    SELECT 'invoiced', (SELECT coalesce(sum(hours_invoiced), 0) FROM cur_home_care_delivery), (SELECT coalesce(sum(hours_invoiced), 0) FROM star.fact_home_care_month)
)
WHERE observed <> in_star;
