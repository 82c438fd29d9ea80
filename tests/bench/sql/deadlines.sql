WITH due AS (
  SELECT through AS day, 'AGREEMENT_ENDS' AS kind, id FROM agreement WHERE through BETWEEN DATE ':from' AND DATE ':through'
  UNION ALL
  SELECT next_due_on, 'RECERTIFICATION_DUE', id FROM certification
  WHERE next_due_on BETWEEN DATE ':from' AND DATE ':through' AND (ended_on IS NULL OR ended_on > next_due_on)),
page AS (SELECT * FROM due ORDER BY day, kind, id LIMIT 1000),
resting AS (
  SELECT p.id, p.day, f.n
  FROM page p
  JOIN contracted k ON k.id = p.id AND p.day BETWEEN k.starts AND k.ends
  JOIN flow f ON f.exporter = k.exporter AND f.importer = k.importer
  JOIN organization o ON o.id = f.exporter
  JOIN regime_of r ON r.country = o.country AND r.regime = k.regime AND p.day BETWEEN r.starts AND r.ends
  WHERE p.kind = 'AGREEMENT_ENDS' AND f.starts_on <= p.day AND (f.ended_on IS NULL OR f.ended_on > p.day)
  UNION
  SELECT p.id, p.day, f.n
  FROM page p
  JOIN certified c ON c.id = p.id AND p.day BETWEEN c.starts AND c.ends
  JOIN flow f ON f.importer = c.organization
  JOIN organization o ON o.id = f.exporter
  JOIN regime_of r ON r.country = o.country AND r.regime = c.regime AND p.day BETWEEN r.starts AND r.ends
  WHERE p.kind = 'RECERTIFICATION_DUE' AND f.starts_on <= p.day AND (f.ended_on IS NULL OR f.ended_on > p.day)),
weighed AS (
  SELECT x.id, count(*) AS affected, count(s.flow) AS lost
  FROM resting x LEFT JOIN stretch s ON s.flow = x.n AND s.status = 3 AND x.day + 1 BETWEEN s.starts AND s.ends
  GROUP BY x.id)
SELECT (SELECT count(*) FROM due), p.day, p.kind, p.id, coalesce(w.affected, 0), coalesce(w.lost, 0)
FROM page p LEFT JOIN weighed w ON w.id = p.id ORDER BY p.day, p.kind, p.id
