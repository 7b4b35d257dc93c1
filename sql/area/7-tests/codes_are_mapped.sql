-- warn: more than 2 % of the rows carry a code that no mapping knows, so that figures which ask for it miss them; qdc rejects --group lists them
SELECT about, count(*) FILTER (coded(NULL, flaws, field) = 'unmapped') AS unmapped, count(*) AS all_rows
FROM (
    SELECT 'service.type' AS about, 'type' AS field, flaws FROM cur_service
    UNION ALL SELECT 'service.status', 'status', flaws FROM cur_service
    UNION ALL SELECT 'case.state', 'state', flaws FROM cur_case
    UNION ALL SELECT 'case_person.relation', 'relation', flaws FROM cur_case_person
    UNION ALL SELECT 'beneficiary.role', 'role', flaws FROM cur_beneficiary
    UNION ALL SELECT 'activity.type', 'type', flaws FROM cur_activity
    UNION ALL SELECT 'activity.origin', 'origin', flaws FROM cur_activity
    UNION ALL SELECT 'appointment.type', 'type', flaws FROM cur_appointment
    UNION ALL SELECT 'appointment.state', 'state', flaws FROM cur_appointment
    UNION ALL SELECT 'demand.demand_code', 'demand_code', flaws FROM cur_demand
    UNION ALL SELECT 'problem.type', 'type', flaws FROM cur_problem
    UNION ALL SELECT 'cost_line.service_type', 'service_type', flaws FROM cur_cost_line
    UNION ALL SELECT 'cost_line.cost_type', 'cost_type', flaws FROM cur_cost_line
    UNION ALL SELECT 'cost_line.funder', 'funder', flaws FROM cur_cost_line
    UNION ALL SELECT 'staff.role', 'role', flaws FROM cur_staff
    UNION ALL SELECT 'population.municipality', 'municipality', flaws FROM cur_population
    UNION ALL SELECT 'population.sex', 'sex', flaws FROM cur_population
    UNION ALL SELECT 'population.age_band', 'age_band', flaws FROM cur_population
)
GROUP BY about
HAVING unmapped > 0.02 * all_rows;
