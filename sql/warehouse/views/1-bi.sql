-- Written from the embedded star and powerbi/metrics.yaml by a test (see CONTRIBUTING.md).
DROP VIEW IF EXISTS bi.area;
GO
-- The areas whose data are here, with the version and when it was published.
CREATE VIEW bi.area AS
SELECT
    v.area_code,
    v.area_name,
    v.version,
    v.published_at
FROM ops.area_version AS v;
GO
DROP VIEW IF EXISTS bi.activity_type;
GO
-- The common codes of activity type with their labels in Catalan, Spanish and English.
CREATE VIEW bi.activity_type AS
SELECT
    d.area_code,
    d.activity_type_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_activity_type AS d;
GO
DROP VIEW IF EXISTS bi.age_band;
GO
-- The ten bands of ages that nest into minors, adults and 65 and over.
CREATE VIEW bi.age_band AS
SELECT
    d.area_code,
    d.age_band_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en,
    d.from_age
FROM star.dim_age_band AS d;
GO
DROP VIEW IF EXISTS bi.age_group;
GO
-- The three groups of ages that population figures by municipality are given in.
CREATE VIEW bi.age_group AS
SELECT
    d.area_code,
    d.age_group_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en,
    d.from_age
FROM star.dim_age_group AS d;
GO
DROP VIEW IF EXISTS bi.case_type;
GO
-- The common codes of case type with their labels in Catalan, Spanish and English.
CREATE VIEW bi.case_type AS
SELECT
    d.area_code,
    d.case_type_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_case_type AS d
UNION ALL
SELECT
    v.area_code,
    -9,
    N'reserved',
    N'Dades especialment protegides',
    N'Datos especialmente protegidos',
    N'Specially protected data'
FROM ops.area_version AS v;
GO
DROP VIEW IF EXISTS bi.cohort;
GO
-- The common codes of cohort with their labels in Catalan, Spanish and English.
CREATE VIEW bi.cohort AS
SELECT
    d.area_code,
    d.cohort_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_cohort AS d
UNION ALL
SELECT
    v.area_code,
    -9,
    N'reserved',
    N'Dades especialment protegides',
    N'Datos especialmente protegidos',
    N'Specially protected data'
FROM ops.area_version AS v;
GO
DROP VIEW IF EXISTS bi.cost_type;
GO
-- The common codes of cost type with their labels in Catalan, Spanish and English.
CREATE VIEW bi.cost_type AS
SELECT
    d.area_code,
    d.cost_type_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_cost_type AS d;
GO
DROP VIEW IF EXISTS bi.date;
GO
-- Days from the year the history starts to the end of the last year data reach.
CREATE VIEW bi.date AS
SELECT
    d.area_code,
    d.date_key,
    d.date,
    d.year,
    d.quarter,
    d.month,
    d.iso_week,
    d.iso_weekday,
    d.month_start,
    d.month_end
FROM star.dim_date AS d;
GO
DROP VIEW IF EXISTS bi.demand;
GO
-- The common codes of demand with their labels in Catalan, Spanish and English.
CREATE VIEW bi.demand AS
SELECT
    d.area_code,
    d.demand_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_demand AS d
UNION ALL
SELECT
    v.area_code,
    -9,
    N'reserved',
    N'Dades especialment protegides',
    N'Datos especialmente protegidos',
    N'Specially protected data'
FROM ops.area_version AS v;
GO
DROP VIEW IF EXISTS bi.energy_channel;
GO
-- The common codes of energy channel with their labels in Catalan, Spanish and English.
CREATE VIEW bi.energy_channel AS
SELECT
    d.area_code,
    d.energy_channel_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_energy_channel AS d;
GO
DROP VIEW IF EXISTS bi.energy_denial_reason;
GO
-- The common codes of energy denial reason with their labels in Catalan, Spanish and English.
CREATE VIEW bi.energy_denial_reason AS
SELECT
    d.area_code,
    d.energy_denial_reason_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_energy_denial_reason AS d;
GO
DROP VIEW IF EXISTS bi.funder;
GO
-- The common codes of funder with their labels in Catalan, Spanish and English.
CREATE VIEW bi.funder AS
SELECT
    d.area_code,
    d.funder_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_funder AS d;
