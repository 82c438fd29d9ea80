SELECT c.code, x.flows
FROM (
  SELECT s.origin, count(*) AS flows FROM stretch s
  WHERE DATE ':day' BETWEEN s.starts AND s.ends AND s.bases = :bit GROUP BY s.origin) AS x
JOIN country c ON c.n = x.origin ORDER BY c.code
