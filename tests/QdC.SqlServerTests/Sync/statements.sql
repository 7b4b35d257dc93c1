SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA IN (N'star', N'mart', N'load', N'ops');

SELECT version, row_count, sync_number FROM ops.area_version WHERE area_code = @area;

INSERT INTO ops.area_version (area_code, area_name, version, published_at, synced_at, row_count, sync_number) SELECT @area, @name, @version, @published, @now, @rows, 1 WHERE NOT EXISTS (SELECT 1 FROM ops.area_version WHERE area_code = @area);

UPDATE ops.area_version SET area_name = @name, version = @version, published_at = @published, synced_at = @now, row_count = @rows, sync_number = sync_number + 1 WHERE area_code = @area AND sync_number = @seen;

DELETE FROM star.person_number WHERE area_code = @area AND person_key NOT IN (SELECT p.person_key FROM star.dim_person AS p WHERE p.area_code = @area AND p.person_key IS NOT NULL);

INSERT INTO star.person_number (area_code, person_key, person_number) SELECT @area, p.person_key, ROW_NUMBER() OVER (ORDER BY NEWID()) + (SELECT COALESCE(MAX(m.person_number), 0) FROM star.person_number AS m WHERE m.area_code = @area) FROM (SELECT DISTINCT person_key FROM star.dim_person WHERE area_code = @area AND person_key IS NOT NULL) AS p WHERE NOT EXISTS (SELECT 1 FROM star.person_number AS n WHERE n.area_code = @area AND n.person_key = p.person_key);

DELETE FROM "load".gone WHERE area_code = @area;

INSERT INTO ops.audit_log (done_at, done_by, what, area_code, detail) VALUES (@now, @by, N'sync', @area, @detail);

SELECT COUNT_BIG(row_high), SUM(CAST(row_high AS decimal(38, 0))), SUM(CAST(row_low AS decimal(38, 0))), SUM(numerator), SUM(denominator) FROM mart.kpi WHERE area_code = @area;

DELETE FROM "load".kpi WHERE area_code = @area;

DELETE FROM mart.kpi WHERE area_code = @area;

DELETE FROM mart.kpi WHERE area_code = @area AND EXISTS (SELECT 1 FROM "load".gone AS g WHERE g.sync_id = @sync AND g.table_name = N'mart.kpi' AND g.row_high = kpi.row_high AND g.row_low = kpi.row_low);

INSERT INTO mart.kpi (area_code, row_high, row_low, metric, period_kind, period_start, period_end, breakdown, member, numerator, denominator, value, status, reason, data_as_of) SELECT area_code, row_high, row_low, metric, period_kind, period_start, period_end, breakdown, member, numerator, denominator, value, status, reason, data_as_of FROM "load".kpi WHERE sync_id = @sync ORDER BY period_start;

SELECT COUNT_BIG(row_high), SUM(CAST(row_high AS decimal(38, 0))), SUM(CAST(row_low AS decimal(38, 0))) FROM star.dim_sex WHERE area_code = @area;

DELETE FROM "load".dim_sex WHERE area_code = @area;

DELETE FROM star.dim_sex WHERE area_code = @area;

DELETE FROM star.dim_sex WHERE area_code = @area AND EXISTS (SELECT 1 FROM "load".gone AS g WHERE g.sync_id = @sync AND g.table_name = N'star.dim_sex' AND g.row_high = dim_sex.row_high AND g.row_low = dim_sex.row_low);

INSERT INTO star.dim_sex (area_code, row_high, row_low, sex_key, code, label_ca, label_es, label_en) SELECT area_code, row_high, row_low, sex_key, code, label_ca, label_es, label_en FROM "load".dim_sex WHERE sync_id = @sync;

SELECT COUNT_BIG(row_high), SUM(CAST(row_high AS decimal(38, 0))), SUM(CAST(row_low AS decimal(38, 0))), SUM(amount) FROM star.fact_payment WHERE area_code = @area;

DELETE FROM "load".fact_payment WHERE area_code = @area;

DELETE FROM star.fact_payment WHERE area_code = @area;

DELETE FROM star.fact_payment WHERE area_code = @area AND EXISTS (SELECT 1 FROM "load".gone AS g WHERE g.sync_id = @sync AND g.table_name = N'star.fact_payment' AND g.row_high = fact_payment.row_high AND g.row_low = fact_payment.row_low);

INSERT INTO star.fact_payment (area_code, row_high, row_low, payment_id, service_record_key, service_key, funder_key, energy_channel_key, family_id, paid_on, registered_at, amount) SELECT area_code, row_high, row_low, payment_id, service_record_key, service_key, funder_key, energy_channel_key, family_id, paid_on, registered_at, amount FROM "load".fact_payment WHERE sync_id = @sync ORDER BY paid_on;
