-- What carries a flow on the day is found first, of the thousand alone: left to
-- themselves, planners join all flows with all evidence.
WITH due AS (
  SELECT through AS day, 'AGREEMENT_ENDS' AS kind, id FROM agreement WHERE through BETWEEN DATE ':from' AND DATE ':through'
  UNION ALL
  SELECT next_due_on, 'RECERTIFICATION_DUE', id FROM certification
  WHERE next_due_on BETWEEN DATE ':from' AND DATE ':through' AND (ended_on IS NULL OR ended_on > next_due_on)
  UNION ALL
  SELECT ended_on - 1, 'CERTIFICATION_ENDS', id FROM certification WHERE ended_on - 1 BETWEEN DATE ':from' AND DATE ':through'),
page AS MATERIALIZED (SELECT * FROM due ORDER BY day, kind, id LIMIT 1000),
agreements AS MATERIALIZED (
  SELECT p.id, p.day, k.exporter, k.importer, k.regime
  FROM page p JOIN contracted k ON k.id = p.id AND p.day BETWEEN k.starts AND k.ends WHERE p.kind = 'AGREEMENT_ENDS'),
certifications AS MATERIALIZED (
  SELECT DISTINCT p.id, p.day, c.organization, c.regime
  FROM page p JOIN certified c ON c.id = p.id AND p.day BETWEEN c.starts AND c.ends WHERE p.kind <> 'AGREEMENT_ENDS'),
touched AS MATERIALIZED (
  SELECT a.id, a.day, a.regime, f.n, f.exporter, f.starts_on, f.ended_on
  FROM agreements a JOIN flow f ON f.exporter = a.exporter AND f.importer = a.importer
  UNION ALL
  SELECT c.id, c.day, c.regime, f.n, f.exporter, f.starts_on, f.ended_on
  FROM certifications c JOIN flow f ON f.importer = c.organization),
resting AS MATERIALIZED (
  SELECT t.id, t.day, t.n
  FROM touched t
  JOIN organization o ON o.id = t.exporter
  JOIN regime_of r ON r.country = o.country AND r.regime = t.regime AND t.day BETWEEN r.starts AND r.ends
  WHERE t.starts_on <= t.day AND (t.ended_on IS NULL OR t.ended_on > t.day)),
weighed AS (
  SELECT x.id, x.day, count(*) AS affected, count(s.flow) AS lost
  FROM resting x LEFT JOIN stretch s ON s.flow = x.n AND s.status = 3 AND x.day + 1 BETWEEN s.starts AND s.ends
  GROUP BY x.id, x.day)
SELECT (SELECT count(*) FROM due), p.day, p.kind, p.id, coalesce(w.affected, 0), coalesce(w.lost, 0)
FROM page p LEFT JOIN weighed w ON w.id = p.id AND w.day = p.day ORDER BY p.day, p.kind, p.id