GO
DROP VIEW IF EXISTS bi.home_care_kind;
GO
-- The common codes of home care kind with their labels in Catalan, Spanish and English.
CREATE VIEW bi.home_care_kind AS
SELECT
    d.area_code,
    d.home_care_kind_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_home_care_kind AS d;
GO
DROP VIEW IF EXISTS bi.municipality;
GO
-- The common codes of municipality with their labels in Catalan, Spanish and English.
CREATE VIEW bi.municipality AS
SELECT
    d.area_code,
    d.municipality_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en,
    d.comarca_code,
    d.comarca,
    d.in_area
FROM star.dim_municipality AS d;
GO
DROP VIEW IF EXISTS bi.org;
GO
-- Where each team stood in the organisation and when: EBASP over sector over subsector.
CREATE VIEW bi.org AS
SELECT
    d.area_code,
    d.team_key,
    d.valid_from,
    d.valid_to,
    d.ebasp,
    d.sector,
    d.subsector,
    d.municipality_key
FROM star.dim_org AS d;
GO
DROP VIEW IF EXISTS bi.problem;
GO
-- Problems, each within its type; as sensitive as the type.
CREATE VIEW bi.problem AS
SELECT
    d.area_code,
    d.problem_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en,
    d.problem_type_key
FROM star.dim_problem AS d
UNION ALL
SELECT
    v.area_code,
    -9,
    N'reserved',
    N'Dades especialment protegides',
    N'Datos especialmente protegidos',
    N'Specially protected data',
    -9
FROM ops.area_version AS v;
GO
DROP VIEW IF EXISTS bi.problem_type;
GO
-- The common codes of problem type with their labels in Catalan, Spanish and English.
CREATE VIEW bi.problem_type AS
SELECT
    d.area_code,
    d.problem_type_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_problem_type AS d
UNION ALL
SELECT
    v.area_code,
    -9,
    N'reserved',
    N'Dades especialment protegides',
    N'Datos especialmente protegidos',
    N'Specially protected data'
FROM ops.area_version AS v;
GO
DROP VIEW IF EXISTS bi.programme_line;
GO
-- Lines of the Contracte Programa, as the accounts name them; cost that names none stands outside it.
CREATE VIEW bi.programme_line AS
SELECT
    d.area_code,
    d.programme_line_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_programme_line AS d;
GO
DROP VIEW IF EXISTS bi.provider;
GO
-- Bodies that give services, as the council calls them.
CREATE VIEW bi.provider AS
SELECT
    d.area_code,
    d.provider_key,
    d.code
FROM star.dim_provider AS d;
GO
DROP VIEW IF EXISTS bi.reason;
GO
-- Why cases were closed.
CREATE VIEW bi.reason AS
SELECT
    d.area_code,
    d.reason_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_reason AS d;
GO
DROP VIEW IF EXISTS bi.service;
GO
-- The common codes of service with their labels in Catalan, Spanish and English.
CREATE VIEW bi.service AS
SELECT
    d.area_code,
    d.service_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en,
    d.block,
    d.utilities
FROM star.dim_service AS d
UNION ALL
SELECT
    v.area_code,
    -9,
    N'reserved',
    N'Dades especialment protegides',
    N'Datos especialmente protegidos',
    N'Specially protected data',
    NULL,
    NULL
FROM ops.area_version AS v;
GO
DROP VIEW IF EXISTS bi.sex;
GO
-- The common codes of sex with their labels in Catalan, Spanish and English.
CREATE VIEW bi.sex AS
SELECT
    d.area_code,
    d.sex_key,
    d.code,
    d.label_ca AS name_ca,
    d.label_es AS name_es,
    d.label_en AS name_en
FROM star.dim_sex AS d;
GO
DROP VIEW IF EXISTS bi.team;
GO
-- Teams as the council calls them, each with its latest place in the organisation; dim_org has the earlier ones.
CREATE VIEW bi.team AS
SELECT
    d.area_code,
    d.team_key,
    d.code,
    d.ebasp,
    d.sector
