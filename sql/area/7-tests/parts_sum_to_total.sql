-- stop: the parts of a count of persons, cases or problems sum to its total
SELECT t.metric, t.period_kind, t.period_end, b.breakdown, t.numerator, b.parts
FROM mart.kpi AS t
JOIN (
    SELECT metric, period_kind, period_end, breakdown, sum(numerator) AS parts
    FROM mart.kpi WHERE breakdown <> 'total' GROUP BY ALL
) AS b ON b.metric = t.metric AND b.period_kind = t.period_kind AND b.period_end = t.period_end
WHERE t.breakdown = 'total' AND t.metric IN ('people_attended', 'new_people', 'open_cases', 'urgent_aid', 'manual_activities',
        'home_care_hours_delivered', 'spend', 'problems_in_force', 'demands', 'high_risk_cases')
    AND t.numerator <> b.parts;
