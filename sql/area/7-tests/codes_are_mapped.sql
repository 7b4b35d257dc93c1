-- warn: more than 2 % of the services carry a type that no mapping knows
SELECT count(*) FILTER (service_key = -4) AS unmapped, count(*) AS services
FROM star.fact_service WHERE NOT is_inferred
HAVING unmapped > 0.02 * services;
