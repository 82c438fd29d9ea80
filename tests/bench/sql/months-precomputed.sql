-- What begins and what ends, in the month by whose day it counts, added up: cheaper
-- than counting for each month anew.
WITH change AS (
  SELECT s.starts AS day, s.status, count(*) AS flows FROM stretch s WHERE :filter GROUP BY s.starts, s.status
  UNION ALL
  SELECT s.ends + 1, s.status, -count(*) FROM stretch s WHERE :filter GROUP BY s.ends, s.status),
stepped AS (
  SELECT status, flows, CAST(greatest(0, 12 * (extract(year FROM day) - extract(year FROM DATE ':from')) + extract(month FROM day) - extract(month FROM DATE ':from')
    + CASE WHEN extract(day FROM day) > extract(day FROM DATE ':from') THEN 1 ELSE 0 END) AS integer) AS step
  FROM change),
month AS (
  SELECT x.step, n.n AS status FROM generate_series(0, :steps) AS x(step), status n),
counted AS (
  SELECT m.step, m.status, sum(coalesce(sum(c.flows), 0)) OVER (PARTITION BY m.status ORDER BY m.step) AS flows
  FROM month m LEFT JOIN stepped c ON c.step = m.step AND c.status = m.status GROUP BY m.step, m.status)
SELECT CAST(DATE ':from' + c.step * INTERVAL '1 month' AS date), n.name, c.flows
FROM counted c JOIN status n ON n.n = c.status WHERE c.flows > 0 ORDER BY c.step, c.status
