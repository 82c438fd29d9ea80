SELECT f.id, 'NO_VALID_BASIS'
FROM flow f
JOIN organization o ON o.id = f.exporter
JOIN regime_of r ON r.country = o.country AND DATE ':day' BETWEEN r.starts AND r.ends
WHERE f.starts_on <= DATE ':day' AND (f.ended_on IS NULL OR f.ended_on > DATE ':day')
  AND NOT EXISTS (SELECT 1 FROM certified c WHERE c.organization = f.importer AND c.regime = r.regime AND DATE ':day' BETWEEN c.starts AND c.ends)
  AND NOT EXISTS (
    SELECT 1 FROM contracted k
    WHERE k.exporter = f.exporter AND k.importer = f.importer AND k.regime = r.regime AND DATE ':day' BETWEEN k.starts AND k.ends)
ORDER BY f.id LIMIT 50