FROM star.dim_team AS d;
GO
DROP VIEW IF EXISTS bi.fact_activity;
GO
-- Activities, those of professionals apart from those the source system creates by itself.
CREATE VIEW bi.fact_activity AS
SELECT
    f.area_code,
    DATEFROMPARTS(YEAR(f.done_on), MONTH(f.done_on), 1) AS month,
    f.team_key,
    f.activity_type_key,
    f.automatic,
    f.minutes
FROM star.fact_activity AS f;
GO
DROP VIEW IF EXISTS bi.fact_appointment;
GO
-- Appointments, asked for and held.
CREATE VIEW bi.fact_appointment AS
SELECT
    f.area_code,
    DATEFROMPARTS(YEAR(f.held_on), MONTH(f.held_on), 1) AS month,
    f.team_key,
    f.type,
    f.state,
    f.place,
    f.scope,
    f.wait_days,
    f.minutes,
    f.staff_minutes,
    f.urgent,
    f.spontaneous
FROM star.fact_appointment AS f;
GO
DROP VIEW IF EXISTS bi.fact_budget_month;
GO
-- The budget of a year at each month's end: what it has become by then, and what has been executed of it since January.
CREATE VIEW bi.fact_budget_month AS
SELECT
    f.area_code,
    f.month,
    CASE WHEN service.sensitive = 1 THEN -9 ELSE f.service_key END AS service_key,
    service.block AS service_block,
    service.utilities AS service_utilities,
    f.cost_type_key,
    f.funder_key,
    f.budget,
    f.executed_to_date
FROM star.fact_budget_month AS f
LEFT JOIN star.dim_service AS service ON service.area_code = f.area_code AND service.service_key = f.service_key;
GO
DROP VIEW IF EXISTS bi.fact_case_event;
GO
-- What happened to cases: opened, closed, transferred, and changes of stage, risk or lead by the delivery that told them.
CREATE VIEW bi.fact_case_event AS
SELECT
    f.area_code,
    DATEFROMPARTS(YEAR(f.event_on), MONTH(f.event_on), 1) AS month,
    f.event,
    f.reason_key
FROM star.fact_case_event AS f;
GO
DROP VIEW IF EXISTS bi.fact_case_month;
GO
-- Open cases at each month end, transfers chained: a periodic snapshot.
CREATE VIEW bi.fact_case_month AS
SELECT
    f.area_code,
    f.month,
    f.team_key,
    CASE WHEN case_type.sensitive = 1 THEN -9 ELSE f.case_type_key END AS case_type_key,
    f.stage,
    f.risk,
    f.lead_team_key,
    f.led,
    f.days_open,
    f.active,
    f.persons,
    f.plan_in_force
FROM star.fact_case_month AS f
LEFT JOIN star.dim_case_type AS case_type ON case_type.area_code = f.area_code AND case_type.case_type_key = f.case_type_key;
GO
DROP VIEW IF EXISTS bi.fact_case_person_month;
GO
-- Persons linked to an open case at each month end.
CREATE VIEW bi.fact_case_person_month AS
SELECT
    f.area_code,
    f.month,
    n.person_number
FROM star.fact_case_person_month AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key;
GO
DROP VIEW IF EXISTS bi.fact_contact;
GO
-- Contacts: manual activities and realised appointments by the persons they attend: those they name or, naming none, the case's principal persons on that day.
CREATE VIEW bi.fact_contact AS
SELECT
    f.area_code,
    DATEFROMPARTS(YEAR(f.contact_on), MONTH(f.contact_on), 1) AS month,
    f.kind,
    n.person_number,
    f.team_key
FROM star.fact_contact AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key;
GO
DROP VIEW IF EXISTS bi.fact_cost;
GO
-- Costs of services by kind of cost, funder and month, as the accounts executed them.
CREATE VIEW bi.fact_cost AS
SELECT
    f.area_code,
    f.month,
    CASE WHEN service.sensitive = 1 THEN -9 ELSE f.service_key END AS service_key,
    service.block AS service_block,
    service.utilities AS service_utilities,
    f.cost_type_key,
    f.funder_key,
    f.budget_year,
    f.budget_programme,
    f.programme_line_key,
    f.budgeted,
    f.executed
