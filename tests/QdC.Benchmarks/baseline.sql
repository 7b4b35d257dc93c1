-- What loading the same files with nothing but DuckDB takes, written by hand to be quick: UTF-8 text, declared types, straight into the
-- star's dimensions, facts, bridges and monthly snapshots. No landing, no validation (a row that does not fit is dropped), no findings,
-- no history (one version of each thing), no persons linked, no pseudonyms (the source's own numbers), no marts. Codes are the source's.
-- Replaced before it runs: {folder} by the folder of the files, {lists} by that of the code lists, {history_from} and {horizon} by the
-- first day of the history and the last that data reach, {months} by the months a service stays in force after its last sign of life,
-- {municipalities} by the area's.
SET asof_loop_join_threshold = 0; -- an estimate that is too low must not turn an as-of look-up into a loop
CREATE SCHEMA star;

-- A month is counted from January 1970: ranges of months are ranges of whole numbers.
CREATE TEMP MACRO month_no(of_day) AS date_diff('month', DATE '1970-01-01', of_day);
CREATE TEMP MACRO first_no() AS 12 * (year(DATE '{history_from}') - 1970) + month(DATE '{history_from}') - 1;
CREATE TEMP MACRO last_no() AS 12 * (year(DATE '{horizon}') - 1970) + month(DATE '{horizon}') - 1;

CREATE TABLE star.dim_date AS
SELECT CAST(strftime(day, '%Y%m%d') AS INTEGER) AS date_key, day AS date, year(day) AS year, quarter(day) AS quarter, month(day) AS month, weekofyear(day) AS iso_week,
    isodow(day) AS iso_weekday, CAST(date_trunc('month', day) AS DATE) AS month_start, last_day(day) AS month_end
FROM (SELECT CAST(unnest(generate_series(date_trunc('year', DATE '{history_from}'), make_date(year(DATE '{horizon}'), 12, 31), INTERVAL 1 DAY)) AS DATE) AS day);

CREATE TEMP TABLE months AS
SELECT month_no(month_start) AS month_no, month_start AS month, last_day(month_start) AS month_end, count(*) FILTER (iso_weekday <= 5) AS weekdays
FROM star.dim_date
GROUP BY month_start
HAVING month_no(month_start) BETWEEN first_no() AND last_no();

-- Code lists.
CREATE TEMP TABLE code AS
SELECT regexp_extract(filename, '([^/\\]+)[.]hestia[.]csv$', 1) AS list, source_code, code, label
FROM read_csv('{lists}/*.hestia.csv', filename = true, header = true, auto_detect = false, delim = ',', quote = '"', columns = {'source_code': 'VARCHAR', 'code': 'VARCHAR', 'label': 'VARCHAR'});
CREATE TABLE star.dim_activity_type AS SELECT CAST(source_code AS INTEGER) AS activity_type_key, code, label FROM code WHERE list = 'activity-type';
CREATE TABLE star.dim_case_type AS SELECT row_number() OVER () AS case_type_key, source_code AS code, label FROM code WHERE list = 'case-type';
CREATE TABLE star.dim_cohort AS SELECT CAST(source_code AS INTEGER) AS cohort_key, code, label FROM code WHERE list = 'service-scope';
CREATE TABLE star.dim_demand AS SELECT CAST(source_code AS INTEGER) AS demand_key, code, label FROM code WHERE list = 'demand-code';
CREATE TABLE star.dim_energy_channel AS SELECT CAST(source_code AS INTEGER) AS energy_channel_key, code, label FROM code WHERE list = 'energy-channel';
CREATE TABLE star.dim_energy_denial_reason AS SELECT CAST(source_code AS INTEGER) AS energy_denial_reason_key, code, label FROM code WHERE list = 'energy-denial-reason';
CREATE TABLE star.dim_funder AS SELECT CAST(source_code AS INTEGER) AS funder_key, code, label FROM code WHERE list = 'funder';
CREATE TABLE star.dim_home_care_kind AS SELECT CAST(source_code AS INTEGER) AS home_care_kind_key, code, label FROM code WHERE list = 'home-care-kind';
CREATE TABLE star.dim_municipality AS SELECT DISTINCT CAST(source_code AS INTEGER) AS municipality_key, code, label, code IN ({municipalities}) AS in_area FROM code WHERE list = 'municipality';
CREATE TABLE star.dim_problem AS SELECT CAST(source_code AS INTEGER) AS problem_key, code, label FROM code WHERE list = 'problem';
CREATE TABLE star.dim_problem_type AS SELECT CAST(source_code AS INTEGER) AS problem_type_key, code, label FROM code WHERE list = 'problem-type';
CREATE TABLE star.dim_reason AS SELECT CAST(source_code AS INTEGER) AS reason_key, code, label FROM code WHERE list = 'close-reason';
CREATE TABLE star.dim_sex AS SELECT row_number() OVER () AS sex_key, code, label FROM code WHERE list = 'sex';
CREATE TABLE star.dim_age_group AS
SELECT key AS age_group_key, code, label FROM read_csv('{lists}/population-age-band.csv', header = true, auto_detect = false, delim = ',', quote = '"', columns = {'key': 'BIGINT', 'code': 'VARCHAR', 'label': 'VARCHAR', 'es': 'VARCHAR', 'en': 'VARCHAR'});
CREATE TABLE star.dim_service AS
SELECT row_number() OVER () AS service_key, code, any_value(label) AS label, regexp_extract(code, '^[0-9]+(\.[0-9]+)?') AS block, starts_with(code || '.', '2.3.7.') AS utilities FROM code WHERE list = 'service' GROUP BY code
UNION ALL SELECT -4, 'unmapped', 'Codi sense correspondència', '', false
UNION ALL SELECT -1, 'unknown', 'Sense dada', '', false;
CREATE TEMP TABLE service_code AS SELECT c.source_code, s.service_key FROM code AS c JOIN star.dim_service AS s ON s.code = c.code WHERE c.list = 'service';
CREATE TEMP TABLE accounts_code AS
SELECT regexp_extract(filename, '([^/\\]+)[.]council-accounts[.]csv$', 1) AS list, source_code, code, label
FROM read_csv('{lists}/*.council-accounts.csv', filename = true, header = true, auto_detect = false, delim = ',', quote = '"', columns = {'source_code': 'VARCHAR', 'code': 'VARCHAR', 'label': 'VARCHAR'});
CREATE TEMP TABLE accounts_funder AS SELECT a.source_code, f.funder_key FROM accounts_code AS a JOIN star.dim_funder AS f ON f.code = a.code WHERE a.list = 'funder';
CREATE TABLE star.dim_cost_type AS SELECT row_number() OVER () AS cost_type_key, source_code AS code, label FROM accounts_code WHERE list = 'cost-type';

-- The files that more than one table is made of.
CREATE TEMP TABLE expedients AS
SELECT id, any_value(type) AS type, any_value(opened_on) AS opened_on, any_value(state) AS state, any_value(state_date) AS state_date, any_value(close_reason) AS close_reason, any_value(stage) AS stage,
    any_value(risk) AS risk, any_value(trim(team)) AS team, any_value(lead) AS lead, any_value(transferred_from) AS transferred_from, any_value(sector) AS sector, any_value(subsector) AS subsector,
    any_value(origin) AS origin, any_value(family_type) AS family_type, any_value(tenure) AS tenure, any_value(co_lead) AS co_lead
FROM read_csv('{folder}/expedients.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'BIGINT', 'number': 'VARCHAR', 'type': 'VARCHAR', 'opened_on': 'DATE', 'state': 'INTEGER', 'state_date': 'DATE', 'close_reason': 'INTEGER', 'stage': 'INTEGER', 'risk': 'INTEGER',
        'team': 'VARCHAR', 'lead': 'VARCHAR', 'transferred_from': 'BIGINT', 'registered_at': 'DATE', 'sector': 'VARCHAR', 'subsector': 'VARCHAR', 'origin': 'INTEGER', 'family_type': 'INTEGER',
        'tenure': 'INTEGER', 'co_lead': 'VARCHAR', 'external_ref': 'VARCHAR', 'updated_at': 'DATE', 'family': 'VARCHAR', 'remark': 'VARCHAR'})
