-- The schemas, and what the warehouse knows of itself. Embedded stores are the truth; what stands here can be sent again.
IF SCHEMA_ID(N'star') IS NULL EXEC (N'CREATE SCHEMA star');
GO
IF SCHEMA_ID(N'mart') IS NULL EXEC (N'CREATE SCHEMA mart');
GO
IF SCHEMA_ID(N'load') IS NULL EXEC (N'CREATE SCHEMA "load"');
GO
IF SCHEMA_ID(N'bi') IS NULL EXEC (N'CREATE SCHEMA bi');
GO
IF SCHEMA_ID(N'ops') IS NULL EXEC (N'CREATE SCHEMA ops');
GO
IF SCHEMA_ID(N'security') IS NULL EXEC (N'CREATE SCHEMA security');
GO
-- Which scripts were applied, as what.
IF OBJECT_ID(N'ops.migration', N'U') IS NULL
CREATE TABLE ops.migration (
    script nvarchar(200) NOT NULL,
    content_hash char(64) NOT NULL,
    applied_at datetime2(0) NOT NULL,
    applied_by nvarchar(128) NOT NULL,
    CONSTRAINT pk_ops_migration PRIMARY KEY (script)
);
GO
-- What the server holds of each area: moved in the transaction that makes the rows visible. sync_number fences: only a sync that saw
-- the newest number may write the next.
IF OBJECT_ID(N'ops.area_version', N'U') IS NULL
CREATE TABLE ops.area_version (
    area_code varchar(40) NOT NULL,
    area_name nvarchar(200) NOT NULL,
    version int NOT NULL,
    published_at datetime2(0) NOT NULL,
    synced_at datetime2(0) NOT NULL,
    row_count bigint NOT NULL,
    sync_number bigint NOT NULL,
    CONSTRAINT pk_ops_area_version PRIMARY KEY (area_code)
);
GO
-- Who did what to the warehouse; rows are only ever added.
IF OBJECT_ID(N'ops.audit_log', N'U') IS NULL
CREATE TABLE ops.audit_log (
    done_at datetime2(3) NOT NULL,
    done_by nvarchar(128) NOT NULL,
    what nvarchar(40) NOT NULL,
    area_code varchar(40) NULL,
    detail nvarchar(400) NOT NULL
);
GO
-- The number a person goes by in the views: random among those who came together, kept while the person is there, and never sent.
IF OBJECT_ID(N'star.person_number', N'U') IS NULL
CREATE TABLE star.person_number (
    area_code varchar(40) NOT NULL,
    person_key bigint NOT NULL,
    person_number bigint NOT NULL,
    CONSTRAINT pk_star_person_number PRIMARY KEY (area_code, person_key)
);
GO
-- Rows that a version no longer has, until they are taken out.
IF OBJECT_ID(N'load.gone', N'U') IS NULL
CREATE TABLE "load".gone (
    sync_id uniqueidentifier NOT NULL,
    area_code varchar(40) NOT NULL,
    table_name nvarchar(128) NOT NULL,
    row_high bigint NOT NULL,
    row_low bigint NOT NULL
);
GO
-- Which principal sees which area; * is every area. Who is not in it sees nothing.
IF OBJECT_ID(N'security.principal_area', N'U') IS NULL
CREATE TABLE security.principal_area (
    principal_name nvarchar(128) NOT NULL,
    area_code varchar(40) NOT NULL,
    CONSTRAINT pk_security_principal_area PRIMARY KEY (principal_name, area_code)
);
GO
