-- stop: the weights of a service's persons sum to one
SELECT service_record_key, sum(weight) AS weight
FROM star.bridge_service_beneficiary GROUP BY service_record_key HAVING abs(sum(weight) - 1) > 1e-9;
