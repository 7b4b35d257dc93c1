-- stop: every key of a fact is found in its dimension
SELECT 'fact_payment.service_record_key' AS reference, service_record_key AS key FROM star.fact_payment
    WHERE service_record_key NOT IN (SELECT service_record_key FROM star.fact_service)
UNION ALL SELECT 'fact_home_care_month.service_record_key', service_record_key FROM star.fact_home_care_month
    WHERE service_record_key NOT IN (SELECT service_record_key FROM star.fact_service)
UNION ALL SELECT 'fact_home_care_plan.service_record_key', service_record_key FROM star.fact_home_care_plan
    WHERE service_record_key NOT IN (SELECT service_record_key FROM star.fact_service)
UNION ALL SELECT 'fact_activity.case_key', case_key FROM star.fact_activity
    WHERE case_key <> -1 AND case_key NOT IN (SELECT case_key FROM star.dim_case)
UNION ALL SELECT 'fact_appointment.case_key', case_key FROM star.fact_appointment
    WHERE case_key <> -1 AND case_key NOT IN (SELECT case_key FROM star.dim_case)
UNION ALL SELECT 'fact_activity.professional_key', professional_key FROM star.fact_activity
    WHERE professional_key <> -1 AND professional_key NOT IN (SELECT professional_key FROM star.dim_professional)
UNION ALL SELECT 'fact_contact.person_key', person_key FROM star.fact_contact
    WHERE person_key NOT IN (SELECT person_key FROM star.dim_person)
UNION ALL SELECT 'bridge_service_beneficiary.person_key', person_key FROM star.bridge_service_beneficiary
    WHERE person_key <> -1 AND person_key NOT IN (SELECT person_key FROM star.dim_person)
UNION ALL SELECT 'fact_service.case_key', case_key FROM star.fact_service
    WHERE case_key <> -1 AND case_key NOT IN (SELECT case_key FROM star.dim_case)
UNION ALL SELECT 'fact_problem.person_key', person_key FROM star.fact_problem
    WHERE person_key NOT IN (SELECT person_key FROM star.dim_person)
UNION ALL SELECT 'fact_problem.case_key', case_key FROM star.fact_problem
    WHERE case_key <> -1 AND case_key NOT IN (SELECT case_key FROM star.dim_case)
UNION ALL SELECT 'fact_demand.person_key', person_key FROM star.fact_demand
    WHERE person_key NOT IN (SELECT person_key FROM star.dim_person)
UNION ALL SELECT 'fact_demand.professional_key', professional_key FROM star.fact_demand
    WHERE professional_key <> -1 AND professional_key NOT IN (SELECT professional_key FROM star.dim_professional)
UNION ALL SELECT 'fact_plan.case_key', case_key FROM star.fact_plan
    WHERE case_key NOT IN (SELECT case_key FROM star.dim_case);