WHERE opened_on BETWEEN DATE '1950-01-01' AND DATE '{horizon}'
GROUP BY id;

CREATE TEMP TABLE actuacions AS
SELECT id, "case", persons, type, origin, done_on, registered_at, minutes, professional, trim(team) AS team
FROM read_csv('{folder}/actuacions.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'BIGINT', 'case': 'BIGINT', 'persons': 'VARCHAR', 'type': 'INTEGER', 'origin': 'VARCHAR', 'done_on': 'DATE', 'registered_at': 'DATE', 'minutes': 'INTEGER',
        'professional': 'VARCHAR', 'team': 'VARCHAR', 'remark': 'VARCHAR'});

CREATE TEMP TABLE cites AS
SELECT id, "case", requested_at, date, minutes, type, state, place, scope, urgent, spontaneous, professionals, persons, trim(team) AS team
FROM read_csv('{folder}/cites.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'BIGINT', 'case': 'BIGINT', 'requested_at': 'DATE', 'date': 'DATE', 'minutes': 'INTEGER', 'type': 'INTEGER', 'state': 'INTEGER', 'place': 'INTEGER', 'scope': 'VARCHAR',
        'urgent': 'BOOLEAN', 'spontaneous': 'BOOLEAN', 'professionals': 'VARCHAR', 'persons': 'VARCHAR', 'team': 'VARCHAR', 'remark': 'VARCHAR'});

CREATE TEMP TABLE pagaments AS
SELECT id, service, paid_on, amount, funder, registered_at
FROM read_csv('{folder}/pagaments*.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'VARCHAR', 'service': 'BIGINT', 'paid_on': 'DATE', 'amount': 'DECIMAL(18,2)', 'funder': 'VARCHAR', 'registered_at': 'DATE', 'payee': 'VARCHAR'});

CREATE TEMP TABLE hores AS
SELECT service, month, hours_planned, hours_delivered, hours_invoiced, price_hour, copay_amount
FROM read_csv('{folder}/hores_sad.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'service': 'BIGINT', 'month': 'DATE', 'user': 'VARCHAR', 'hours_planned': 'DECIMAL(18,4)', 'hours_delivered': 'DECIMAL(18,4)', 'hours_invoiced': 'DECIMAL(18,4)', 'price_hour': 'DECIMAL(18,2)',
        'copay_amount': 'DECIMAL(18,2)'});

CREATE TEMP TABLE equips AS
SELECT * FROM read_csv('{folder}/plantilla-Equips.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', ignore_errors = true,
    columns = {'team': 'VARCHAR', 'valid_from': 'DATE', 'valid_to': 'DATE', 'ebasp': 'VARCHAR', 'sector': 'VARCHAR', 'subsector': 'VARCHAR', 'municipality': 'INTEGER'});

CREATE TEMP TABLE plantilla AS
SELECT * FROM read_csv('{folder}/plantilla-Plantilla.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'professional': 'VARCHAR', 'role': 'VARCHAR', 'from': 'DATE', 'to': 'DATE', 'weekly_hours': 'DECIMAL(18,4)', 'standard_hours': 'DECIMAL(18,4)', 'team': 'VARCHAR', 'line': 'VARCHAR', 'name': 'VARCHAR'});

-- Dimensions of what the files name.
CREATE TABLE star.dim_team AS
SELECT row_number() OVER (ORDER BY n.code) AS team_key, n.code, any_value(e.ebasp) AS ebasp, any_value(e.sector) AS sector
FROM (SELECT team AS code FROM expedients UNION SELECT team FROM actuacions UNION SELECT team FROM cites UNION SELECT team FROM equips) AS n
LEFT JOIN (SELECT team, arg_max(ebasp, valid_from) AS ebasp, arg_max(sector, valid_from) AS sector FROM equips GROUP BY team) AS e ON e.team = n.code
WHERE n.code IS NOT NULL
GROUP BY n.code;

CREATE TABLE star.dim_org AS
SELECT t.team_key, e.valid_from, least(coalesce(e.valid_to + 1, DATE '9999-12-31'), lead(e.valid_from, 1, DATE '9999-12-31') OVER (PARTITION BY e.team ORDER BY e.valid_from)) AS valid_to,
    e.ebasp, e.sector, e.subsector, e.municipality AS municipality_key
FROM equips AS e
JOIN star.dim_team AS t ON t.code = e.team;

CREATE TEMP TABLE professional AS
SELECT row_number() OVER () AS professional_key, id
FROM (SELECT professional AS id FROM plantilla UNION SELECT lead FROM expedients UNION SELECT co_lead FROM expedients UNION SELECT professional FROM actuacions)
WHERE id IS NOT NULL;

CREATE TABLE star.dim_professional AS
SELECT p.professional_key, p.id AS professional_id, coalesce(s."from", DATE '1900-01-01') AS contract_from, coalesce(s."to", DATE '9999-12-31') AS contract_to, s.role,
    coalesce(s.weekly_hours / s.standard_hours, 0) AS fte, coalesce(s.weekly_hours, 0) AS weekly_hours, coalesce(t.team_key, -1) AS team_key, s.line AS contract_programme_line, s.professional IS NULL AS is_inferred
FROM professional AS p
LEFT JOIN plantilla AS s ON s.professional = p.id
LEFT JOIN star.dim_team AS t ON t.code = s.team;

CREATE TABLE star.dim_person AS
SELECT row_number() OVER () AS person_key, id AS person_id, DATE '1900-01-01' AS valid_from, DATE '9999-12-31' AS valid_to, CASE sex WHEN 'H' THEN 1 WHEN 'D' THEN 2 ELSE -1 END AS sex_key,
    coalesce(year(nullif(birth_date, DATE '1900-01-01')), -1) AS birth_year, coalesce(municipality, -1) AS municipality_key, nationality, grade AS dependency_grade, status,
    nullif(death_date, DATE '1900-01-01') AS death_date, coalesce(municipality, -1) IN (SELECT municipality_key FROM star.dim_municipality WHERE in_area) AS resident
FROM read_csv('{folder}/persones.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'BIGINT', 'doc_type': 'INTEGER', 'nif': 'VARCHAR', 'nss': 'VARCHAR', 'cip': 'VARCHAR', 'nom': 'VARCHAR', 'cognom1': 'VARCHAR', 'cognom2': 'VARCHAR', 'sex': 'VARCHAR',
        'birth_date': 'DATE', 'status': 'INTEGER', 'death_date': 'DATE', 'nationality': 'INTEGER', 'municipality': 'INTEGER', 'grade': 'INTEGER', 'updated_at': 'DATE',
        'phone': 'VARCHAR', 'email': 'VARCHAR', 'street': 'VARCHAR', 'remark': 'VARCHAR'});