FROM star.fact_cost AS f
LEFT JOIN star.dim_service AS service ON service.area_code = f.area_code AND service.service_key = f.service_key;
GO
DROP VIEW IF EXISTS bi.fact_demand;
GO
-- Demands, with the days until somebody worked on the case they were made in.
CREATE VIEW bi.fact_demand AS
SELECT
    f.area_code,
    DATEFROMPARTS(YEAR(f.demanded_on), MONTH(f.demanded_on), 1) AS month,
    n.person_number,
    CASE WHEN demand.sensitive = 1 THEN -9 ELSE f.demand_key END AS demand_key,
    f.days_to_answer
FROM star.fact_demand AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key
LEFT JOIN star.dim_demand AS demand ON demand.area_code = f.area_code AND demand.demand_key = f.demand_key;
GO
DROP VIEW IF EXISTS bi.fact_home_care_month;
GO
-- Home care by service and month.
CREATE VIEW bi.fact_home_care_month AS
SELECT
    f.area_code,
    f.month,
    CASE WHEN service.sensitive = 1 THEN -9 ELSE f.service_key END AS service_key,
    service.block AS service_block,
    service.utilities AS service_utilities,
    f.home_care_kind_key,
    f.hours_planned,
    f.hours_delivered,
    f.hours_invoiced,
    f.price_hour,
    f.cost,
    f.copay_amount,
    f.is_planned
FROM star.fact_home_care_month AS f
LEFT JOIN star.dim_service AS service ON service.area_code = f.area_code AND service.service_key = f.service_key;
GO
DROP VIEW IF EXISTS bi.fact_home_care_person;
GO
-- People given home care by month and kind.
CREATE VIEW bi.fact_home_care_person AS
SELECT
    f.area_code,
    f.month,
    n.person_number,
    f.home_care_kind_key,
    CASE WHEN f.user_month IS NULL THEN NULL ELSE DENSE_RANK() OVER (PARTITION BY f.area_code ORDER BY f.user_month) END AS user_month_number
FROM star.fact_home_care_person AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key;
GO
DROP VIEW IF EXISTS bi.fact_home_care_user;
GO
-- People given home care by month, with their attributes at its end.
CREATE VIEW bi.fact_home_care_user AS
SELECT
    f.area_code,
    f.month,
    n.person_number,
    f.municipality_key,
    f.sex_key,
    CASE WHEN f.birth_year < 0 THEN f.birth_year ELSE age_band.age_band_key END AS age_band_key,
    CASE WHEN f.birth_year < 0 THEN f.birth_year ELSE age_group.age_group_key END AS age_group_key,
    f.resident
FROM star.fact_home_care_user AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key
LEFT JOIN (
    SELECT area_code, age_band_key, CASE WHEN from_age = 0 THEN -1000 ELSE from_age END AS from_age,
        LEAD(from_age, 1, 1000) OVER (PARTITION BY area_code ORDER BY from_age) AS to_age
    FROM star.dim_age_band WHERE from_age IS NOT NULL) AS age_band
    ON age_band.area_code = f.area_code
    AND YEAR(f.month) - 1 - f.birth_year >= age_band.from_age AND YEAR(f.month) - 1 - f.birth_year < age_band.to_age
LEFT JOIN (
    SELECT area_code, age_group_key, CASE WHEN from_age = 0 THEN -1000 ELSE from_age END AS from_age,
        LEAD(from_age, 1, 1000) OVER (PARTITION BY area_code ORDER BY from_age) AS to_age
    FROM star.dim_age_group WHERE from_age IS NOT NULL) AS age_group
    ON age_group.area_code = f.area_code
    AND YEAR(f.month) - 1 - f.birth_year >= age_group.from_age AND YEAR(f.month) - 1 - f.birth_year < age_group.to_age;
GO
DROP VIEW IF EXISTS bi.fact_payment;
GO
-- Payments.
CREATE VIEW bi.fact_payment AS
SELECT
    f.area_code,
    DATEFROMPARTS(YEAR(f.paid_on), MONTH(f.paid_on), 1) AS month,
    CASE WHEN service.sensitive = 1 THEN -9 ELSE f.service_key END AS service_key,
    service.block AS service_block,
    service.utilities AS service_utilities,
    f.funder_key,
    f.energy_channel_key,
    CASE WHEN f.family_id IS NULL THEN NULL ELSE DENSE_RANK() OVER (PARTITION BY f.area_code ORDER BY f.family_id) END AS family_number,
    f.amount
