-- Tables and columns of the star, written from the embedded star by a test (see CONTRIBUTING.md). Once released it stays as it is.
IF OBJECT_ID(N'mart.kpi', N'U') IS NULL
CREATE TABLE mart.kpi (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    metric nvarchar(400) NULL,
    period_kind nvarchar(400) NULL,
    period_start date NULL,
    period_end date NULL,
    breakdown nvarchar(400) NULL,
    member nvarchar(400) NULL,
    numerator decimal(38,14) NULL,
    denominator decimal(38,14) NULL,
    value float NULL,
    status nvarchar(400) NULL,
    reason nvarchar(400) NULL,
    data_as_of date NULL,
    CONSTRAINT pk_mart_kpi PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.kpi', N'U') IS NULL
CREATE TABLE "load".kpi (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    metric nvarchar(400) NULL,
    period_kind nvarchar(400) NULL,
    period_start date NULL,
    period_end date NULL,
    breakdown nvarchar(400) NULL,
    member nvarchar(400) NULL,
    numerator decimal(38,14) NULL,
    denominator decimal(38,14) NULL,
    value float NULL,
    status nvarchar(400) NULL,
    reason nvarchar(400) NULL,
    data_as_of date NULL
);
GO
IF OBJECT_ID(N'mart.metric_supply', N'U') IS NULL
CREATE TABLE mart.metric_supply (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    metric nvarchar(400) NULL,
    data_as_of date NULL,
    covered_from date NULL,
    available_from date NULL,
    reason nvarchar(400) NULL,
    CONSTRAINT pk_mart_metric_supply PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.metric_supply', N'U') IS NULL
CREATE TABLE "load".metric_supply (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    metric nvarchar(400) NULL,
    data_as_of date NULL,
    covered_from date NULL,
    available_from date NULL,
    reason nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'mart.network', N'U') IS NULL
CREATE TABLE mart.network (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    area nvarchar(400) NULL,
    metric nvarchar(400) NULL,
    period_kind nvarchar(400) NULL,
    period_start date NULL,
    period_end date NULL,
    breakdown nvarchar(400) NULL,
    member nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    place int NULL,
    numerator decimal(38,14) NULL,
    denominator decimal(38,14) NULL,
    value float NULL,
    status nvarchar(400) NULL,
    reason nvarchar(400) NULL,
    data_as_of date NULL,
    CONSTRAINT pk_mart_network PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.network', N'U') IS NULL
CREATE TABLE "load".network (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    area nvarchar(400) NULL,
    metric nvarchar(400) NULL,
    period_kind nvarchar(400) NULL,
    period_start date NULL,
    period_end date NULL,
    breakdown nvarchar(400) NULL,
    member nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    place int NULL,
    numerator decimal(38,14) NULL,
    denominator decimal(38,14) NULL,
    value float NULL,
    status nvarchar(400) NULL,
    reason nvarchar(400) NULL,
    data_as_of date NULL
);
GO
IF OBJECT_ID(N'mart.published', N'U') IS NULL
CREATE TABLE mart.published (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    area nvarchar(400) NULL,
    metric nvarchar(400) NULL,
    period_kind nvarchar(400) NULL,
    period_start date NULL,
    period_end date NULL,
    breakdown nvarchar(400) NULL,
    member nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    place int NULL,
    numerator decimal(38,14) NULL,
    denominator decimal(38,14) NULL,
    value float NULL,
    status nvarchar(400) NULL,
    reason nvarchar(400) NULL,
    data_as_of date NULL,
    CONSTRAINT pk_mart_published PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.published', N'U') IS NULL
CREATE TABLE "load".published (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    area nvarchar(400) NULL,
    metric nvarchar(400) NULL,
    period_kind nvarchar(400) NULL,
    period_start date NULL,
    period_end date NULL,
    breakdown nvarchar(400) NULL,
    member nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    place int NULL,
    numerator decimal(38,14) NULL,
    denominator decimal(38,14) NULL,
    value float NULL,
    status nvarchar(400) NULL,
    reason nvarchar(400) NULL,
    data_as_of date NULL
);
GO
IF OBJECT_ID(N'star.bridge_case_person', N'U') IS NULL
CREATE TABLE star.bridge_case_person (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    case_key bigint NULL,
    person_key bigint NULL,
    relation nvarchar(400) NULL,
    linked_from date NULL,
    linked_to date NULL,
    CONSTRAINT pk_star_bridge_case_person PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.bridge_case_person', N'U') IS NULL
CREATE TABLE "load".bridge_case_person (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    case_key bigint NULL,
    person_key bigint NULL,
    relation nvarchar(400) NULL,
    linked_from date NULL,
    linked_to date NULL
);
GO
IF OBJECT_ID(N'star.bridge_service_beneficiary', N'U') IS NULL
CREATE TABLE star.bridge_service_beneficiary (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_record_key bigint NULL,
    person_key bigint NULL,
    role nvarchar(400) NULL,
    weight float NULL,
    CONSTRAINT pk_star_bridge_service_beneficiary PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.bridge_service_beneficiary', N'U') IS NULL
CREATE TABLE "load".bridge_service_beneficiary (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_record_key bigint NULL,
    person_key bigint NULL,
    role nvarchar(400) NULL,
    weight float NULL
);
GO
IF OBJECT_ID(N'star.dim_activity_type', N'U') IS NULL
CREATE TABLE star.dim_activity_type (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    activity_type_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_activity_type PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_activity_type', N'U') IS NULL
CREATE TABLE "load".dim_activity_type (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    activity_type_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.dim_age_band', N'U') IS NULL
CREATE TABLE star.dim_age_band (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    age_band_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    from_age int NULL,
    CONSTRAINT pk_star_dim_age_band PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_age_band', N'U') IS NULL
CREATE TABLE "load".dim_age_band (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    age_band_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    from_age int NULL
);
GO
IF OBJECT_ID(N'star.dim_age_group', N'U') IS NULL
CREATE TABLE star.dim_age_group (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    age_group_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    from_age int NULL,
    CONSTRAINT pk_star_dim_age_group PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_age_group', N'U') IS NULL
CREATE TABLE "load".dim_age_group (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    age_group_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    from_age int NULL
);
GO
IF OBJECT_ID(N'star.dim_case', N'U') IS NULL
CREATE TABLE star.dim_case (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    case_key bigint NULL,
    case_id uniqueidentifier NULL,
    valid_from date NULL,
    valid_to date NULL,
    is_absent bit NULL,
    is_inferred bit NULL,
    case_type_key bigint NULL,
    state nvarchar(400) NULL,
    stage nvarchar(400) NULL,
    risk nvarchar(400) NULL,
    team_key bigint NULL,
    lead_professional_key bigint NULL,
    co_lead_professional_key bigint NULL,
    sector nvarchar(400) NULL,
    subsector nvarchar(400) NULL,
    origin nvarchar(400) NULL,
    family_type nvarchar(400) NULL,
    tenure nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_case PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_case', N'U') IS NULL
CREATE TABLE "load".dim_case (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    case_key bigint NULL,
    case_id uniqueidentifier NULL,
    valid_from date NULL,
    valid_to date NULL,
    is_absent bit NULL,
    is_inferred bit NULL,
    case_type_key bigint NULL,
    state nvarchar(400) NULL,
    stage nvarchar(400) NULL,
    risk nvarchar(400) NULL,
    team_key bigint NULL,
    lead_professional_key bigint NULL,
    co_lead_professional_key bigint NULL,
    sector nvarchar(400) NULL,
    subsector nvarchar(400) NULL,
    origin nvarchar(400) NULL,
    family_type nvarchar(400) NULL,
    tenure nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.dim_case_type', N'U') IS NULL
CREATE TABLE star.dim_case_type (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    case_type_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    sensitive bit NULL,
    CONSTRAINT pk_star_dim_case_type PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_case_type', N'U') IS NULL
CREATE TABLE "load".dim_case_type (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    case_type_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    sensitive bit NULL
);
GO
IF OBJECT_ID(N'star.dim_cost_type', N'U') IS NULL
CREATE TABLE star.dim_cost_type (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    cost_type_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_cost_type PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_cost_type', N'U') IS NULL
CREATE TABLE "load".dim_cost_type (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    cost_type_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.dim_date', N'U') IS NULL
CREATE TABLE star.dim_date (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    date_key int NULL,
    date date NULL,
    year bigint NULL,
    quarter bigint NULL,
    month bigint NULL,
    iso_week bigint NULL,
    iso_weekday bigint NULL,
    month_start date NULL,
    month_end date NULL,
    CONSTRAINT pk_star_dim_date PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_date', N'U') IS NULL
CREATE TABLE "load".dim_date (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    date_key int NULL,
    date date NULL,
    year bigint NULL,
    quarter bigint NULL,
    month bigint NULL,
    iso_week bigint NULL,
    iso_weekday bigint NULL,
    month_start date NULL,
    month_end date NULL
);
GO
IF OBJECT_ID(N'star.dim_demand', N'U') IS NULL
CREATE TABLE star.dim_demand (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    demand_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    sensitive bit NULL,
    CONSTRAINT pk_star_dim_demand PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_demand', N'U') IS NULL
CREATE TABLE "load".dim_demand (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    demand_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    sensitive bit NULL
);
GO
IF OBJECT_ID(N'star.dim_energy_channel', N'U') IS NULL
CREATE TABLE star.dim_energy_channel (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    energy_channel_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_energy_channel PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_energy_channel', N'U') IS NULL
CREATE TABLE "load".dim_energy_channel (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    energy_channel_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.dim_energy_denial_reason', N'U') IS NULL
CREATE TABLE star.dim_energy_denial_reason (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    energy_denial_reason_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_energy_denial_reason PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_energy_denial_reason', N'U') IS NULL
CREATE TABLE "load".dim_energy_denial_reason (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    energy_denial_reason_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.dim_funder', N'U') IS NULL
CREATE TABLE star.dim_funder (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    funder_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_funder PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_funder', N'U') IS NULL
CREATE TABLE "load".dim_funder (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    funder_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.dim_home_care_kind', N'U') IS NULL
CREATE TABLE star.dim_home_care_kind (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    home_care_kind_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_home_care_kind PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_home_care_kind', N'U') IS NULL
CREATE TABLE "load".dim_home_care_kind (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    home_care_kind_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.dim_municipality', N'U') IS NULL
CREATE TABLE star.dim_municipality (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    municipality_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    comarca_code nvarchar(400) NULL,
    comarca nvarchar(400) NULL,
    in_area bit NULL,
    CONSTRAINT pk_star_dim_municipality PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_municipality', N'U') IS NULL
CREATE TABLE "load".dim_municipality (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    municipality_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    comarca_code nvarchar(400) NULL,
    comarca nvarchar(400) NULL,
    in_area bit NULL
);
GO
IF OBJECT_ID(N'star.dim_org', N'U') IS NULL
CREATE TABLE star.dim_org (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    team_key bigint NULL,
    valid_from date NULL,
    valid_to date NULL,
    ebasp nvarchar(400) NULL,
    sector nvarchar(400) NULL,
    subsector nvarchar(400) NULL,
    municipality_key bigint NULL,
    CONSTRAINT pk_star_dim_org PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_org', N'U') IS NULL
CREATE TABLE "load".dim_org (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    team_key bigint NULL,
    valid_from date NULL,
    valid_to date NULL,
    ebasp nvarchar(400) NULL,
    sector nvarchar(400) NULL,
    subsector nvarchar(400) NULL,
    municipality_key bigint NULL
);
GO
IF OBJECT_ID(N'star.dim_person', N'U') IS NULL
CREATE TABLE star.dim_person (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    person_id uniqueidentifier NULL,
    valid_from date NULL,
    valid_to date NULL,
    is_absent bit NULL,
    is_inferred bit NULL,
    sex_key bigint NULL,
    birth_year int NULL,
    municipality_key bigint NULL,
    nationality nvarchar(400) NULL,
    dependency_grade nvarchar(400) NULL,
    status nvarchar(400) NULL,
    death_date date NULL,
    CONSTRAINT pk_star_dim_person PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_person', N'U') IS NULL
CREATE TABLE "load".dim_person (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    person_id uniqueidentifier NULL,
    valid_from date NULL,
    valid_to date NULL,
    is_absent bit NULL,
    is_inferred bit NULL,
    sex_key bigint NULL,
    birth_year int NULL,
    municipality_key bigint NULL,
    nationality nvarchar(400) NULL,
    dependency_grade nvarchar(400) NULL,
    status nvarchar(400) NULL,
    death_date date NULL
);
GO
IF OBJECT_ID(N'star.dim_problem', N'U') IS NULL
CREATE TABLE star.dim_problem (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    problem_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    problem_type_key bigint NULL,
    sensitive bit NULL,
    CONSTRAINT pk_star_dim_problem PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_problem', N'U') IS NULL
CREATE TABLE "load".dim_problem (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    problem_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    problem_type_key bigint NULL,
    sensitive bit NULL
);
GO
IF OBJECT_ID(N'star.dim_problem_type', N'U') IS NULL
CREATE TABLE star.dim_problem_type (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    problem_type_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    sensitive bit NULL,
    CONSTRAINT pk_star_dim_problem_type PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_problem_type', N'U') IS NULL
CREATE TABLE "load".dim_problem_type (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    problem_type_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    sensitive bit NULL
);
GO
IF OBJECT_ID(N'star.dim_professional', N'U') IS NULL
CREATE TABLE star.dim_professional (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    professional_key bigint NULL,
    professional_id uniqueidentifier NULL,
    contract_from date NULL,
    contract_to date NULL,
    role nvarchar(400) NULL,
    fte decimal(28,14) NULL,
    weekly_hours decimal(28,14) NULL,
    team_key bigint NULL,
    contract_programme_line nvarchar(400) NULL,
    is_inferred bit NULL,
    CONSTRAINT pk_star_dim_professional PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_professional', N'U') IS NULL
CREATE TABLE "load".dim_professional (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    professional_key bigint NULL,
    professional_id uniqueidentifier NULL,
    contract_from date NULL,
    contract_to date NULL,
    role nvarchar(400) NULL,
    fte decimal(28,14) NULL,
    weekly_hours decimal(28,14) NULL,
    team_key bigint NULL,
    contract_programme_line nvarchar(400) NULL,
    is_inferred bit NULL
);
GO
IF OBJECT_ID(N'star.dim_programme_line', N'U') IS NULL
CREATE TABLE star.dim_programme_line (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    programme_line_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_programme_line PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_programme_line', N'U') IS NULL
CREATE TABLE "load".dim_programme_line (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    programme_line_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.dim_provider', N'U') IS NULL
CREATE TABLE star.dim_provider (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    provider_key bigint NULL,
    code nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_provider PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_provider', N'U') IS NULL
CREATE TABLE "load".dim_provider (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    provider_key bigint NULL,
    code nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.dim_reason', N'U') IS NULL
CREATE TABLE star.dim_reason (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    reason_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_reason PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_reason', N'U') IS NULL
CREATE TABLE "load".dim_reason (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    reason_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.dim_service', N'U') IS NULL
CREATE TABLE star.dim_service (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    sensitive bit NULL,
    block nvarchar(400) NULL,
    utilities bit NULL,
    CONSTRAINT pk_star_dim_service PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_service', N'U') IS NULL
CREATE TABLE "load".dim_service (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    sensitive bit NULL,
    block nvarchar(400) NULL,
    utilities bit NULL
);
GO
IF OBJECT_ID(N'star.dim_sex', N'U') IS NULL
CREATE TABLE star.dim_sex (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    sex_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_sex PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_sex', N'U') IS NULL
CREATE TABLE "load".dim_sex (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    sex_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.dim_team', N'U') IS NULL
CREATE TABLE star.dim_team (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    team_key bigint NULL,
    code nvarchar(400) NULL,
    ebasp nvarchar(400) NULL,
    sector nvarchar(400) NULL,
    CONSTRAINT pk_star_dim_team PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_team', N'U') IS NULL
CREATE TABLE "load".dim_team (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    team_key bigint NULL,
    code nvarchar(400) NULL,
    ebasp nvarchar(400) NULL,
    sector nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.fact_absence', N'U') IS NULL
CREATE TABLE star.fact_absence (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    professional_key bigint NULL,
    month date NULL,
    days decimal(23,4) NULL,
    CONSTRAINT pk_star_fact_absence PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_absence', N'U') IS NULL
CREATE TABLE "load".fact_absence (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    professional_key bigint NULL,
    month date NULL,
    days decimal(23,4) NULL
);
GO
IF OBJECT_ID(N'star.fact_activity', N'U') IS NULL
CREATE TABLE star.fact_activity (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    activity_id uniqueidentifier NULL,
    case_key bigint NULL,
    professional_key bigint NULL,
    team_key bigint NULL,
    activity_type_key bigint NULL,
    automatic bit NULL,
    done_on date NULL,
    registered_at date NULL,
    minutes int NULL,
    CONSTRAINT pk_star_fact_activity PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_activity', N'U') IS NULL
CREATE TABLE "load".fact_activity (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    activity_id uniqueidentifier NULL,
    case_key bigint NULL,
    professional_key bigint NULL,
    team_key bigint NULL,
    activity_type_key bigint NULL,
    automatic bit NULL,
    done_on date NULL,
    registered_at date NULL,
    minutes int NULL
);
GO
IF OBJECT_ID(N'star.fact_appointment', N'U') IS NULL
CREATE TABLE star.fact_appointment (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    appointment_id uniqueidentifier NULL,
    case_key bigint NULL,
    team_key bigint NULL,
    type nvarchar(400) NULL,
    state nvarchar(400) NULL,
    place nvarchar(400) NULL,
    scope nvarchar(400) NULL,
    requested_at date NULL,
    held_on date NULL,
    wait_days bigint NULL,
    registered_at date NULL,
    minutes int NULL,
    staff_minutes bigint NULL,
    urgent bit NULL,
    spontaneous bit NULL,
    CONSTRAINT pk_star_fact_appointment PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_appointment', N'U') IS NULL
CREATE TABLE "load".fact_appointment (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    appointment_id uniqueidentifier NULL,
    case_key bigint NULL,
    team_key bigint NULL,
    type nvarchar(400) NULL,
    state nvarchar(400) NULL,
    place nvarchar(400) NULL,
    scope nvarchar(400) NULL,
    requested_at date NULL,
    held_on date NULL,
    wait_days bigint NULL,
    registered_at date NULL,
    minutes int NULL,
    staff_minutes bigint NULL,
    urgent bit NULL,
    spontaneous bit NULL
);
GO
IF OBJECT_ID(N'star.fact_budget_month', N'U') IS NULL
CREATE TABLE star.fact_budget_month (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    month date NULL,
    service_key bigint NULL,
    cost_type_key bigint NULL,
    funder_key bigint NULL,
    budget decimal(38,2) NULL,
    executed_to_date decimal(38,2) NULL,
    CONSTRAINT pk_star_fact_budget_month PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_budget_month', N'U') IS NULL
CREATE TABLE "load".fact_budget_month (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    month date NULL,
    service_key bigint NULL,
    cost_type_key bigint NULL,
    funder_key bigint NULL,
    budget decimal(38,2) NULL,
    executed_to_date decimal(38,2) NULL
);
GO
IF OBJECT_ID(N'star.fact_case', N'U') IS NULL
CREATE TABLE star.fact_case (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    case_key bigint NULL,
    chain_key bigint NULL,
    depth int NULL,
    opened_on date NULL,
    closed_on date NULL,
    close_reason nvarchar(400) NULL,
    transferred_from_key bigint NULL,
    CONSTRAINT pk_star_fact_case PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_case', N'U') IS NULL
CREATE TABLE "load".fact_case (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    case_key bigint NULL,
    chain_key bigint NULL,
    depth int NULL,
    opened_on date NULL,
    closed_on date NULL,
    close_reason nvarchar(400) NULL,
    transferred_from_key bigint NULL
);
GO
IF OBJECT_ID(N'star.fact_case_event', N'U') IS NULL
CREATE TABLE star.fact_case_event (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    case_key bigint NULL,
    event nvarchar(400) NULL,
    event_on date NULL,
    reason_key bigint NULL,
    CONSTRAINT pk_star_fact_case_event PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_case_event', N'U') IS NULL
CREATE TABLE "load".fact_case_event (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    case_key bigint NULL,
    event nvarchar(400) NULL,
    event_on date NULL,
    reason_key bigint NULL
);
GO
IF OBJECT_ID(N'star.fact_case_month', N'U') IS NULL
CREATE TABLE star.fact_case_month (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    chain_key bigint NULL,
    case_key bigint NULL,
    month date NULL,
    team_key bigint NULL,
    case_type_key bigint NULL,
    stage nvarchar(400) NULL,
    risk nvarchar(400) NULL,
    lead_professional_key bigint NULL,
    lead_team_key bigint NULL,
    led bit NULL,
    days_open bigint NULL,
    last_manual_on date NULL,
    active bit NULL,
    persons bigint NULL,
    plan_in_force bit NULL,
    CONSTRAINT pk_star_fact_case_month PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_case_month', N'U') IS NULL
CREATE TABLE "load".fact_case_month (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    chain_key bigint NULL,
    case_key bigint NULL,
    month date NULL,
    team_key bigint NULL,
    case_type_key bigint NULL,
    stage nvarchar(400) NULL,
    risk nvarchar(400) NULL,
    lead_professional_key bigint NULL,
    lead_team_key bigint NULL,
    led bit NULL,
    days_open bigint NULL,
    last_manual_on date NULL,
    active bit NULL,
    persons bigint NULL,
    plan_in_force bit NULL
);
GO
IF OBJECT_ID(N'star.fact_case_person_month', N'U') IS NULL
CREATE TABLE star.fact_case_person_month (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    month date NULL,
    person_key bigint NULL,
    chain_key bigint NULL,
    CONSTRAINT pk_star_fact_case_person_month PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_case_person_month', N'U') IS NULL
CREATE TABLE "load".fact_case_person_month (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    month date NULL,
    person_key bigint NULL,
    chain_key bigint NULL
);
GO
IF OBJECT_ID(N'star.fact_contact', N'U') IS NULL
CREATE TABLE star.fact_contact (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    contact_id uniqueidentifier NULL,
    kind nvarchar(400) NULL,
    person_key bigint NULL,
    team_key bigint NULL,
    contact_on date NULL,
    CONSTRAINT pk_star_fact_contact PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_contact', N'U') IS NULL
CREATE TABLE "load".fact_contact (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    contact_id uniqueidentifier NULL,
    kind nvarchar(400) NULL,
    person_key bigint NULL,
    team_key bigint NULL,
    contact_on date NULL
);
GO
IF OBJECT_ID(N'star.fact_cost', N'U') IS NULL
CREATE TABLE star.fact_cost (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    cost_line_id uniqueidentifier NULL,
    month date NULL,
    service_key bigint NULL,
    cost_type_key bigint NULL,
    funder_key bigint NULL,
    budget_year int NULL,
    budget_programme nvarchar(400) NULL,
    programme_line_key bigint NULL,
    budgeted decimal(18,2) NULL,
    executed decimal(18,2) NULL,
    CONSTRAINT pk_star_fact_cost PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_cost', N'U') IS NULL
CREATE TABLE "load".fact_cost (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    cost_line_id uniqueidentifier NULL,
    month date NULL,
    service_key bigint NULL,
    cost_type_key bigint NULL,
    funder_key bigint NULL,
    budget_year int NULL,
    budget_programme nvarchar(400) NULL,
    programme_line_key bigint NULL,
    budgeted decimal(18,2) NULL,
    executed decimal(18,2) NULL
);
GO
IF OBJECT_ID(N'star.fact_demand', N'U') IS NULL
CREATE TABLE star.fact_demand (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    demand_id uniqueidentifier NULL,
    case_key bigint NULL,
    person_key bigint NULL,
    demand_key bigint NULL,
    professional_key bigint NULL,
    demanded_on date NULL,
    registered_at date NULL,
    days_to_answer bigint NULL,
    CONSTRAINT pk_star_fact_demand PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_demand', N'U') IS NULL
CREATE TABLE "load".fact_demand (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    demand_id uniqueidentifier NULL,
    case_key bigint NULL,
    person_key bigint NULL,
    demand_key bigint NULL,
    professional_key bigint NULL,
    demanded_on date NULL,
    registered_at date NULL,
    days_to_answer bigint NULL
);
GO
IF OBJECT_ID(N'star.fact_home_care_month', N'U') IS NULL
CREATE TABLE star.fact_home_care_month (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_record_key bigint NULL,
    service_key bigint NULL,
    home_care_kind_key bigint NULL,
    month date NULL,
    hours_planned decimal(18,4) NULL,
    hours_delivered decimal(18,4) NULL,
    hours_invoiced decimal(18,4) NULL,
    price_hour decimal(18,2) NULL,
    cost decimal(18,2) NULL,
    copay_amount decimal(18,2) NULL,
    is_planned bit NULL,
    CONSTRAINT pk_star_fact_home_care_month PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_home_care_month', N'U') IS NULL
CREATE TABLE "load".fact_home_care_month (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_record_key bigint NULL,
    service_key bigint NULL,
    home_care_kind_key bigint NULL,
    month date NULL,
    hours_planned decimal(18,4) NULL,
    hours_delivered decimal(18,4) NULL,
    hours_invoiced decimal(18,4) NULL,
    price_hour decimal(18,2) NULL,
    cost decimal(18,2) NULL,
    copay_amount decimal(18,2) NULL,
    is_planned bit NULL
);
GO
IF OBJECT_ID(N'star.fact_home_care_person', N'U') IS NULL
CREATE TABLE star.fact_home_care_person (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    home_care_kind_key bigint NULL,
    month date NULL,
    user_month nvarchar(400) NULL,
    CONSTRAINT pk_star_fact_home_care_person PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_home_care_person', N'U') IS NULL
CREATE TABLE "load".fact_home_care_person (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    home_care_kind_key bigint NULL,
    month date NULL,
    user_month nvarchar(400) NULL
);
GO
IF OBJECT_ID(N'star.fact_home_care_plan', N'U') IS NULL
CREATE TABLE star.fact_home_care_plan (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_record_key bigint NULL,
    provider_key bigint NULL,
    planned_from date NULL,
    planned_to date NULL,
    weekly_hours decimal(18,4) NULL,
    copay_pct decimal(18,4) NULL,
    CONSTRAINT pk_star_fact_home_care_plan PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_home_care_plan', N'U') IS NULL
CREATE TABLE "load".fact_home_care_plan (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_record_key bigint NULL,
    provider_key bigint NULL,
    planned_from date NULL,
    planned_to date NULL,
    weekly_hours decimal(18,4) NULL,
    copay_pct decimal(18,4) NULL
);
GO
IF OBJECT_ID(N'star.fact_home_care_user', N'U') IS NULL
CREATE TABLE star.fact_home_care_user (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    month date NULL,
    last_event_on date NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    birth_year int NULL,
    resident bit NULL,
    CONSTRAINT pk_star_fact_home_care_user PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_home_care_user', N'U') IS NULL
CREATE TABLE "load".fact_home_care_user (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    month date NULL,
    last_event_on date NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    birth_year int NULL,
    resident bit NULL
);
GO
IF OBJECT_ID(N'star.fact_payment', N'U') IS NULL
CREATE TABLE star.fact_payment (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    payment_id uniqueidentifier NULL,
    service_record_key bigint NULL,
    service_key bigint NULL,
    funder_key bigint NULL,
    energy_channel_key bigint NULL,
    family_id uniqueidentifier NULL,
    paid_on date NULL,
    registered_at date NULL,
    amount decimal(18,2) NULL,
    CONSTRAINT pk_star_fact_payment PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_payment', N'U') IS NULL
CREATE TABLE "load".fact_payment (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    payment_id uniqueidentifier NULL,
    service_record_key bigint NULL,
    service_key bigint NULL,
    funder_key bigint NULL,
    energy_channel_key bigint NULL,
    family_id uniqueidentifier NULL,
    paid_on date NULL,
    registered_at date NULL,
    amount decimal(18,2) NULL
);
GO
IF OBJECT_ID(N'star.fact_payment_person', N'U') IS NULL
CREATE TABLE star.fact_payment_person (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    payment_id uniqueidentifier NULL,
    person_key bigint NULL,
    service_key bigint NULL,
    funder_key bigint NULL,
    energy_channel_key bigint NULL,
    paid_on date NULL,
    weighted_amount float NULL,
    CONSTRAINT pk_star_fact_payment_person PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_payment_person', N'U') IS NULL
CREATE TABLE "load".fact_payment_person (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    payment_id uniqueidentifier NULL,
    person_key bigint NULL,
    service_key bigint NULL,
    funder_key bigint NULL,
    energy_channel_key bigint NULL,
    paid_on date NULL,
    weighted_amount float NULL
);
GO
IF OBJECT_ID(N'star.fact_person_attended', N'U') IS NULL
CREATE TABLE star.fact_person_attended (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    month date NULL,
    last_event_on date NULL,
    contacts int NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    birth_year int NULL,
    resident bit NULL,
    previous_month date NULL,
    CONSTRAINT pk_star_fact_person_attended PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_person_attended', N'U') IS NULL
CREATE TABLE "load".fact_person_attended (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    month date NULL,
    last_event_on date NULL,
    contacts int NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    birth_year int NULL,
    resident bit NULL,
    previous_month date NULL
);
GO
IF OBJECT_ID(N'star.fact_person_served', N'U') IS NULL
CREATE TABLE star.fact_person_served (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    service_key bigint NULL,
    month date NULL,
    CONSTRAINT pk_star_fact_person_served PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_person_served', N'U') IS NULL
CREATE TABLE "load".fact_person_served (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    service_key bigint NULL,
    month date NULL
);
GO
IF OBJECT_ID(N'star.fact_person_served_line', N'U') IS NULL
CREATE TABLE star.fact_person_served_line (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    programme_line_key bigint NULL,
    month date NULL,
    CONSTRAINT pk_star_fact_person_served_line PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_person_served_line', N'U') IS NULL
CREATE TABLE "load".fact_person_served_line (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    programme_line_key bigint NULL,
    month date NULL
);
GO
IF OBJECT_ID(N'star.fact_plan', N'U') IS NULL
CREATE TABLE star.fact_plan (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    plan_id uniqueidentifier NULL,
    case_key bigint NULL,
    agreed_on date NULL,
    expires_on date NULL,
    closed_on date NULL,
    outcome nvarchar(400) NULL,
    in_force_to date NULL,
    CONSTRAINT pk_star_fact_plan PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_plan', N'U') IS NULL
CREATE TABLE "load".fact_plan (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    plan_id uniqueidentifier NULL,
    case_key bigint NULL,
    agreed_on date NULL,
    expires_on date NULL,
    closed_on date NULL,
    outcome nvarchar(400) NULL,
    in_force_to date NULL
);
GO
IF OBJECT_ID(N'star.fact_population', N'U') IS NULL
CREATE TABLE star.fact_population (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    age_group_key bigint NULL,
    year int NULL,
    inhabitants int NULL,
    CONSTRAINT pk_star_fact_population PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_population', N'U') IS NULL
CREATE TABLE "load".fact_population (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    age_group_key bigint NULL,
    year int NULL,
    inhabitants int NULL
);
GO
IF OBJECT_ID(N'star.fact_problem', N'U') IS NULL
CREATE TABLE star.fact_problem (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    problem_id uniqueidentifier NULL,
    person_key bigint NULL,
    case_key bigint NULL,
    problem_type_key bigint NULL,
    problem_key bigint NULL,
    starts_on date NULL,
    ends_on date NULL,
    days bigint NULL,
    registered_at date NULL,
    CONSTRAINT pk_star_fact_problem PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_problem', N'U') IS NULL
CREATE TABLE "load".fact_problem (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    problem_id uniqueidentifier NULL,
    person_key bigint NULL,
    case_key bigint NULL,
    problem_type_key bigint NULL,
    problem_key bigint NULL,
    starts_on date NULL,
    ends_on date NULL,
    days bigint NULL,
    registered_at date NULL
);
GO
IF OBJECT_ID(N'star.fact_problem_month', N'U') IS NULL
CREATE TABLE star.fact_problem_month (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    problem_type_key bigint NULL,
    month date NULL,
    last_on date NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    birth_year int NULL,
    CONSTRAINT pk_star_fact_problem_month PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_problem_month', N'U') IS NULL
CREATE TABLE "load".fact_problem_month (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    problem_type_key bigint NULL,
    month date NULL,
    last_on date NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    birth_year int NULL
);
GO
IF OBJECT_ID(N'star.fact_problem_person_month', N'U') IS NULL
CREATE TABLE star.fact_problem_person_month (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    month date NULL,
    last_on date NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    birth_year int NULL,
    third_type_month date NULL,
    CONSTRAINT pk_star_fact_problem_person_month PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_problem_person_month', N'U') IS NULL
CREATE TABLE "load".fact_problem_person_month (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    month date NULL,
    last_on date NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    birth_year int NULL,
    third_type_month date NULL
);
GO
IF OBJECT_ID(N'star.fact_service', N'U') IS NULL
CREATE TABLE star.fact_service (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_record_key bigint NULL,
    case_key bigint NULL,
    service_key bigint NULL,
    funder_key bigint NULL,
    energy_channel_key bigint NULL,
    energy_denial_reason_key bigint NULL,
    energy_arrears nvarchar(400) NULL,
    energy_prior_year_aid bit NULL,
    home_care_kind_key bigint NULL,
    provider_key bigint NULL,
    promoter nvarchar(400) NULL,
    external_ref nvarchar(400) NULL,
    status nvarchar(400) NULL,
    granted bit NULL,
    requested_on date NULL,
    registered_at date NULL,
    decided_on date NULL,
    starts_on date NULL,
    ends_on date NULL,
    in_force_to date NULL,
    days_to_decide bigint NULL,
    granted_amount decimal(18,2) NULL,
    amount_kind nvarchar(400) NULL,
    family_id uniqueidentifier NULL,
    is_inferred bit NULL,
    CONSTRAINT pk_star_fact_service PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_service', N'U') IS NULL
CREATE TABLE "load".fact_service (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_record_key bigint NULL,
    case_key bigint NULL,
    service_key bigint NULL,
    funder_key bigint NULL,
    energy_channel_key bigint NULL,
    energy_denial_reason_key bigint NULL,
    energy_arrears nvarchar(400) NULL,
    energy_prior_year_aid bit NULL,
    home_care_kind_key bigint NULL,
    provider_key bigint NULL,
    promoter nvarchar(400) NULL,
    external_ref nvarchar(400) NULL,
    status nvarchar(400) NULL,
    granted bit NULL,
    requested_on date NULL,
    registered_at date NULL,
    decided_on date NULL,
    starts_on date NULL,
    ends_on date NULL,
    in_force_to date NULL,
    days_to_decide bigint NULL,
    granted_amount decimal(18,2) NULL,
    amount_kind nvarchar(400) NULL,
    family_id uniqueidentifier NULL,
    is_inferred bit NULL
);
GO
IF OBJECT_ID(N'star.fact_service_pending_month', N'U') IS NULL
CREATE TABLE star.fact_service_pending_month (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_record_key bigint NULL,
    month date NULL,
    service_key bigint NULL,
    funder_key bigint NULL,
    days_pending bigint NULL,
    over_30_days bit NULL,
    CONSTRAINT pk_star_fact_service_pending_month PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_service_pending_month', N'U') IS NULL
CREATE TABLE "load".fact_service_pending_month (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    service_record_key bigint NULL,
    month date NULL,
    service_key bigint NULL,
    funder_key bigint NULL,
    days_pending bigint NULL,
    over_30_days bit NULL
);
GO
IF OBJECT_ID(N'star.fact_staff_month', N'U') IS NULL
CREATE TABLE star.fact_staff_month (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    professional_key bigint NULL,
    month date NULL,
    team_key bigint NULL,
    role nvarchar(400) NULL,
    fte decimal(38,14) NULL,
    basic_fte decimal(38,14) NULL,
    ts_fte decimal(38,14) NULL,
    es_fte decimal(38,14) NULL,
    absence_days decimal(23,4) NULL,
    hours_available float NULL,
    cases_held bigint NULL,
    persons_held bigint NULL,
    holds_cases bit NULL,
    CONSTRAINT pk_star_fact_staff_month PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_staff_month', N'U') IS NULL
CREATE TABLE "load".fact_staff_month (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    professional_key bigint NULL,
    month date NULL,
    team_key bigint NULL,
    role nvarchar(400) NULL,
    fte decimal(38,14) NULL,
    basic_fte decimal(38,14) NULL,
    ts_fte decimal(38,14) NULL,
    es_fte decimal(38,14) NULL,
    absence_days decimal(23,4) NULL,
    hours_available float NULL,
    cases_held bigint NULL,
    persons_held bigint NULL,
    holds_cases bit NULL
);
GO
IF OBJECT_ID(N'star.fact_telecare_month', N'U') IS NULL
CREATE TABLE star.fact_telecare_month (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    month date NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    birth_year int NULL,
    resident bit NULL,
    CONSTRAINT pk_star_fact_telecare_month PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_telecare_month', N'U') IS NULL
CREATE TABLE "load".fact_telecare_month (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    month date NULL,
    municipality_key bigint NULL,
    sex_key bigint NULL,
    birth_year int NULL,
    resident bit NULL
);
GO