CREATE TABLE star.dim_case AS
SELECT row_number() OVER () AS case_key, c.id AS case_id, DATE '1900-01-01' AS valid_from, DATE '9999-12-31' AS valid_to, y.case_type_key, c.state, c.stage, c.risk, coalesce(t.team_key, -1) AS team_key,
    coalesce(p.professional_key, -1) AS lead_professional_key, coalesce(o.professional_key, -1) AS co_lead_professional_key, c.sector, c.subsector, c.origin, c.family_type, c.tenure
FROM expedients AS c
LEFT JOIN star.dim_case_type AS y ON y.code = c.type
LEFT JOIN star.dim_team AS t ON t.code = c.team
LEFT JOIN professional AS p ON p.id = c.lead
LEFT JOIN professional AS o ON o.id = c.co_lead;

-- Cases. Only those that were transferred are followed back.
CREATE TABLE star.fact_case AS
WITH RECURSIVE moved AS (
    SELECT k.case_key, f.case_key AS from_key
    FROM expedients AS c
    JOIN star.dim_case AS k ON k.case_id = c.id
    JOIN star.dim_case AS f ON f.case_id = c.transferred_from
),
back AS (
    SELECT case_key, from_key, 1 AS depth FROM moved
    UNION ALL
    SELECT b.case_key, m.from_key, b.depth + 1 FROM back AS b JOIN moved AS m ON m.case_key = b.from_key
),
origin AS (SELECT case_key, arg_max(from_key, depth) AS chain_key, max(depth) AS depth, arg_min(from_key, depth) AS transferred_from_key FROM back GROUP BY case_key)
SELECT k.case_key, coalesce(o.chain_key, k.case_key) AS chain_key, coalesce(o.depth, 0) AS depth, c.opened_on, CASE c.state WHEN 2 THEN coalesce(c.state_date, c.opened_on) END AS closed_on,
    c.close_reason, o.transferred_from_key
FROM expedients AS c
JOIN star.dim_case AS k ON k.case_id = c.id
LEFT JOIN origin AS o ON o.case_key = k.case_key;

CREATE TABLE star.fact_case_event AS
SELECT case_key, CASE WHEN depth > 0 THEN 'transferred' ELSE 'opened' END AS event, opened_on AS event_on, -2 AS reason_key FROM star.fact_case
UNION ALL
SELECT case_key, 'closed', closed_on, coalesce(close_reason, -1)
FROM star.fact_case
WHERE closed_on IS NOT NULL AND case_key NOT IN (SELECT transferred_from_key FROM star.fact_case WHERE transferred_from_key IS NOT NULL);

CREATE TABLE star.bridge_case_person AS
SELECT c.case_key, p.person_key, l.relation, coalesce(l."from", DATE '1900-01-01') AS linked_from, coalesce(l."to", DATE '9999-12-31') AS linked_to
FROM read_csv('{folder}/persones_vinculades.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', ignore_errors = true,
    columns = {'case': 'BIGINT', 'person': 'BIGINT', 'relation': 'INTEGER', 'from': 'DATE', 'to': 'DATE', 'nom': 'VARCHAR', 'cognom1': 'VARCHAR'}) AS l
JOIN star.dim_case AS c ON c.case_id = l."case"
JOIN star.dim_person AS p ON p.person_id = l.person;

CREATE TABLE star.fact_plan AS
SELECT p.id AS plan_id, c.case_key, p.agreed_on, p.expires_on, p.closed_on, p.outcome,
    least(coalesce(p.closed_on, DATE '9999-12-31'), coalesce(p.expires_on + 1, DATE '9999-12-31')) AS in_force_to
FROM read_csv('{folder}/plans.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', ignore_errors = true,
    columns = {'id': 'BIGINT', 'case': 'BIGINT', 'agreed_on': 'DATE', 'expires_on': 'DATE', 'closed_on': 'DATE', 'outcome': 'INTEGER', 'remark': 'VARCHAR'}) AS p
JOIN star.dim_case AS c ON c.case_id = p."case";

-- Work.
CREATE TABLE star.fact_activity AS
SELECT a.id AS activity_id, coalesce(c.case_key, -1) AS case_key, coalesce(p.professional_key, -1) AS professional_key, coalesce(t.team_key, -1) AS team_key, coalesce(a.type, -1) AS activity_type_key,
    a.origin = 'A' AS automatic, a.done_on, a.registered_at, a.minutes
FROM actuacions AS a
LEFT JOIN star.dim_case AS c ON c.case_id = a."case"
LEFT JOIN professional AS p ON p.id = a.professional
LEFT JOIN star.dim_team AS t ON t.code = a.team;

CREATE TABLE star.fact_appointment AS
SELECT a.id AS appointment_id, coalesce(c.case_key, -1) AS case_key, coalesce(t.team_key, -1) AS team_key, a.type, a.state, a.place, a.scope, a.requested_at, a.date AS held_on,
    CASE WHEN NOT coalesce(a.spontaneous, false) AND a.date >= a.requested_at THEN a.date - a.requested_at END AS wait_days, a.requested_at AS registered_at, a.minutes,
    a.minutes * CASE WHEN contains(a.professionals, '|') THEN len(list_distinct(string_split(a.professionals, '|'))) ELSE 1 END AS staff_minutes, a.urgent, a.spontaneous