FROM star.fact_payment AS f
LEFT JOIN star.dim_service AS service ON service.area_code = f.area_code AND service.service_key = f.service_key;
GO
DROP VIEW IF EXISTS bi.fact_payment_person;
GO
-- Payments by person, the amount shared out by the bridge's weights.
CREATE VIEW bi.fact_payment_person AS
SELECT
    f.area_code,
    DATEFROMPARTS(YEAR(f.paid_on), MONTH(f.paid_on), 1) AS month,
    n.person_number,
    CASE WHEN service.sensitive = 1 THEN -9 ELSE f.service_key END AS service_key,
    service.block AS service_block,
    service.utilities AS service_utilities,
    f.funder_key,
    f.energy_channel_key,
    f.weighted_amount
FROM star.fact_payment_person AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key
LEFT JOIN star.dim_service AS service ON service.area_code = f.area_code AND service.service_key = f.service_key;
GO
DROP VIEW IF EXISTS bi.fact_person_attended;
GO
-- People attended by month: a contact or a service in force.
CREATE VIEW bi.fact_person_attended AS
SELECT
    f.area_code,
    f.month,
    n.person_number,
    f.contacts,
    f.municipality_key,
    f.sex_key,
    CASE WHEN f.birth_year < 0 THEN f.birth_year ELSE age_band.age_band_key END AS age_band_key,
    CASE WHEN f.birth_year < 0 THEN f.birth_year ELSE age_group.age_group_key END AS age_group_key,
    f.resident,
    f.previous_month
FROM star.fact_person_attended AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key
LEFT JOIN (
    SELECT area_code, age_band_key, CASE WHEN from_age = 0 THEN -1000 ELSE from_age END AS from_age,
        LEAD(from_age, 1, 1000) OVER (PARTITION BY area_code ORDER BY from_age) AS to_age
    FROM star.dim_age_band WHERE from_age IS NOT NULL) AS age_band
    ON age_band.area_code = f.area_code
    AND YEAR(f.month) - 1 - f.birth_year >= age_band.from_age AND YEAR(f.month) - 1 - f.birth_year < age_band.to_age
LEFT JOIN (
    SELECT area_code, age_group_key, CASE WHEN from_age = 0 THEN -1000 ELSE from_age END AS from_age,
        LEAD(from_age, 1, 1000) OVER (PARTITION BY area_code ORDER BY from_age) AS to_age
    FROM star.dim_age_group WHERE from_age IS NOT NULL) AS age_group
    ON age_group.area_code = f.area_code
    AND YEAR(f.month) - 1 - f.birth_year >= age_group.from_age AND YEAR(f.month) - 1 - f.birth_year < age_group.to_age;
GO
DROP VIEW IF EXISTS bi.fact_person_cohort;
GO
-- People by the cohorts (col·lectius) that the services in force for them are meant for, and by month.
CREATE VIEW bi.fact_person_cohort AS
SELECT
    f.area_code,
    f.month,
    n.person_number,
    CASE WHEN cohort.sensitive = 1 THEN -9 ELSE f.cohort_key END AS cohort_key
FROM star.fact_person_cohort AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key
LEFT JOIN star.dim_cohort AS cohort ON cohort.area_code = f.area_code AND cohort.cohort_key = f.cohort_key;
GO
DROP VIEW IF EXISTS bi.fact_person_served;
GO
-- People by the services that served them and by month: a service in force or, for basic social care (1.1.1), any attention.
CREATE VIEW bi.fact_person_served AS
SELECT
    f.area_code,
    f.month,
    n.person_number,
    CASE WHEN service.sensitive = 1 THEN -9 ELSE f.service_key END AS service_key,
    service.block AS service_block,
    service.utilities AS service_utilities
FROM star.fact_person_served AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key
LEFT JOIN star.dim_service AS service ON service.area_code = f.area_code AND service.service_key = f.service_key;
GO
DROP VIEW IF EXISTS bi.fact_person_served_line;
GO
-- People by the lines of the Contracte Programa that pay, in the year, for the services that served them.
CREATE VIEW bi.fact_person_served_line AS
SELECT
    f.area_code,
    f.month,
    n.person_number,
    f.programme_line_key
