-- stop: what is published is what is declared, every figure of it, and a figure that is shown is the area's own
SELECT 'not there' AS flaw, k.metric, k.breakdown, k.period_kind, k.period_start, k.member
FROM mart.kpi AS k
JOIN mart.published_table AS t ON t.metric = k.metric AND t.breakdown = k.breakdown AND t.period_kind = k.period_kind
ANTI JOIN mart.published AS p
    ON p.metric = k.metric AND p.breakdown = k.breakdown AND p.period_kind = k.period_kind AND p.period_start = k.period_start AND p.member = k.member
UNION ALL
SELECT 'not declared', p.metric, p.breakdown, p.period_kind, p.period_start, p.member
FROM mart.published AS p
ANTI JOIN mart.published_table AS t ON t.metric = p.metric AND t.breakdown = p.breakdown AND t.period_kind = p.period_kind
UNION ALL
SELECT 'another figure', p.metric, p.breakdown, p.period_kind, p.period_start, p.member
FROM mart.published AS p
JOIN mart.kpi AS k
    ON p.metric = k.metric AND p.breakdown = k.breakdown AND p.period_kind = k.period_kind AND p.period_start = k.period_start AND p.member = k.member
WHERE p.status <> 'suppressed'
    AND (p.status, p.numerator, p.denominator, p.value) IS DISTINCT FROM (k.status, k.numerator, k.denominator, k.value)
UNION ALL
SELECT 'suppressed and shown', metric, breakdown, period_kind, period_start, member
FROM mart.published
WHERE status = 'suppressed' AND (numerator IS NOT NULL OR denominator IS NOT NULL OR value IS NOT NULL OR reason IS NOT NULL);
