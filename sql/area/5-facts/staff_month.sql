-- Contracts in force at each month end, one row per professional.
CREATE OR REPLACE TEMP TABLE staff_month AS
WITH held AS (
    SELECT d.professional_key, d.contract_from, d.role, d.fte, d.weekly_hours, d.team_key,
        d.role IN ('TS', 'ES') AS is_basic,
        CAST(unnest(generate_series(
            greatest(date_trunc('month', d.contract_from), date_trunc('month', p.history_from)),
            least(date_trunc('month', d.contract_to), date_trunc('month', p.horizon)),
            INTERVAL 1 MONTH)) AS DATE) AS month,
        d.contract_to
    FROM star.dim_professional AS d
    CROSS JOIN parameter AS p
    WHERE NOT d.is_inferred
)
SELECT
    professional_key,
    month,
    sum(fte) AS fte,
    sum(weekly_hours) AS weekly_hours,
    coalesce(sum(fte) FILTER (is_basic), 0) AS basic_fte,
    coalesce(sum(fte) FILTER (role = 'TS'), 0) AS ts_fte,
    coalesce(sum(fte) FILTER (role = 'ES'), 0) AS es_fte,
    arg_max(role, contract_from) AS role,
    coalesce(arg_max(team_key, contract_from) FILTER (is_basic), arg_max(team_key, contract_from)) AS team_key
FROM held
WHERE contract_from <= last_day(month) AND contract_to >= last_day(month)
GROUP BY professional_key, month;
