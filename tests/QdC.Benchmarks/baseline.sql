-- What loading the same files with nothing but DuckDB takes: UTF-8 text, declared types, straight into the star's fact tables.
-- No landing, no validation (a row that does not fit is dropped), no findings, no history, no pseudonyms, no marts.
-- {folder} is replaced by the folder of the files.
CREATE SCHEMA star;

CREATE TEMP TABLE persones AS
SELECT * FROM read_csv('{folder}/persones.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'BIGINT', 'doc_type': 'INTEGER', 'nif': 'VARCHAR', 'nss': 'VARCHAR', 'cip': 'VARCHAR', 'nom': 'VARCHAR', 'cognom1': 'VARCHAR', 'cognom2': 'VARCHAR', 'sex': 'VARCHAR',
        'birth_date': 'DATE', 'status': 'INTEGER', 'death_date': 'DATE', 'nationality': 'INTEGER', 'municipality': 'VARCHAR', 'grade': 'INTEGER', 'updated_at': 'DATE',
        'phone': 'VARCHAR', 'email': 'VARCHAR', 'street': 'VARCHAR', 'remark': 'VARCHAR'});

CREATE TEMP TABLE expedients AS
SELECT * FROM read_csv('{folder}/expedients.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'BIGINT', 'number': 'VARCHAR', 'type': 'VARCHAR', 'opened_on': 'DATE', 'state': 'INTEGER', 'state_date': 'DATE', 'close_reason': 'INTEGER', 'stage': 'INTEGER', 'risk': 'INTEGER',
        'team': 'VARCHAR', 'lead': 'VARCHAR', 'transferred_from': 'BIGINT', 'registered_at': 'DATE', 'family': 'VARCHAR', 'remark': 'VARCHAR'});

CREATE TEMP TABLE vinculades AS
SELECT * FROM read_csv('{folder}/persones_vinculades.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'case': 'BIGINT', 'person': 'BIGINT', 'relation': 'INTEGER', 'from': 'DATE', 'to': 'DATE', 'nom': 'VARCHAR', 'cognom1': 'VARCHAR'});

CREATE TEMP TABLE recursos AS
SELECT * FROM read_csv('{folder}/recursos.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'BIGINT', 'case': 'BIGINT', 'type': 'VARCHAR', 'status': 'INTEGER', 'requested_on': 'DATE', 'decided_on': 'DATE', 'from': 'DATE', 'to': 'DATE', 'scope': 'INTEGER',
        'granted_amount': 'DECIMAL(18,2)', 'amount_kind': 'VARCHAR', 'funder': 'INTEGER', 'registered_at': 'DATE',
        'energy_arrears': 'INTEGER', 'energy_prior_year_aid': 'BOOLEAN', 'energy_channel': 'INTEGER', 'energy_denial_reason': 'INTEGER'});

CREATE TEMP TABLE beneficiaris AS
SELECT * FROM read_csv('{folder}/beneficiaris.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, ignore_errors = true,
    columns = {'service': 'BIGINT', 'person': 'BIGINT', 'role': 'VARCHAR', 'dni': 'VARCHAR', 'nom': 'VARCHAR'});

CREATE TEMP TABLE actuacions AS
SELECT * FROM read_csv('{folder}/actuacions.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'BIGINT', 'case': 'BIGINT', 'persons': 'VARCHAR', 'type': 'INTEGER', 'origin': 'VARCHAR', 'done_on': 'DATE', 'registered_at': 'DATE', 'minutes': 'INTEGER',
        'professional': 'VARCHAR', 'team': 'VARCHAR', 'remark': 'VARCHAR'});

CREATE TEMP TABLE cites AS
SELECT * FROM read_csv('{folder}/cites.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'BIGINT', 'case': 'BIGINT', 'requested_at': 'DATE', 'date': 'DATE', 'minutes': 'INTEGER', 'type': 'INTEGER', 'state': 'INTEGER', 'place': 'INTEGER', 'scope': 'VARCHAR',
        'urgent': 'BOOLEAN', 'spontaneous': 'BOOLEAN', 'professionals': 'VARCHAR', 'persons': 'VARCHAR', 'team': 'VARCHAR', 'remark': 'VARCHAR'});

CREATE TEMP TABLE pagaments AS
SELECT * FROM read_csv('{folder}/pagaments*.csv', delim = ';', quote = '"', escape = '"', header = true, auto_detect = false, dateformat = '%d/%m/%Y', decimal_separator = ',', ignore_errors = true,
    columns = {'id': 'VARCHAR', 'service': 'BIGINT', 'paid_on': 'DATE', 'amount': 'DECIMAL(18,2)', 'funder': 'VARCHAR', 'registered_at': 'DATE', 'payee': 'VARCHAR'});

CREATE TABLE star.dim_person AS
SELECT row_number() OVER () AS person_key, id AS person_id, sex, coalesce(year(birth_date), -1) AS birth_year, municipality, nationality, grade AS dependency_grade, status,
    nullif(death_date, DATE '1900-01-01') AS death_date
FROM persones;

CREATE TABLE star.dim_team AS
SELECT row_number() OVER (ORDER BY code) AS team_key, code
FROM (SELECT trim(team) AS code FROM expedients UNION SELECT trim(team) FROM actuacions UNION SELECT trim(team) FROM cites) AS named
WHERE code IS NOT NULL;

CREATE TABLE star.dim_professional AS
SELECT row_number() OVER (ORDER BY id) AS professional_key, id AS professional_id
FROM (SELECT lead AS id FROM expedients UNION SELECT professional FROM actuacions) AS named
WHERE id IS NOT NULL;

