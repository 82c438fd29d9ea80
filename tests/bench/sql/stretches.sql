-- Decides the pairs that :due admits, once for all their flows, and writes the
-- stretches of days of each flow on which its status and its bases stay the same.
INSERT INTO stretch
WITH stay AS (
  SELECT p.n, p.exporter, p.importer, r.regime, r.starts, r.ends
  FROM pair p JOIN regime_of r ON r.country = p.country
  WHERE :due),
piece AS (
  SELECT s.n, s.regime, c.bit, c.starts, c.ends, c.sound_through
  FROM stay s JOIN certified c ON c.organization = s.importer AND c.regime = s.regime
  UNION ALL
  SELECT s.n, s.regime, c.bit, c.starts, c.ends, c.sound_through
  FROM stay s JOIN contracted c ON c.exporter = s.exporter AND c.importer = s.importer AND c.regime = s.regime
  UNION ALL
  SELECT s.n, s.regime, 0, t.starts, t.ends, t.ends
  FROM stay s JOIN terms t ON t.exporter = s.exporter AND t.importer = s.importer),
point AS (
  SELECT s.n, s.regime, x.day
  FROM stay s JOIN (
    SELECT n, regime, starts AS day FROM stay
    UNION SELECT n, regime, starts FROM piece
    UNION SELECT n, regime, ends + 1 FROM piece
    UNION SELECT n, regime, sound_through + 1 FROM piece) AS x
  ON x.n = s.n AND x.regime = s.regime AND x.day BETWEEN s.starts AND s.ends),
weighed AS (
  SELECT p.n, p.day, coalesce(bit_or(e.bit), 0) AS bases,
    coalesce(bool_or(e.bit > 0 AND e.sound_through >= p.day), FALSE) AS sound, coalesce(bool_or(e.bit = 0), FALSE) AS agreed
  FROM point p
  LEFT JOIN piece e ON e.n = p.n AND e.regime = p.regime AND p.day BETWEEN e.starts AND e.ends
  GROUP BY p.n, p.day),
decided AS (
  SELECT *, CASE WHEN bases = 0 THEN 3 WHEN sound AND agreed THEN 1 ELSE 2 END AS status FROM weighed),
changed AS (
  SELECT *, lag(status * 1024 + bases) OVER (PARTITION BY n ORDER BY day) AS was FROM decided),
life AS (
  SELECT *, coalesce(lead(day) OVER (PARTITION BY n ORDER BY day) - 1, DATE '9999-12-31') AS last
  FROM changed WHERE was IS NULL OR was <> status * 1024 + bases)
SELECT f.n, c.n, o.n, d.n, p.n, greatest(l.day, f.starts_on), least(l.last, coalesce(f.ended_on - 1, DATE '9999-12-31')), l.status, l.bases
FROM life l
JOIN pair q ON q.n = l.n
JOIN flow f ON f.exporter = q.exporter AND f.importer = q.importer
JOIN organization c ON c.id = f.customer
JOIN country o ON o.code = q.country
JOIN organization i ON i.id = q.importer
JOIN country d ON d.code = i.country
JOIN product p ON p.name = f.product
WHERE l.last >= f.starts_on AND (f.ended_on IS NULL OR l.day < f.ended_on)
ORDER BY f.n
