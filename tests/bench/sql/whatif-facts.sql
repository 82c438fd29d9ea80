WITH certificates AS (
  SELECT organization, regime, bool_or(instrument <> ':instrument') AS other
  FROM certified WHERE DATE ':day' BETWEEN starts AND ends GROUP BY organization, regime),
clauses AS (
  SELECT exporter, importer, regime, bool_or(instrument <> ':instrument') AS other
  FROM contracted WHERE DATE ':day' BETWEEN starts AND ends GROUP BY exporter, importer, regime)
SELECT o.country, count(*)
FROM flow f
JOIN organization o ON o.id = f.exporter
JOIN regime_of r ON r.country = o.country AND DATE ':day' BETWEEN r.starts AND r.ends
LEFT JOIN certificates c ON c.organization = f.importer AND c.regime = r.regime
LEFT JOIN clauses k ON k.exporter = f.exporter AND k.importer = f.importer AND k.regime = r.regime
WHERE f.starts_on <= DATE ':day' AND (f.ended_on IS NULL OR f.ended_on > DATE ':day')
  AND (c.organization IS NOT NULL OR k.exporter IS NOT NULL) AND NOT coalesce(c.other, FALSE) AND NOT coalesce(k.other, FALSE)
GROUP BY o.country ORDER BY o.country
