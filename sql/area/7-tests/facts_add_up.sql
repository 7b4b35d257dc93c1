-- stop: every live observation of a fact stands in the star once
SELECT * FROM (
    SELECT 'payment' AS subject, (SELECT count(*) FROM cur_payment) AS observed, (SELECT count(*) FROM star.fact_payment) AS in_star
    UNION ALL SELECT 'activity', (SELECT count(*) FROM cur_activity), (SELECT count(*) FROM star.fact_activity)
    UNION ALL SELECT 'appointment', (SELECT count(*) FROM cur_appointment), (SELECT count(*) FROM star.fact_appointment)
    UNION ALL SELECT 'service', (SELECT count(*) FROM cur_service), (SELECT count(*) FROM star.fact_service WHERE NOT is_inferred)
    UNION ALL SELECT 'home_care_plan', (SELECT count(*) FROM cur_home_care_plan), (SELECT count(*) FROM star.fact_home_care_plan)
    UNION ALL SELECT 'home_care_delivery', (SELECT count(*) FROM cur_home_care_delivery), (SELECT count(*) FROM star.fact_home_care_month)
    UNION ALL SELECT 'cost_line', (SELECT count(*) FROM cur_cost_line), (SELECT count(*) FROM star.fact_cost)
    UNION ALL SELECT 'case_person', (SELECT count(*) FROM cur_case_person), (SELECT count(*) FROM star.bridge_case_person)
    UNION ALL SELECT 'staff', (SELECT count(*) FROM cur_staff), (SELECT count(*) FROM star.dim_professional WHERE NOT is_inferred)
    UNION ALL SELECT 'professional_absence', (SELECT count(*) FROM cur_professional_absence), (SELECT count(*) FROM star.fact_absence)
    UNION ALL SELECT 'population', (SELECT count(*) FROM cur_population AS p WHERE counts_in_year(p.municipality, p.year)), (SELECT count(*) FROM star.fact_population)
    UNION ALL SELECT 'demand', (SELECT count(*) FROM cur_demand), (SELECT count(*) FROM star.fact_demand)
    UNION ALL SELECT 'problem', (SELECT count(*) FROM cur_problem), (SELECT count(*) FROM star.fact_problem)
    UNION ALL SELECT 'plan', (SELECT count(*) FROM cur_plan), (SELECT count(*) FROM star.fact_plan)
    UNION ALL SELECT 'organisation', (SELECT count(*) FROM cur_organisation), (SELECT count(*) FROM star.dim_org)
    UNION ALL SELECT 'case', (SELECT count(DISTINCT source_key) FROM hist_case), (SELECT count(*) FROM star.fact_case)
)
WHERE observed <> in_star;