FROM star.fact_person_served_line AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key;
GO
DROP VIEW IF EXISTS bi.fact_population;
GO
-- Inhabitants by municipality, sex, age group and year: reference, 1 January.
CREATE VIEW bi.fact_population AS
SELECT
    f.area_code,
    f.municipality_key,
    f.sex_key,
    f.age_group_key,
    f.year,
    f.inhabitants
FROM star.fact_population AS f;
GO
DROP VIEW IF EXISTS bi.fact_problem_month;
GO
-- Types of problem in force by person and month, with the last day in force and the person's attributes on it.
CREATE VIEW bi.fact_problem_month AS
SELECT
    f.area_code,
    f.month,
    n.person_number,
    CASE WHEN problem_type.sensitive = 1 THEN -9 ELSE f.problem_type_key END AS problem_type_key,
    f.municipality_key,
    f.sex_key,
    CASE WHEN f.birth_year < 0 THEN f.birth_year ELSE age_band.age_band_key END AS age_band_key,
    CASE WHEN f.birth_year < 0 THEN f.birth_year ELSE age_group.age_group_key END AS age_group_key,
    DENSE_RANK() OVER (PARTITION BY f.area_code ORDER BY f.person_key, f.problem_type_key) AS item_number
FROM star.fact_problem_month AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key
LEFT JOIN star.dim_problem_type AS problem_type ON problem_type.area_code = f.area_code AND problem_type.problem_type_key = f.problem_type_key
LEFT JOIN (
    SELECT area_code, age_band_key, CASE WHEN from_age = 0 THEN -1000 ELSE from_age END AS from_age,
        LEAD(from_age, 1, 1000) OVER (PARTITION BY area_code ORDER BY from_age) AS to_age
    FROM star.dim_age_band WHERE from_age IS NOT NULL) AS age_band
    ON age_band.area_code = f.area_code
    AND YEAR(f.month) - 1 - f.birth_year >= age_band.from_age AND YEAR(f.month) - 1 - f.birth_year < age_band.to_age
LEFT JOIN (
    SELECT area_code, age_group_key, CASE WHEN from_age = 0 THEN -1000 ELSE from_age END AS from_age,
        LEAD(from_age, 1, 1000) OVER (PARTITION BY area_code ORDER BY from_age) AS to_age
    FROM star.dim_age_group WHERE from_age IS NOT NULL) AS age_group
    ON age_group.area_code = f.area_code
    AND YEAR(f.month) - 1 - f.birth_year >= age_group.from_age AND YEAR(f.month) - 1 - f.birth_year < age_group.to_age;
GO
DROP VIEW IF EXISTS bi.fact_problem_person_month;
GO
-- People with a problem in force by month, with their attributes on the last day they had one in it.
CREATE VIEW bi.fact_problem_person_month AS
SELECT
    f.area_code,
    f.month,
    n.person_number,
    f.municipality_key,
    f.sex_key,
    CASE WHEN f.birth_year < 0 THEN f.birth_year ELSE age_band.age_band_key END AS age_band_key,
    CASE WHEN f.birth_year < 0 THEN f.birth_year ELSE age_group.age_group_key END AS age_group_key,
    f.third_type_month
FROM star.fact_problem_person_month AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key
LEFT JOIN (
    SELECT area_code, age_band_key, CASE WHEN from_age = 0 THEN -1000 ELSE from_age END AS from_age,
        LEAD(from_age, 1, 1000) OVER (PARTITION BY area_code ORDER BY from_age) AS to_age
    FROM star.dim_age_band WHERE from_age IS NOT NULL) AS age_band
    ON age_band.area_code = f.area_code
    AND YEAR(f.month) - 1 - f.birth_year >= age_band.from_age AND YEAR(f.month) - 1 - f.birth_year < age_band.to_age
