-- What begins and what ends, added up: cheaper than counting each month by itself.
WITH change AS (
  SELECT s.starts AS day, s.status, count(*) AS flows FROM stretch s WHERE :filter GROUP BY s.starts, s.status
  UNION ALL
  SELECT s.ends + 1, s.status, -count(*) FROM stretch s WHERE :filter GROUP BY s.ends, s.status),
month AS (
  SELECT CAST(m AS date) AS day FROM generate_series(TIMESTAMP ':from', TIMESTAMP ':through', INTERVAL '1 month') AS x(m)),
counted AS (
  SELECT m.day, c.status, sum(c.flows) AS flows FROM month m JOIN change c ON c.day <= m.day GROUP BY m.day, c.status)
SELECT c.day, n.name, c.flows FROM counted c JOIN status n ON n.n = c.status WHERE c.flows > 0 ORDER BY c.day, c.status
