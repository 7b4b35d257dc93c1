-- stop: no published figure counts one to four persons, cases or families, in what it counts or in what it is divided by
SELECT p.metric, p.breakdown, p.period_kind, p.period_start, p.member
FROM mart.published AS p
JOIN mart.published_table AS t ON t.metric = p.metric AND t.breakdown = p.breakdown AND t.period_kind = p.period_kind
WHERE (t.numerator = 'count' AND p.numerator > 0 AND p.numerator < t.smallest)
    OR (t.denominator = 'count' AND p.denominator > 0 AND p.denominator < t.smallest);