LEFT JOIN (
    SELECT area_code, age_group_key, CASE WHEN from_age = 0 THEN -1000 ELSE from_age END AS from_age,
        LEAD(from_age, 1, 1000) OVER (PARTITION BY area_code ORDER BY from_age) AS to_age
    FROM star.dim_age_group WHERE from_age IS NOT NULL) AS age_group
    ON age_group.area_code = f.area_code
    AND YEAR(f.month) - 1 - f.birth_year >= age_group.from_age AND YEAR(f.month) - 1 - f.birth_year < age_group.to_age;
GO
DROP VIEW IF EXISTS bi.fact_service;
GO
-- Services and benefits asked for, decided, in force: an accumulating snapshot, one row each.
CREATE VIEW bi.fact_service AS
SELECT
    f.area_code,
    DATEFROMPARTS(YEAR(f.decided_on), MONTH(f.decided_on), 1) AS month,
    CASE WHEN service.sensitive = 1 THEN -9 ELSE f.service_key END AS service_key,
    service.block AS service_block,
    service.utilities AS service_utilities,
    CASE WHEN cohort.sensitive = 1 THEN -9 ELSE f.cohort_key END AS cohort_key,
    f.funder_key,
    f.energy_channel_key,
    f.energy_denial_reason_key,
    f.energy_arrears,
    f.energy_prior_year_aid,
    f.home_care_kind_key,
    f.provider_key,
    f.promoter,
    f.status,
    f.granted,
    f.days_to_decide,
    f.granted_amount,
    f.amount_kind,
    CASE WHEN f.family_id IS NULL THEN NULL ELSE DENSE_RANK() OVER (PARTITION BY f.area_code ORDER BY f.family_id) END AS family_number,
    f.is_inferred
FROM star.fact_service AS f
LEFT JOIN star.dim_service AS service ON service.area_code = f.area_code AND service.service_key = f.service_key
LEFT JOIN star.dim_cohort AS cohort ON cohort.area_code = f.area_code AND cohort.cohort_key = f.cohort_key;
GO
DROP VIEW IF EXISTS bi.fact_service_pending_month;
GO
-- Services asked for and not decided at each month end: a periodic snapshot.
CREATE VIEW bi.fact_service_pending_month AS
SELECT
    f.area_code,
    f.month,
    CASE WHEN service.sensitive = 1 THEN -9 ELSE f.service_key END AS service_key,
    service.block AS service_block,
    service.utilities AS service_utilities,
    f.funder_key,
    f.days_pending,
    f.over_30_days
FROM star.fact_service_pending_month AS f
LEFT JOIN star.dim_service AS service ON service.area_code = f.area_code AND service.service_key = f.service_key;
GO
DROP VIEW IF EXISTS bi.fact_staff_month;
GO
-- Professionals under contract at each month end: hours the month had to give, cases they lead and the people in them.
CREATE VIEW bi.fact_staff_month AS
SELECT
    f.area_code,
    f.month,
    f.team_key,
    f.role,
    f.fte,
    f.basic_fte,
    f.ts_fte,
    f.es_fte,
    f.absence_days,
    f.hours_available,
    f.cases_held,
    f.persons_held,
    f.holds_cases
FROM star.fact_staff_month AS f;
GO
DROP VIEW IF EXISTS bi.fact_telecare_month;
GO
-- People with telecare (1.1.2.2) in force on the last day of a month, with their attributes on that day.
CREATE VIEW bi.fact_telecare_month AS
SELECT
    f.area_code,
    f.month,
    n.person_number,
    f.municipality_key,
    f.sex_key,
    CASE WHEN f.birth_year < 0 THEN f.birth_year ELSE age_band.age_band_key END AS age_band_key,
    CASE WHEN f.birth_year < 0 THEN f.birth_year ELSE age_group.age_group_key END AS age_group_key,
    f.resident
FROM star.fact_telecare_month AS f
LEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key
LEFT JOIN (
    SELECT area_code, age_band_key, CASE WHEN from_age = 0 THEN -1000 ELSE from_age END AS from_age,
        LEAD(from_age, 1, 1000) OVER (PARTITION BY area_code ORDER BY from_age) AS to_age
    FROM star.dim_age_band WHERE from_age IS NOT NULL) AS age_band
    ON age_band.area_code = f.area_code
    AND YEAR(f.month) - 1 - f.birth_year >= age_band.from_age AND YEAR(f.month) - 1 - f.birth_year < age_band.to_age
