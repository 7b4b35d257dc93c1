-- Who was attended in which month, by the network's pseudonym: what the network counts people once by. Empty without a network key.
CREATE OR REPLACE TABLE mart.network_attended AS
SELECT DISTINCT a.month, n.network_id
FROM star.fact_person_attended AS a
JOIN keys.person AS k ON k.key = a.person_key
JOIN link.network_person AS n ON n.person_id = k.id;
