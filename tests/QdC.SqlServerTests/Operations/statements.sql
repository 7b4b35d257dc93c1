UPDATE ops.turn SET taken = taken + 1;

INSERT INTO ops.turn (taken) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM ops.turn);

SELECT GETUTCDATE();

INSERT INTO ops.area_job (job_id, area, kind, asked_by, asked_at, from_day, tries) SELECT (SELECT COALESCE(MAX(m.job_id), 0) + 1 FROM ops.area_job AS m), @area, @kind, @by, @now, @from, 0 WHERE NOT EXISTS (SELECT 1 FROM ops.area_job AS o WHERE o.area = @area AND o.kind = @kind AND o.ended_at IS NULL);

SELECT job_id, area, kind, asked_by, asked_at, from_day, holder, seen_at, tries, started_at, step, about, rows, stop_by, ended_at, outcome, run_id, version, error FROM ops.area_job WHERE area = @area AND kind = @kind AND ended_at IS NULL;

UPDATE ops.area_job SET holder = @holder, seen_at = @now, started_at = @now, tries = tries + 1, step = NULL, about = NULL, rows = NULL WHERE job_id = @id AND ended_at IS NULL AND (holder IS NULL OR seen_at < @lost);

UPDATE ops.area_job SET seen_at = @now, step = @step, about = @about, rows = @rows WHERE job_id = @id AND tries = @token AND ended_at IS NULL;

UPDATE ops.area_job SET holder = NULL, seen_at = NULL WHERE job_id = @id AND tries = @token AND ended_at IS NULL;

UPDATE ops.area_job SET holder = NULL, ended_at = @now, outcome = @outcome, run_id = @run, version = @version, error = @error WHERE job_id = @id AND tries = @token AND ended_at IS NULL;

UPDATE ops.area_job SET stop_by = @by, ended_at = CASE WHEN holder IS NULL THEN @now ELSE ended_at END, outcome = CASE WHEN holder IS NULL THEN 'stopped' ELSE outcome END WHERE job_id = @id AND ended_at IS NULL;

SELECT job_id, area, kind, asked_by, asked_at, from_day, holder, seen_at, tries, started_at, step, about, rows, stop_by, ended_at, outcome, run_id, version, error FROM ops.area_job WHERE ended_at IS NULL ORDER BY job_id;

SELECT job_id, area, kind, asked_by, asked_at, from_day, holder, seen_at, tries, started_at, step, about, rows, stop_by, ended_at, outcome, run_id, version, error FROM (SELECT job_id, area, kind, asked_by, asked_at, from_day, holder, seen_at, tries, started_at, step, about, rows, stop_by, ended_at, outcome, run_id, version, error, ROW_NUMBER() OVER (ORDER BY job_id DESC) AS nth FROM ops.area_job WHERE area = @area) AS newest WHERE nth <= @limit ORDER BY job_id DESC;

SELECT job_id, area, kind, asked_by, asked_at, from_day, holder, seen_at, tries, started_at, step, about, rows, stop_by, ended_at, outcome, run_id, version, error FROM ops.area_job WHERE job_id = @id;

SELECT area, cron, time_zone, paused, changed_by, changed_at FROM ops.area_schedule WHERE changed_by IS NOT NULL;

INSERT INTO ops.area_schedule (area, paused) SELECT @area, 0 WHERE NOT EXISTS (SELECT 1 FROM ops.area_schedule WHERE area = @area);

UPDATE ops.area_schedule SET changed_by = @by, changed_at = @now, cron = @cron, time_zone = @zone WHERE area = @area;

UPDATE ops.area_schedule SET changed_by = @by, changed_at = @now, paused = @paused WHERE area = @area;

SELECT due_until FROM ops.area_schedule WHERE area = @area;

UPDATE ops.area_schedule SET due_until = @until WHERE area = @area AND (due_until IS NULL OR due_until < @until);

INSERT INTO ops.area_lease (area, token) SELECT @area, 0 WHERE NOT EXISTS (SELECT 1 FROM ops.area_lease WHERE area = @area);

UPDATE ops.area_lease SET token = token + 1, holder = @holder, taken_at = @now, expires_at = @until WHERE area = @area AND (holder IS NULL OR expires_at <= @now);

UPDATE ops.area_lease SET expires_at = @until WHERE area = @area AND token = @token AND holder IS NOT NULL;

UPDATE ops.area_lease SET holder = NULL, expires_at = NULL WHERE area = @area AND token = @token;

UPDATE ops.area_lease SET token = token WHERE area = @area AND token = @token AND holder IS NOT NULL AND expires_at > @now;

SELECT token, holder, taken_at FROM ops.area_lease WHERE area = @area;
