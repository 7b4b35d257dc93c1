-- Demands, with the days until somebody worked on the case they were made in.
CREATE OR REPLACE TABLE star.fact_demand AS
WITH answers AS (
    SELECT DISTINCT case_key, done_on FROM star.fact_activity WHERE NOT automatic AND case_key <> -1
),
demands AS (
    SELECT
        d.source_key AS demand_id,
        coalesce(c.key, -1) AS case_key,
        k.key AS person_key,
        y.demand_key,
        coalesce(p.key, -1) AS professional_key,
        d.date AS demanded_on,
        d.registered_at
    FROM cur_demand AS d
    JOIN link.person_map AS m ON m.person_record = d.person
    JOIN keys.person AS k ON k.id = m.person_id
    LEFT JOIN keys.case_record AS c ON c.id = d."case"
    LEFT JOIN keys.professional AS p ON p.id = d.professional
    JOIN star.dim_demand AS y ON y.code = coded(d.demand_code, d.flaws, 'demand_code')
)
SELECT d.*, date_diff('day', d.demanded_on, a.done_on) AS days_to_answer
FROM demands AS d
ASOF LEFT JOIN answers AS a ON a.case_key = d.case_key AND d.demanded_on <= a.done_on;
