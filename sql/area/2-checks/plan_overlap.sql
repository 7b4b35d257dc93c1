-- A home care plan that ends on or after the day the next plan of its service begins.
SELECT 'home_care_plan' AS subject, system, extract, delivery_id, sheet, line, source_key, 'to' AS field
FROM cur_home_care_plan
QUALIFY "to" >= lead("from") OVER (PARTITION BY service ORDER BY "from", source_key);
