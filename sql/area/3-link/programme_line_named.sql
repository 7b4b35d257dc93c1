-- Every line of the Contracte Programa that the accounts name now.
CREATE OR REPLACE TEMP TABLE programme_line_named AS
SELECT id
FROM (
    SELECT DISTINCT trim(contract_programme_line) AS id FROM cur_cost_line
)
WHERE id <> '';