CREATE TABLE star.fact_case AS
SELECT row_number() OVER () AS case_key, c.id AS case_id, c.type, c.state, c.stage, c.risk, coalesce(t.team_key, -1) AS team_key, coalesce(p.professional_key, -1) AS lead_professional_key,
    c.opened_on, CASE c.state WHEN 2 THEN coalesce(c.state_date, c.opened_on) END AS closed_on, c.close_reason, c.transferred_from
FROM expedients AS c
LEFT JOIN star.dim_team AS t ON t.code = trim(c.team)
LEFT JOIN star.dim_professional AS p ON p.professional_id = c.lead;

CREATE TABLE star.bridge_case_person AS
SELECT c.case_key, p.person_key, l.relation, coalesce(l."from", DATE '1900-01-01') AS linked_from, coalesce(l."to", DATE '9999-12-31') AS linked_to
FROM vinculades AS l
JOIN star.fact_case AS c ON c.case_id = l."case"
JOIN star.dim_person AS p ON p.person_id = l.person;

CREATE TABLE star.fact_service AS
WITH last_payment AS (SELECT service, max(paid_on) AS paid_on FROM pagaments GROUP BY service),
last_activity AS (SELECT "case", max(done_on) AS done_on FROM actuacions WHERE origin = 'M' GROUP BY "case")
SELECT row_number() OVER () AS service_record_key, s.id AS service_id, coalesce(c.case_key, -1) AS case_key, s.type, s.funder, s.status, s.status = 1 AS granted, s.requested_on, s.decided_on,
    coalesce(s."from", s.decided_on) AS starts_on, s."to" AS ends_on,
    CASE
        WHEN s.amount_kind = 'U' THEN coalesce(s."from", s.decided_on)
        WHEN s."to" IS NOT NULL THEN s."to"
        ELSE CAST(greatest(coalesce(s."from", s.decided_on), p.paid_on, a.done_on) + INTERVAL 12 MONTH AS DATE)
    END AS in_force_to,
    date_diff('day', s.requested_on, s.decided_on) AS days_to_decide, s.granted_amount, s.amount_kind, s.energy_arrears, s.energy_prior_year_aid, s.energy_channel, s.energy_denial_reason
FROM recursos AS s
LEFT JOIN star.fact_case AS c ON c.case_id = s."case"
LEFT JOIN last_payment AS p ON p.service = s.id
LEFT JOIN last_activity AS a ON a."case" = s."case";

CREATE TABLE star.bridge_service_beneficiary AS
SELECT s.service_record_key, p.person_key, b.role
FROM beneficiaris AS b
JOIN star.fact_service AS s ON s.service_id = b.service
JOIN star.dim_person AS p ON p.person_id = b.person;

CREATE TABLE star.fact_payment AS
SELECT p.id AS payment_id, s.service_record_key, s.type AS service, coalesce(p.funder, CAST(s.funder AS VARCHAR)) AS funder, s.case_key, p.paid_on, p.registered_at, p.amount
FROM pagaments AS p
JOIN star.fact_service AS s ON s.service_id = p.service;

CREATE TABLE star.fact_activity AS
SELECT a.id AS activity_id, coalesce(c.case_key, -1) AS case_key, coalesce(p.professional_key, -1) AS professional_key, coalesce(t.team_key, -1) AS team_key, a.type,
    a.origin = 'A' AS automatic, a.done_on, a.registered_at, a.minutes
FROM actuacions AS a
LEFT JOIN star.fact_case AS c ON c.case_id = a."case"
LEFT JOIN star.dim_professional AS p ON p.professional_id = a.professional
LEFT JOIN star.dim_team AS t ON t.code = trim(a.team);

CREATE TABLE star.fact_appointment AS
SELECT a.id AS appointment_id, coalesce(c.case_key, -1) AS case_key, coalesce(t.team_key, -1) AS team_key, a.type, a.state, a.place, a.scope, a.requested_at, a.date AS held_on,
    date_diff('day', a.requested_at, a.date) AS wait_days, a.minutes, a.urgent, a.spontaneous
FROM cites AS a
LEFT JOIN star.fact_case AS c ON c.case_id = a."case"
LEFT JOIN star.dim_team AS t ON t.code = trim(a.team);

CREATE TABLE star.fact_contact AS
WITH contacts AS (
    SELECT id AS contact, 'activity' AS kind, "case", done_on AS contact_on, trim(team) AS team, persons FROM actuacions WHERE origin = 'M'
    UNION ALL
    SELECT id, 'appointment', "case", date, trim(team), persons FROM cites WHERE state = 1
),
attended AS (
    SELECT c.contact, c.kind, c.contact_on, c.team, p.person_key
    FROM (SELECT contact, kind, contact_on, team, TRY_CAST(unnest(string_split(persons, '|')) AS BIGINT) AS person FROM contacts WHERE persons IS NOT NULL) AS c
    JOIN star.dim_person AS p ON p.person_id = c.person
    UNION ALL
    SELECT c.contact, c.kind, c.contact_on, c.team, b.person_key
    FROM contacts AS c
    JOIN star.fact_case AS k ON k.case_id = c."case"
    JOIN star.bridge_case_person AS b ON b.case_key = k.case_key AND b.linked_from <= c.contact_on AND b.linked_to > c.contact_on
    WHERE c.persons IS NULL AND b.relation = 8
)
SELECT a.contact AS contact_id, a.kind, a.person_key, coalesce(t.team_key, -1) AS team_key, a.contact_on
FROM attended AS a
LEFT JOIN star.dim_team AS t ON t.code = a.team;