FROM cites AS a
LEFT JOIN star.dim_case AS c ON c.case_id = a."case"
LEFT JOIN star.dim_team AS t ON t.code = a.team;

CREATE TABLE star.fact_contact AS
WITH contacts AS (
    SELECT id, 'activity' AS kind, "case", done_on AS contact_on, team, persons FROM actuacions WHERE origin = 'M'
    UNION ALL
    SELECT id, 'appointment', "case", date, team, persons FROM cites WHERE state = 1
),
attended AS (
    SELECT c.id, c.kind, c.contact_on, c.team, p.person_key
    FROM (SELECT id, kind, contact_on, team, TRY_CAST(unnest(CASE WHEN contains(persons, '|') THEN list_distinct(string_split(persons, '|')) ELSE [persons] END) AS BIGINT) AS person
        FROM contacts WHERE persons IS NOT NULL) AS c
    JOIN star.dim_person AS p ON p.person_id = c.person
    UNION ALL
    SELECT c.id, c.kind, c.contact_on, c.team, b.person_key
    FROM contacts AS c
    JOIN star.dim_case AS k ON k.case_id = c."case"
    JOIN star.bridge_case_person AS b ON b.case_key = k.case_key AND b.linked_from <= c.contact_on AND b.linked_to > c.contact_on
    WHERE c.persons IS NULL AND b.relation = 8
)
SELECT a.id AS contact_id, a.kind, a.person_key, coalesce(t.team_key, -1) AS team_key, a.contact_on
FROM attended AS a
LEFT JOIN star.dim_team AS t ON t.code = a.team
WHERE a.contact_on IS NOT NULL;

CREATE TABLE star.fact_demand AS
WITH answers AS (SELECT DISTINCT case_key, done_on FROM star.fact_activity WHERE NOT automatic AND case_key <> -1),
demands AS (
    SELECT d.id AS demand_id, coalesce(c.case_key, -1) AS case_key, p.person_key, d.demand AS demand_key, coalesce(o.professional_key, -1) AS professional_key, d.demanded_on, d.registered_at
    FROM read_csv('{folder}/demandes.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', ignore_errors = true,
        columns = {'id': 'BIGINT', 'case': 'BIGINT', 'person': 'BIGINT', 'demand': 'INTEGER', 'demanded_on': 'DATE', 'registered_at': 'DATE', 'professional': 'VARCHAR', 'remark': 'VARCHAR'}) AS d
    JOIN star.dim_person AS p ON p.person_id = d.person
    LEFT JOIN star.dim_case AS c ON c.case_id = d."case"
    LEFT JOIN professional AS o ON o.id = d.professional
)
SELECT d.*, a.done_on - d.demanded_on AS days_to_answer
FROM demands AS d
ASOF LEFT JOIN answers AS a ON a.case_key = d.case_key AND d.demanded_on <= a.done_on;

-- Problems. Months of one type are one range each time it is in force without a gap, so that no month need be made twice and thrown away.
CREATE TABLE star.fact_problem AS
SELECT p.id AS problem_id, k.person_key, coalesce(c.case_key, -1) AS case_key, p.type AS problem_type_key, coalesce(p.problem, -1) AS problem_key, p."from" AS starts_on, p."to" AS ends_on,
    p."to" - p."from" + 1 AS days, p.registered_at
FROM read_csv('{folder}/problematiques.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', ignore_errors = true,
    columns = {'id': 'BIGINT', 'case': 'BIGINT', 'person': 'BIGINT', 'type': 'INTEGER', 'problem': 'INTEGER', 'from': 'DATE', 'to': 'DATE', 'registered_at': 'DATE', 'name': 'VARCHAR'}) AS p
JOIN star.dim_person AS k ON k.person_id = p.person
LEFT JOIN star.dim_case AS c ON c.case_id = p."case";