LEFT JOIN (
    SELECT area_code, age_group_key, CASE WHEN from_age = 0 THEN -1000 ELSE from_age END AS from_age,
        LEAD(from_age, 1, 1000) OVER (PARTITION BY area_code ORDER BY from_age) AS to_age
    FROM star.dim_age_group WHERE from_age IS NOT NULL) AS age_group
    ON age_group.area_code = f.area_code
    AND YEAR(f.month) - 1 - f.birth_year >= age_group.from_age AND YEAR(f.month) - 1 - f.birth_year < age_group.to_age;
GO
DROP VIEW IF EXISTS bi.kpi;
GO
-- The figures of the area: numerator, denominator, value and status, by metric, period and breakdown.
CREATE VIEW bi.kpi AS
SELECT
    f.area_code,
    f.metric,
    f.period_kind,
    f.period_start,
    f.period_end,
    f.breakdown,
    f.member,
    f.numerator,
    f.denominator,
    f.value,
    f.status,
    f.reason,
    f.data_as_of
FROM mart.kpi AS f
WHERE f.area_code IS NOT NULL
    AND NOT (f.breakdown = 'case_type' AND f.period_kind <> 'year' AND EXISTS (
        SELECT 1 FROM star.dim_case_type AS d WHERE d.area_code = f.area_code AND d.code = f.member AND d.sensitive = 1))
    AND NOT (f.breakdown = 'cohort' AND f.period_kind <> 'year' AND EXISTS (
        SELECT 1 FROM star.dim_cohort AS d WHERE d.area_code = f.area_code AND d.code = f.member AND d.sensitive = 1))
    AND NOT (f.breakdown = 'demand' AND f.period_kind <> 'year' AND EXISTS (
        SELECT 1 FROM star.dim_demand AS d WHERE d.area_code = f.area_code AND d.code = f.member AND d.sensitive = 1))
    AND NOT (f.breakdown = 'problem' AND f.period_kind <> 'year' AND EXISTS (
        SELECT 1 FROM star.dim_problem AS d WHERE d.area_code = f.area_code AND d.code = f.member AND d.sensitive = 1))
    AND NOT (f.breakdown = 'problem_type' AND f.period_kind <> 'year' AND EXISTS (
        SELECT 1 FROM star.dim_problem_type AS d WHERE d.area_code = f.area_code AND d.code = f.member AND d.sensitive = 1))
    AND NOT (f.breakdown = 'service' AND f.period_kind <> 'year' AND EXISTS (
        SELECT 1 FROM star.dim_service AS d WHERE d.area_code = f.area_code AND d.code = f.member AND d.sensitive = 1));
GO
DROP VIEW IF EXISTS bi.metric_supply;
GO
-- Which days the data of each metric reach, the first day a period may begin and end on, and why there is none.
CREATE VIEW bi.metric_supply AS
SELECT
    f.area_code,
    f.metric,
    f.data_as_of,
    f.covered_from,
    f.available_from,
    f.reason
FROM mart.metric_supply AS f;
GO
DROP VIEW IF EXISTS bi.network;
GO
-- The figures of all areas together, as they may be seen outside.
CREATE VIEW bi.network AS
SELECT
    f.area_code,
    f.metric,
    f.period_kind,
    f.period_start,
    f.period_end,
    f.breakdown,
    f.member,
    f.label_ca,
    f.label_es,
    f.label_en,
    f.place,
    f.numerator,
    f.denominator,
    f.value,
    f.status,
    f.reason,
    f.data_as_of
FROM mart.network AS f;
GO
DROP VIEW IF EXISTS bi.published;
GO
-- The figures that may be seen outside the area, suppressed together.
CREATE VIEW bi.published AS
SELECT
    f.area_code,
    f.metric,
    f.period_kind,
    f.period_start,
    f.period_end,
    f.breakdown,
    f.member,
    f.label_ca,
    f.label_es,
    f.label_en,
    f.place,
    f.numerator,
    f.denominator,
    f.value,
    f.status,
    f.reason,
    f.data_as_of
FROM mart.published AS f;
GO
