-- Days professionals were away, by month, never more than the month has.
CREATE OR REPLACE TABLE star.fact_absence AS
SELECT k.key AS professional_key, a.month, CASE WHEN a.days > day(last_day(a.month)) THEN day(last_day(a.month)) ELSE a.days END AS days
FROM cur_professional_absence AS a
JOIN keys.professional AS k ON k.id = a.professional;
