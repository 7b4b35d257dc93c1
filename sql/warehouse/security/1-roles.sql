-- needs: roles
-- What each role may do. Members are added by the database's owner: see docs/sqlserver.md.
IF DATABASE_PRINCIPAL_ID(N'qdc_reader') IS NULL CREATE ROLE qdc_reader;
GO
IF DATABASE_PRINCIPAL_ID(N'qdc_loader') IS NULL CREATE ROLE qdc_loader;
GO
IF DATABASE_PRINCIPAL_ID(N'qdc_operator') IS NULL CREATE ROLE qdc_operator;
GO
IF DATABASE_PRINCIPAL_ID(N'qdc_worker') IS NULL CREATE ROLE qdc_worker;
GO
GRANT SELECT ON SCHEMA::bi TO qdc_reader;
GO
GRANT SELECT, INSERT, DELETE ON SCHEMA::star TO qdc_loader;
GO
GRANT SELECT, INSERT, DELETE ON SCHEMA::mart TO qdc_loader;
GO
GRANT SELECT, INSERT, DELETE ON SCHEMA::"load" TO qdc_loader;
GO
GRANT SELECT ON SCHEMA::bi TO qdc_loader;
GO
GRANT SELECT, INSERT, UPDATE ON ops.area_version TO qdc_loader;
GO
GRANT SELECT ON ops.migration TO qdc_loader;
GO
GRANT INSERT ON ops.audit_log TO qdc_loader;
GO
GRANT SELECT ON SCHEMA::ops TO qdc_operator;
GO
GRANT SELECT ON SCHEMA::bi TO qdc_operator;
GO
GRANT SELECT, INSERT, DELETE ON security.principal_area TO qdc_operator;
GO
GRANT SELECT, INSERT, UPDATE ON ops.turn TO qdc_worker;
GO
GRANT SELECT, INSERT, UPDATE ON ops.area_schedule TO qdc_worker;
GO
GRANT SELECT, INSERT, UPDATE ON ops.area_job TO qdc_worker;
GO
GRANT SELECT, INSERT, UPDATE ON ops.area_lease TO qdc_worker;
GO
