WITH certificates AS (
  SELECT organization, regime, bool_or(sound_through >= DATE ':day') AS sound
  FROM certified WHERE DATE ':day' BETWEEN starts AND ends GROUP BY organization, regime),
clauses AS (
  SELECT exporter, importer, regime, bool_or(sound_through >= DATE ':day') AS sound
  FROM contracted WHERE DATE ':day' BETWEEN starts AND ends GROUP BY exporter, importer, regime),
agreed AS (
  SELECT DISTINCT exporter, importer FROM terms WHERE DATE ':day' BETWEEN starts AND ends),
judged AS (
  SELECT CASE
    WHEN c.organization IS NULL AND k.exporter IS NULL THEN 3
    WHEN (c.sound OR k.sound) AND t.exporter IS NOT NULL THEN 1
    ELSE 2 END AS status
  FROM flow f
  JOIN organization o ON o.id = f.exporter
  JOIN organization i ON i.id = f.importer
  JOIN regime_of r ON r.country = o.country AND DATE ':day' BETWEEN r.starts AND r.ends
  LEFT JOIN certificates c ON c.organization = f.importer AND c.regime = r.regime
  LEFT JOIN clauses k ON k.exporter = f.exporter AND k.importer = f.importer AND k.regime = r.regime
  LEFT JOIN agreed t ON t.exporter = f.exporter AND t.importer = f.importer
  WHERE f.starts_on <= DATE ':day' AND (f.ended_on IS NULL OR f.ended_on > DATE ':day') AND :filter)
SELECT ':day', n.name, x.flows FROM (SELECT status, count(*) AS flows FROM judged GROUP BY status) AS x
JOIN status n ON n.n = x.status ORDER BY x.status
