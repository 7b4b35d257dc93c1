-- People with a problem in force by month, with their attributes on the last day they had one in it. third_type_month: the latest
-- month by which three types had been in force, looking back from here; a period that begins by then has seen three of them.
-- What is in force of a person changes in few months: all is worked out for those, and holds until the next of them.
CREATE OR REPLACE TABLE star.fact_problem_person_month AS
WITH change AS (
    SELECT person_key, from_no, lead(from_no, 1, 100000) OVER (PARTITION BY person_key ORDER BY from_no) - 1 AS to_no
    FROM (SELECT person_key, from_no FROM problem_stretch UNION SELECT person_key, to_no + 1 FROM problem_stretch)
),
stretch AS (
    SELECT c.person_key, c.from_no, c.to_no, max(s.ends_on) AS ends_on, max(least(s.to_no, c.from_no), 3)[3] AS third_no
    FROM change AS c
    JOIN problem_stretch AS s ON s.person_key = c.person_key AND s.from_no <= c.from_no AND s.next_no > c.from_no
    GROUP BY c.person_key, c.from_no, c.to_no
    HAVING max(s.to_no) >= c.from_no
),
described AS (
    SELECT s.person_key, s.ends_on, nullif(s.third_no, s.from_no) AS third_no, s.third_no = s.from_no AS three_now, d.municipality_key, d.sex_key, d.birth_year,
        greatest(s.from_no, month_no(d.valid_from)) AS from_no, CASE WHEN d.valid_to > s.ends_on THEN s.to_no ELSE least(s.to_no, month_no(d.valid_to) - 1) END AS to_no
    FROM stretch AS s
    JOIN star.dim_person AS d ON d.person_key = s.person_key AND d.valid_from <= s.ends_on
),
months AS (
    SELECT * EXCLUDE (from_no, to_no), unnest(range(greatest(from_no, first_no), least(to_no, last_no) + 1)) AS no
    FROM described, (SELECT min(no) AS first_no, max(no) AS last_no FROM area_month)
)
SELECT r.person_key, m.month, least(r.ends_on, m.month_end) AS last_on, r.municipality_key, r.sex_key, r.birth_year,
    CASE WHEN r.three_now THEN m.month ELSE make_date(1970 + r.third_no // 12, 1 + r.third_no % 12, 1) END AS third_type_month
FROM months AS r
JOIN area_month AS m ON m.no = r.no;
