-- stop: a surrogate key stands for one thing, and carries the number of its area
SELECT 'person' AS dimension, key FROM keys.person GROUP BY key HAVING count(*) > 1
UNION ALL SELECT 'case_record', key FROM keys.case_record GROUP BY key HAVING count(*) > 1
UNION ALL SELECT 'service_record', key FROM keys.service_record GROUP BY key HAVING count(*) > 1
UNION ALL SELECT 'professional', key FROM keys.professional GROUP BY key HAVING count(*) > 1
UNION ALL SELECT 'team', key FROM keys.team GROUP BY key HAVING count(*) > 1
UNION ALL SELECT 'programme_line', key FROM keys.programme_line GROUP BY key HAVING count(*) > 1
UNION ALL SELECT 'provider', key FROM keys.provider GROUP BY key HAVING count(*) > 1
UNION ALL SELECT 'person', key FROM keys.person, parameter WHERE key // 10000000000 <> area_number;
