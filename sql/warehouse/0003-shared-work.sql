-- What processes on several machines share: schedules that people changed, the jobs of all areas and how they ended, and who may refresh an
-- area now. Used where qdc.yaml names a queue; empty otherwise.
-- Every write of them begins by updating this one row, so that one comes after the other on any server.
IF OBJECT_ID(N'ops.turn', N'U') IS NULL
CREATE TABLE ops.turn (
    taken bigint NOT NULL
);
GO
IF OBJECT_ID(N'ops.area_schedule', N'U') IS NULL
CREATE TABLE ops.area_schedule (
    area nvarchar(40) NOT NULL,
    cron nvarchar(100) NULL,
    time_zone nvarchar(100) NULL,
    paused int NOT NULL,
    changed_by nvarchar(200) NULL,
    changed_at datetime2(3) NULL,
    due_until datetime2(3) NULL,
    CONSTRAINT pk_ops_area_schedule PRIMARY KEY (area)
);
GO
-- The index of runs: run_id is the run's number in the area's ledger. tries fences: only who began a job last may write to it.
IF OBJECT_ID(N'ops.area_job', N'U') IS NULL
CREATE TABLE ops.area_job (
    job_id bigint NOT NULL,
    area nvarchar(40) NOT NULL,
    kind nvarchar(40) NOT NULL,
    asked_by nvarchar(200) NULL,
    asked_at datetime2(3) NOT NULL,
    from_day date NULL,
    holder nvarchar(200) NULL,
    seen_at datetime2(3) NULL,
    tries int NOT NULL,
    started_at datetime2(3) NULL,
    step nvarchar(100) NULL,
    about nvarchar(400) NULL,
    rows bigint NULL,
    stop_by nvarchar(200) NULL,
    ended_at datetime2(3) NULL,
    outcome nvarchar(40) NULL,
    run_id bigint NULL,
    version int NULL,
    error nvarchar(2000) NULL,
    CONSTRAINT pk_ops_area_job PRIMARY KEY (job_id)
);
GO
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'ops.area_job') AND name = N'ix_ops_area_job_of_area')
CREATE INDEX ix_ops_area_job_of_area ON ops.area_job (area, job_id);
GO
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'ops.area_job') AND name = N'ix_ops_area_job_open')
CREATE INDEX ix_ops_area_job_open ON ops.area_job (ended_at, job_id);
GO
-- token fences: it grows with every lease, and what an expired holder writes is refused.
IF OBJECT_ID(N'ops.area_lease', N'U') IS NULL
CREATE TABLE ops.area_lease (
    area nvarchar(40) NOT NULL,
    token bigint NOT NULL,
    holder nvarchar(200) NULL,
    taken_at datetime2(3) NULL,
    expires_at datetime2(3) NULL,
    CONSTRAINT pk_ops_area_lease PRIMARY KEY (area)
);
GO
