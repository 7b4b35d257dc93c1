-- stop: no published amount rests on fewer than five persons or, over 85 %, on one
SELECT p.metric, p.breakdown, p.period_kind, p.period_start, p.member
FROM mart.published AS p
JOIN (
    SELECT metric, breakdown, period_kind, smallest, unnest([numerator, denominator]) AS measure, unnest(['numerator', 'denominator']) AS part
    FROM mart.published_table
) AS t ON t.metric = p.metric AND t.breakdown = p.breakdown AND t.period_kind = p.period_kind
LEFT JOIN mart.persons_behind AS b
    ON b.measure = t.measure AND b.breakdown = p.breakdown AND b.period_kind = p.period_kind AND b.period_start = p.period_start AND b.member = p.member
WHERE t.measure <> 'count'
    AND CASE t.part WHEN 'numerator' THEN p.numerator ELSE p.denominator END <> 0
    AND (coalesce(b.persons, 0) < t.smallest OR b.largest_part > 0.85);
