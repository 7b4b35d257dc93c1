-- Tables and columns of the star, written from the embedded star by a test (see CONTRIBUTING.md). Once released it stays as it is.
IF OBJECT_ID(N'star.dim_cohort', N'U') IS NULL
CREATE TABLE star.dim_cohort (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    cohort_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    sensitive bit NULL,
    CONSTRAINT pk_star_dim_cohort PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.dim_cohort', N'U') IS NULL
CREATE TABLE "load".dim_cohort (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    cohort_key bigint NULL,
    code nvarchar(400) NULL,
    label_ca nvarchar(400) NULL,
    label_es nvarchar(400) NULL,
    label_en nvarchar(400) NULL,
    sensitive bit NULL
);
GO
IF OBJECT_ID(N'star.fact_person_cohort', N'U') IS NULL
CREATE TABLE star.fact_person_cohort (
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    cohort_key bigint NULL,
    month date NULL,
    CONSTRAINT pk_star_fact_person_cohort PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)
);
GO
IF OBJECT_ID(N'load.fact_person_cohort', N'U') IS NULL
CREATE TABLE "load".fact_person_cohort (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL,
    person_key bigint NULL,
    cohort_key bigint NULL,
    month date NULL
);
GO
IF COL_LENGTH(N'star.fact_service', N'cohort_key') IS NULL
ALTER TABLE star.fact_service ADD cohort_key bigint NULL;
GO
IF COL_LENGTH(N'load.fact_service', N'cohort_key') IS NULL
ALTER TABLE "load".fact_service ADD cohort_key bigint NULL;
GO
