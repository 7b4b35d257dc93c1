-- stop: every metric has a total for every period its data reach
SELECT k.metric, p.period_kind, p.period_end
FROM (SELECT metric, max(data_as_of) AS data_as_of, 1 AS each FROM mart.kpi GROUP BY metric) AS k
JOIN (SELECT *, 1 AS each FROM mart.period) AS p ON p.each = k.each
LEFT JOIN mart.kpi AS t
    ON t.metric = k.metric AND t.period_kind = p.period_kind AND t.period_end = p.period_end AND t.breakdown = 'total'
WHERE t.metric IS NULL AND (k.data_as_of IS NULL OR p.period_start <= k.data_as_of);
