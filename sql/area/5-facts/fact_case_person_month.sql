-- Persons linked to an open case at each month end.
CREATE OR REPLACE TABLE star.fact_case_person_month AS
SELECT DISTINCT h.month, b.person_key, h.chain_key
FROM case_held_month AS h
JOIN star.bridge_case_person AS b
    ON b.case_key = h.case_key AND b.linked_from <= last_day(h.month) AND b.linked_to > last_day(h.month);