-- A type of problem that is in force without a gap of a month is one range; the next range of its type begins at next_no.
CREATE TEMP TABLE problem_range AS
SELECT person_key, problem_type_key, from_no, to_no, ends_on, lead(from_no, 1, 100000) OVER (PARTITION BY person_key, problem_type_key ORDER BY from_no) AS next_no
FROM (
    SELECT person_key, problem_type_key, min(from_no) AS from_no, max(to_no) AS to_no, max(ends_on) AS ends_on
    FROM (
        SELECT *, sum(CASE WHEN from_no > reached THEN 1 ELSE 0 END) OVER (PARTITION BY person_key, problem_type_key ORDER BY from_no ROWS UNBOUNDED PRECEDING) AS stretch
        FROM (
            SELECT *, max(to_no) OVER (PARTITION BY person_key, problem_type_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
            FROM (
                SELECT person_key, problem_type_key, month_no(starts_on) AS from_no, month_no(coalesce(ends_on, DATE '{horizon}')) AS to_no, coalesce(ends_on, DATE '9999-12-31') AS ends_on
                FROM star.fact_problem
                WHERE starts_on <= coalesce(ends_on, DATE '{horizon}'))))
    GROUP BY person_key, problem_type_key, stretch
);

CREATE TABLE star.fact_problem_month AS
SELECT r.person_key, r.problem_type_key, m.month, least(r.ends_on, m.month_end) AS last_on, p.municipality_key, p.sex_key, p.birth_year
FROM (SELECT person_key, problem_type_key, ends_on, unnest(range(greatest(from_no, first_no()), least(to_no, last_no()) + 1)) AS month_no FROM problem_range) AS r
JOIN months AS m ON m.month_no = r.month_no
JOIN star.dim_person AS p ON p.person_key = r.person_key;

-- What is in force of a person changes in few months: all is worked out for those, and holds until the next of them.
CREATE TABLE star.fact_problem_person_month AS
WITH change AS (
    SELECT person_key, from_no, lead(from_no, 1, last_no() + 1) OVER (PARTITION BY person_key ORDER BY from_no) - 1 AS to_no
    FROM (SELECT person_key, from_no FROM problem_range UNION SELECT person_key, to_no + 1 FROM problem_range)
),
stretch AS (
    SELECT c.person_key, c.from_no, c.to_no, max(r.ends_on) AS ends_on, max(least(r.to_no, c.from_no), 3)[3] AS third_no
    FROM change AS c
    JOIN problem_range AS r ON r.person_key = c.person_key AND r.from_no <= c.from_no AND r.next_no > c.from_no
    WHERE c.from_no <= last_no() AND c.to_no >= first_no()
    GROUP BY c.person_key, c.from_no, c.to_no
    HAVING max(r.to_no) >= c.from_no
),
person_month AS (
    SELECT person_key, ends_on, nullif(third_no, from_no) AS third_no, third_no = from_no AS three_now, unnest(range(greatest(from_no, first_no()), to_no + 1)) AS month_no FROM stretch
)
SELECT s.person_key, m.month, least(s.ends_on, m.month_end) AS last_on, p.municipality_key, p.sex_key, p.birth_year,
    CASE WHEN s.three_now THEN m.month ELSE make_date(1970 + s.third_no // 12, 1 + s.third_no % 12, 1) END AS third_type_month
FROM person_month AS s
JOIN months AS m ON m.month_no = s.month_no
JOIN star.dim_person AS p ON p.person_key = s.person_key;

-- Staff.
CREATE TABLE star.fact_absence AS
SELECT p.professional_key, a.month, least(a.days, day(last_day(a.month))) AS days
FROM read_csv('{folder}/plantilla-Absències.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'professional': 'VARCHAR', 'month': 'DATE', 'days': 'DECIMAL(18,4)'}) AS a
JOIN professional AS p ON p.id = a.professional;

CREATE TEMP TABLE staff_month AS
SELECT s.professional_key, m.month_no, any_value(m.month) AS month, any_value(m.weekdays) AS weekdays, sum(s.fte) AS fte, sum(s.weekly_hours) AS weekly_hours,
    coalesce(sum(s.fte) FILTER (s.role IN ('TS', 'ES')), 0) AS basic_fte, coalesce(sum(s.fte) FILTER (s.role = 'TS'), 0) AS ts_fte, coalesce(sum(s.fte) FILTER (s.role = 'ES'), 0) AS es_fte,
    arg_max(s.role, s.contract_from) AS role, coalesce(arg_max(s.team_key, s.contract_from) FILTER (s.role IN ('TS', 'ES')), arg_max(s.team_key, s.contract_from)) AS team_key
FROM star.dim_professional AS s
JOIN months AS m ON s.contract_from <= m.month_end AND s.contract_to >= m.month_end
WHERE NOT s.is_inferred
GROUP BY s.professional_key, m.month_no;

-- Cases by month. At a month's end a chain is carried by the case opened last: each case has the range of months until the next one opens or it closes.
CREATE TEMP TABLE held AS
SELECT * FROM (
    SELECT case_key, chain_key, team_key, case_type_key, stage, risk, lead_professional_key, min(opened_on) OVER chain AS opened_on, greatest(month_no(opened_on), first_no()) AS from_no,
        coalesce(least(month_no(coalesce(lead(opened_on) OVER chain, closed_on)) - 1, last_no()), last_no()) AS to_no
    FROM star.fact_case
    JOIN star.dim_case USING (case_key)
    WINDOW chain AS (PARTITION BY chain_key ORDER BY opened_on, depth, case_key)
)
WHERE from_no <= to_no;

-- Persons of what is held, in ranges that do not overlap: what an earlier link of the person covers is cut off.
CREATE TEMP TABLE held_link AS
SELECT h.case_key, h.chain_key, h.lead_professional_key, b.person_key, greatest(h.from_no, month_no(b.linked_from)) AS from_no, least(h.to_no, month_no(b.linked_to) - 1) AS to_no
FROM held AS h
JOIN star.bridge_case_person AS b ON b.case_key = h.case_key AND month_no(b.linked_from) <= h.to_no AND month_no(b.linked_to) > h.from_no AND month_no(b.linked_to) > month_no(b.linked_from);

CREATE TEMP TABLE chain_person AS
SELECT * FROM (
    SELECT case_key, chain_key, person_key,
        greatest(from_no, 1 + max(to_no) OVER (PARTITION BY chain_key, person_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS from_no, to_no
    FROM held_link
)
WHERE from_no <= to_no;

CREATE TABLE star.fact_case_person_month AS
SELECT m.month, c.person_key, c.chain_key
FROM (SELECT person_key, chain_key, unnest(range(from_no, to_no + 1)) AS month_no FROM chain_person) AS c
JOIN months AS m ON m.month_no = c.month_no;

-- What changes of a case, by month: persons come and go, plans begin and end, somebody works on it. Added up from its first month on, each change
-- holds until the next.
CREATE TABLE star.fact_case_month AS
WITH change AS (
    SELECT case_key, from_no AS month_no, 0 AS persons, 0 AS plans, CAST(NULL AS DATE) AS done_on FROM held
    UNION ALL SELECT case_key, from_no, 1, 0, NULL FROM chain_person
    UNION ALL SELECT case_key, to_no + 1, -1, 0, NULL FROM chain_person
    UNION ALL
    SELECT case_key, CASE i WHEN 1 THEN from_no ELSE to_no + 1 END, 0, CASE i WHEN 1 THEN 1 ELSE -1 END, NULL
    FROM (
        SELECT h.case_key, greatest(h.from_no, month_no(p.agreed_on)) AS from_no, least(h.to_no, month_no(p.in_force_to) - 1) AS to_no, unnest([1, 2]) AS i
        FROM held AS h
        JOIN star.fact_plan AS p ON p.case_key = h.case_key
    )
    WHERE from_no <= to_no
    UNION ALL
    SELECT h.case_key, greatest(h.from_no, a.month_no), 0, 0, a.done_on
    FROM held AS h
    JOIN (
        SELECT c.chain_key, month_no(a.done_on) AS month_no, max(a.done_on) AS done_on
        FROM star.fact_activity AS a
        JOIN star.fact_case AS c ON c.case_key = a.case_key
        WHERE NOT a.automatic
        GROUP BY 1, 2
    ) AS a ON a.chain_key = h.chain_key AND a.month_no <= h.to_no
),
stretch AS (
    SELECT case_key, month_no AS from_no, lead(month_no) OVER changes AS next_no, sum(sum(persons)) OVER changes AS persons, sum(sum(plans)) OVER changes > 0 AS plan_in_force, max(max(done_on)) OVER changes AS done_on
    FROM change
    GROUP BY case_key, month_no
    WINDOW changes AS (PARTITION BY case_key ORDER BY month_no ROWS UNBOUNDED PRECEDING)
),
case_month AS (
    SELECT h.*, CAST(s.persons AS BIGINT) AS persons, s.plan_in_force, s.done_on, unnest(range(s.from_no, least(coalesce(s.next_no - 1, h.to_no), h.to_no) + 1)) AS month_no
    FROM stretch AS s
    JOIN held AS h ON h.case_key = s.case_key
)
SELECT c.chain_key, c.case_key, m.month, c.team_key, c.case_type_key, c.stage, c.risk, c.lead_professional_key, coalesce(s.team_key, -1) AS lead_team_key, coalesce(s.basic_fte > 0, false) AS led,
    m.month_end - c.opened_on AS days_open, c.done_on AS last_manual_on, coalesce(c.done_on > m.year_before, false) AS active, c.persons, c.plan_in_force
FROM case_month AS c
JOIN (SELECT *, CAST(month_end - INTERVAL 12 MONTH AS DATE) AS year_before FROM months) AS m ON m.month_no = c.month_no
LEFT JOIN staff_month AS s ON s.professional_key = c.lead_professional_key AND s.month_no = c.month_no;

CREATE TABLE star.fact_staff_month AS
WITH lead_person AS (
    SELECT lead_professional_key, greatest(from_no, 1 + max(to_no) OVER (PARTITION BY lead_professional_key, person_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS from_no, to_no
    FROM held_link
),
change AS (
    SELECT lead_professional_key, from_no AS month_no, 1 AS cases, 0 AS persons FROM held
    UNION ALL SELECT lead_professional_key, to_no + 1, -1, 0 FROM held
    UNION ALL SELECT lead_professional_key, from_no, 0, 1 FROM lead_person WHERE from_no <= to_no
    UNION ALL SELECT lead_professional_key, to_no + 1, 0, -1 FROM lead_person WHERE from_no <= to_no
),
load AS (
    SELECT lead_professional_key, month_no, sum(sum(cases)) OVER changes AS cases, sum(sum(persons)) OVER changes AS persons
    FROM (SELECT * FROM change UNION ALL SELECT professional_key, month_no, 0, 0 FROM staff_month)
    GROUP BY lead_professional_key, month_no
    WINDOW changes AS (PARTITION BY lead_professional_key ORDER BY month_no ROWS UNBOUNDED PRECEDING)
)
SELECT s.professional_key, s.month, s.team_key, s.role, s.fte, s.basic_fte, s.ts_fte, s.es_fte, coalesce(a.days, 0) AS absence_days,
    s.weekly_hours / 5 * greatest(s.weekdays - coalesce(a.days, 0), 0) AS hours_available, CAST(l.cases AS BIGINT) AS cases_held, CAST(l.persons AS BIGINT) AS persons_held,
    l.cases > 0 AND s.basic_fte > 0 AS holds_cases
FROM staff_month AS s
JOIN load AS l ON l.lead_professional_key = s.professional_key AND l.month_no = s.month_no
LEFT JOIN star.fact_absence AS a ON a.professional_key = s.professional_key AND a.month = s.month;

-- Services.
CREATE TEMP TABLE beneficiaris AS
SELECT b.service, p.person_key, b.role
FROM read_csv('{folder}/beneficiaris.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, ignore_errors = true,
    columns = {'service': 'BIGINT', 'person': 'BIGINT', 'role': 'VARCHAR', 'dni': 'VARCHAR', 'nom': 'VARCHAR'}) AS b
JOIN star.dim_person AS p ON p.person_id = b.person
WHERE b.role IN ('B', 'T');

CREATE TEMP TABLE recursos AS
SELECT row_number() OVER () AS service_record_key, * REPLACE (CASE WHEN requested_on >= DATE '1950-01-01' THEN requested_on END AS requested_on) -- some are of 1900
FROM read_csv('{folder}/recursos.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'BIGINT', 'case': 'BIGINT', 'type': 'VARCHAR', 'status': 'INTEGER', 'requested_on': 'DATE', 'decided_on': 'DATE', 'from': 'DATE', 'to': 'DATE', 'scope': 'INTEGER',
        'granted_amount': 'DECIMAL(18,2)', 'amount_kind': 'VARCHAR', 'funder': 'INTEGER', 'registered_at': 'DATE', 'energy_arrears': 'INTEGER', 'energy_prior_year_aid': 'BOOLEAN',
        'energy_channel': 'INTEGER', 'energy_denial_reason': 'INTEGER', 'sad_kind': 'INTEGER', 'provider': 'VARCHAR', 'promoter': 'INTEGER', 'external_ref': 'VARCHAR'});

CREATE TEMP TABLE plans_sad AS
SELECT service, "from", "to", weekly_hours, copay_pct, trim(provider) AS provider
FROM read_csv('{folder}/plans_sad.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'service': 'BIGINT', 'from': 'DATE', 'to': 'DATE', 'weekly_hours': 'DECIMAL(18,4)', 'copay_pct': 'DECIMAL(18,4)', 'provider': 'VARCHAR', 'tasks': 'VARCHAR'});

CREATE TABLE star.dim_provider AS
SELECT row_number() OVER () AS provider_key, code FROM (SELECT trim(provider) AS code FROM recursos UNION SELECT provider FROM plans_sad) WHERE code IS NOT NULL;

CREATE TABLE star.fact_service AS
WITH last_payment AS (SELECT service, max(paid_on) AS paid_on FROM pagaments GROUP BY service),
last_delivery AS (SELECT service, last_day(max(month)) AS delivered_on FROM hores WHERE hours_delivered > 0 GROUP BY service),
last_activity AS (SELECT case_key, max(done_on) AS done_on FROM star.fact_activity WHERE NOT automatic AND case_key <> -1 GROUP BY case_key),
titular AS (SELECT service, min(person_key) AS person_key FROM beneficiaris WHERE role = 'T' GROUP BY service)
SELECT s.service_record_key, coalesce(c.case_key, -1) AS case_key, coalesce(d.service_key, CASE WHEN s.type IS NULL THEN -1 ELSE -4 END) AS service_key, coalesce(nullif(s.scope, 0), -1) AS cohort_key,
    coalesce(nullif(s.funder, 0), -1) AS funder_key, coalesce(nullif(s.energy_channel, 0), -1) AS energy_channel_key, coalesce(nullif(s.energy_denial_reason, 0), -1) AS energy_denial_reason_key,
    s.energy_arrears, s.energy_prior_year_aid, coalesce(s.sad_kind, -1) AS home_care_kind_key, coalesce(v.provider_key, -1) AS provider_key, s.promoter, s.external_ref, s.status,
    coalesce(s.status = 1, false) AS granted, s.requested_on, s.registered_at, s.decided_on, coalesce(s."from", s.decided_on) AS starts_on, s."to" AS ends_on,
    CASE
        WHEN s.amount_kind = 'U' THEN coalesce(s."from", s.decided_on)
        WHEN s."to" IS NOT NULL THEN s."to"
        WHEN coalesce(s."from", s.decided_on) IS NOT NULL
            THEN CAST(greatest(coalesce(s."from", s.decided_on), p.paid_on, h.delivered_on, a.done_on) + INTERVAL {months} MONTH AS DATE)
    END AS in_force_to,
    CASE WHEN s.status IN (1, 2) AND s.decided_on >= s.requested_on THEN s.decided_on - s.requested_on END AS days_to_decide, s.granted_amount, s.amount_kind,
    coalesce(s."case", 1000000000000 + t.person_key, 2000000000000 + s.id) AS family_id, false AS is_inferred
FROM recursos AS s
LEFT JOIN star.dim_case AS c ON c.case_id = s."case"
LEFT JOIN service_code AS d ON d.source_code = s.type
LEFT JOIN star.dim_provider AS v ON v.code = trim(s.provider)
LEFT JOIN last_payment AS p ON p.service = s.id
LEFT JOIN last_delivery AS h ON h.service = s.id
LEFT JOIN last_activity AS a ON a.case_key = c.case_key
LEFT JOIN titular AS t ON t.service = s.id;

CREATE TABLE star.bridge_service_beneficiary AS
WITH chosen AS (
    SELECT s.service_record_key, b.person_key, b.role
    FROM beneficiaris AS b
    JOIN recursos AS s ON s.id = b.service
    QUALIFY b.role = min(b.role) OVER (PARTITION BY s.service_record_key)
)
SELECT service_record_key, person_key, role, 1.0::DOUBLE / count(*) OVER (PARTITION BY service_record_key) AS weight FROM chosen
UNION ALL
SELECT service_record_key, -1, 'unknown', 1 FROM recursos WHERE service_record_key NOT IN (SELECT service_record_key FROM chosen);

CREATE TABLE star.fact_home_care_plan AS
SELECT s.service_record_key, coalesce(v.provider_key, -1) AS provider_key, h."from" AS planned_from,
    least(coalesce(h."to" + 1, DATE '9999-12-31'), lead(h."from", 1, DATE '9999-12-31') OVER (PARTITION BY h.service ORDER BY h."from")) AS planned_to, h.weekly_hours, h.copay_pct
FROM plans_sad AS h
JOIN recursos AS s ON s.id = h.service
LEFT JOIN star.dim_provider AS v ON v.code = h.provider;

CREATE TABLE star.fact_home_care_month AS
SELECT s.service_record_key, s.service_key, s.home_care_kind_key, d.month, d.hours_planned, d.hours_delivered, d.hours_invoiced, d.price_hour,
    CAST(round(d.hours_invoiced * d.price_hour, 2) AS DECIMAL(18,2)) AS cost, d.copay_amount, d.hours_planned IS NOT NULL AS is_planned
FROM hores AS d
JOIN recursos AS r ON r.id = d.service
JOIN star.fact_service AS s ON s.service_record_key = r.service_record_key;

CREATE TABLE star.fact_home_care_person AS
SELECT DISTINCT b.person_key, h.home_care_kind_key, h.month, concat(b.person_key, ' ', h.month) AS user_month
FROM star.fact_home_care_month AS h
JOIN star.bridge_service_beneficiary AS b ON b.service_record_key = h.service_record_key
WHERE h.hours_delivered > 0 AND b.person_key <> -1;

CREATE TABLE star.fact_home_care_user AS
SELECT u.person_key, u.month, last_day(u.month) AS last_event_on, p.municipality_key, p.sex_key, p.birth_year, p.resident
FROM (SELECT DISTINCT person_key, month FROM star.fact_home_care_person) AS u
JOIN star.dim_person AS p ON p.person_key = u.person_key;

CREATE TABLE star.fact_payment AS
SELECT p.id AS payment_id, s.service_record_key, s.service_key, coalesce(f.funder_key, s.funder_key) AS funder_key, s.energy_channel_key, s.family_id, p.paid_on, p.registered_at, p.amount
FROM pagaments AS p
JOIN recursos AS r ON r.id = p.service
JOIN star.fact_service AS s ON s.service_record_key = r.service_record_key
LEFT JOIN accounts_funder AS f ON f.source_code = p.funder;

CREATE TABLE star.fact_payment_person AS
SELECT p.payment_id, b.person_key, p.service_key, p.funder_key, p.energy_channel_key, p.paid_on, p.amount * b.weight AS weighted_amount
FROM star.fact_payment AS p
JOIN star.bridge_service_beneficiary AS b ON b.service_record_key = p.service_record_key
WHERE b.person_key <> -1;

CREATE TABLE star.fact_service_pending_month AS
SELECT s.service_record_key, m.month, s.service_key, s.funder_key, m.month_end - s.requested_on AS days_pending, m.month_end - s.requested_on > 30 AS over_30_days
FROM (
    SELECT service_record_key, service_key, funder_key, requested_on,
        unnest(range(greatest(month_no(requested_on), first_no()), least(coalesce(month_no(decided_on) - 1, last_no()), last_no()) + 1)) AS month_no
    FROM star.fact_service
    WHERE requested_on IS NOT NULL AND (decided_on IS NOT NULL OR status = 0)
) AS s
JOIN months AS m ON m.month_no = s.month_no;

-- People by month. Services in force as ranges of months; what an earlier one of the same person and service (cohort) covers is cut off.
CREATE TEMP TABLE in_force AS
SELECT b.person_key, s.service_key, s.cohort_key, s.in_force_to, greatest(month_no(s.starts_on), first_no()) AS from_no, least(month_no(s.in_force_to), last_no()) AS to_no
FROM star.fact_service AS s
JOIN star.bridge_service_beneficiary AS b ON b.service_record_key = s.service_record_key
WHERE s.granted AND s.starts_on <= s.in_force_to AND b.person_key <> -1 AND month_no(s.starts_on) <= last_no() AND month_no(s.in_force_to) >= first_no();

CREATE TABLE star.fact_person_cohort AS
SELECT c.person_key, c.cohort_key, m.month
FROM (
    SELECT person_key, cohort_key, unnest(range(greatest(from_no, coalesce(1 + reached, 0)), to_no + 1)) AS month_no
    FROM (SELECT *, max(to_no) OVER (PARTITION BY person_key, cohort_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM in_force)
) AS c
JOIN months AS m ON m.month_no = c.month_no;

CREATE TABLE star.fact_telecare_month AS
SELECT t.person_key, m.month, p.municipality_key, p.sex_key, p.birth_year, p.resident
FROM (
    SELECT person_key, unnest(range(greatest(from_no, coalesce(1 + reached, 0)), to_no + 1)) AS month_no
    FROM (
        SELECT person_key, from_no, to_no, max(to_no) OVER (PARTITION BY person_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
        FROM (
            SELECT person_key, from_no, least(month_no(in_force_to + 1) - 1, last_no()) AS to_no
            FROM in_force
            WHERE service_key = (SELECT service_key FROM star.dim_service WHERE code = '1.1.2.2')
        )
    )
) AS t
JOIN months AS m ON m.month_no = t.month_no
JOIN star.dim_person AS p ON p.person_key = t.person_key;

CREATE TABLE star.fact_person_attended AS
WITH stretch AS (
    SELECT person_key, min(from_no) AS from_no, max(to_no) AS to_no, max(in_force_to) AS in_force_to
    FROM (
        SELECT *, sum(CASE WHEN from_no > reached THEN 1 ELSE 0 END) OVER (PARTITION BY person_key ORDER BY from_no ROWS UNBOUNDED PRECEDING) AS stretch
        FROM (SELECT *, max(to_no) OVER (PARTITION BY person_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM in_force)
    )
    GROUP BY person_key, stretch
),
event AS (
    SELECT person_key, month_no(contact_on) AS month_no, contact_on AS event_on, 1 AS contacts FROM star.fact_contact WHERE contact_on BETWEEN DATE '{history_from}' AND DATE '{horizon}'
    UNION ALL
    SELECT person_key, unnest(range(from_no, to_no + 1)), in_force_to, 0 FROM stretch
),
attended AS (
    SELECT person_key, month_no, max(event_on) AS event_on, CAST(sum(contacts) AS INTEGER) AS contacts, lag(month_no) OVER (PARTITION BY person_key ORDER BY month_no) AS previous_no
    FROM event
    GROUP BY person_key, month_no
)
SELECT a.person_key, m.month, least(a.event_on, m.month_end) AS last_event_on, a.contacts, p.municipality_key, p.sex_key, p.birth_year, p.resident, n.month AS previous_month
FROM attended AS a
JOIN months AS m ON m.month_no = a.month_no
LEFT JOIN months AS n ON n.month_no = a.previous_no
JOIN star.dim_person AS p ON p.person_key = a.person_key;

-- Whoever is attended is served by 1.1.1, so that nothing of it is added to.
CREATE TABLE star.fact_person_served AS
WITH basic AS (SELECT service_key FROM star.dim_service WHERE code = '1.1.1')
SELECT s.person_key, s.service_key, m.month
FROM (
    SELECT person_key, service_key, unnest(range(greatest(from_no, coalesce(1 + reached, 0)), to_no + 1)) AS month_no
    FROM (
        SELECT *, max(to_no) OVER (PARTITION BY person_key, service_key ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
        FROM in_force
        WHERE service_key <> (FROM basic)
    )
) AS s
JOIN months AS m ON m.month_no = s.month_no
UNION ALL
SELECT person_key, (FROM basic), month FROM star.fact_person_attended;

-- Money and inhabitants.
CREATE TEMP TABLE execucio AS
SELECT * FROM read_csv('{folder}/execucio-Execució.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'VARCHAR', 'month': 'DATE', 'service': 'VARCHAR', 'cost_type': 'VARCHAR', 'funder': 'VARCHAR', 'budgeted': 'DECIMAL(18,2)', 'executed': 'DECIMAL(18,2)', 'budget_year': 'INTEGER',
        'budget_programme': 'VARCHAR', 'line': 'VARCHAR'});

CREATE TABLE star.dim_programme_line AS
SELECT row_number() OVER () AS programme_line_key, code FROM (SELECT DISTINCT trim(line) AS code FROM execucio WHERE trim(line) <> '');

CREATE TABLE star.fact_cost AS
SELECT c.id AS cost_line_id, c.month, coalesce(s.service_key, CASE WHEN c.service IS NULL THEN -1 ELSE -4 END) AS service_key, coalesce(t.cost_type_key, -1) AS cost_type_key, coalesce(f.funder_key, -1) AS funder_key,
    coalesce(c.budget_year, year(c.month)) AS budget_year, c.budget_programme, coalesce(l.programme_line_key, -2) AS programme_line_key, c.budgeted, c.executed
FROM execucio AS c
LEFT JOIN service_code AS s ON s.source_code = c.service
LEFT JOIN star.dim_cost_type AS t ON t.code = c.cost_type
LEFT JOIN accounts_funder AS f ON f.source_code = c.funder
LEFT JOIN star.dim_programme_line AS l ON l.code = trim(c.line);

CREATE TABLE star.fact_budget_month AS
WITH line AS (
    SELECT budget_year, service_key, cost_type_key, funder_key, month_no(greatest(month, make_date(budget_year, 1, 1))) AS month_no, sum(budgeted) AS budgeted, sum(executed) AS executed
    FROM star.fact_cost
    GROUP BY ALL
),
year_month AS (
    SELECT budget_year, service_key, cost_type_key, funder_key, unnest(range(12 * (budget_year - 1970), least(12 * (budget_year - 1970) + 11, last_no()) + 1)) AS month_no
    FROM (SELECT DISTINCT budget_year, service_key, cost_type_key, funder_key FROM line)
)
SELECT make_date(y.budget_year, CAST(y.month_no % 12 + 1 AS INTEGER), 1) AS month, y.service_key, y.cost_type_key, y.funder_key,
    coalesce(sum(l.budgeted) OVER to_date, 0) AS budget, coalesce(sum(l.executed) OVER to_date, 0) AS executed_to_date
FROM year_month AS y
LEFT JOIN line AS l USING (budget_year, service_key, cost_type_key, funder_key, month_no)
WINDOW to_date AS (PARTITION BY y.budget_year, y.service_key, y.cost_type_key, y.funder_key ORDER BY y.month_no);

-- Most lines pay for one service in a year; only persons served by several services of one line are there more than once.
CREATE TABLE star.fact_person_served_line AS
WITH line AS (
    SELECT programme_line_key, service_key, budget_year, count(*) OVER (PARTITION BY programme_line_key, budget_year) > 1 AS several
    FROM (SELECT DISTINCT service_key, programme_line_key, budget_year FROM star.fact_cost WHERE programme_line_key > 0)
)
SELECT p.person_key, l.programme_line_key, p.month
FROM star.fact_person_served AS p
JOIN line AS l ON l.service_key = p.service_key AND l.budget_year = year(p.month)
WHERE NOT l.several
UNION ALL
SELECT DISTINCT p.person_key, l.programme_line_key, p.month
FROM star.fact_person_served AS p
JOIN line AS l ON l.service_key = p.service_key AND l.budget_year = year(p.month)
WHERE l.several;

CREATE TABLE star.fact_population AS
SELECT p.municipality AS municipality_key, CASE p.sex WHEN 'H' THEN 1 WHEN 'D' THEN 2 ELSE -1 END AS sex_key, coalesce(a.age_group_key, -1) AS age_group_key, p.year, p.inhabitants
FROM read_csv('{folder}/poblacio.csv', delim = ',', quote = '"', escape = '"', header = true, auto_detect = false, ignore_errors = true,
    columns = {'municipality': 'INTEGER', 'name': 'VARCHAR', 'sex': 'VARCHAR', 'age_band': 'VARCHAR', 'year': 'INTEGER', 'inhabitants': 'INTEGER'}) AS p
LEFT JOIN star.dim_age_group AS a ON a.code = p.age_band;
