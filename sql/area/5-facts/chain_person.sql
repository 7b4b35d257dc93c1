-- Persons linked to what is held of a chain, by months at their end: what an earlier link of the person covers is cut off, so that ranges do not overlap.
CREATE OR REPLACE TEMP TABLE chain_person AS
SELECT chain_key, person_key, from_no, to_no
FROM (
    SELECT chain_key, person_key, to_no,
        greatest(from_no, 1 + max(to_no) OVER (PARTITION BY chain_key, person_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS from_no
    FROM (
        SELECT h.chain_key, b.person_key, greatest(h.from_no, month_no(b.linked_from)) AS from_no, least(h.to_no, month_no(b.linked_to) - 1) AS to_no
        FROM case_held AS h
        JOIN star.bridge_case_person AS b ON b.case_key = h.case_key)
    WHERE from_no <= to_no)
WHERE from_no <= to_no;
