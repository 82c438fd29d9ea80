-- What the recorded facts carry: on which days, and how long without a risk.

-- Certifications that carry: together with each that is required beside them.
CREATE VIEW certified AS
SELECT * FROM (
  SELECT c.id, c.organization, f.id AS instrument, f.regime, f.bit,
    greatest(c.certified_on, f.starts, coalesce(q.certified_on, f.starts)) AS starts,
    least(coalesce(c.ended_on - 1, DATE '9999-12-31'), f.ends, coalesce(q.ended_on - 1, DATE '9999-12-31')) AS ends,
    least(coalesce(c.next_due_on, DATE '9999-12-31'), coalesce(q.next_due_on, DATE '9999-12-31')) AS sound_through
  FROM certification c
  JOIN framework f ON f.id = c.framework
  LEFT JOIN certification q ON q.organization = c.organization AND q.framework = f.requires
  WHERE f.requires IS NULL OR q.id IS NOT NULL) AS x
WHERE starts <= ends;

-- Agreements that carry by their clauses; at risk from when an assessment is asked for.
CREATE VIEW contracted AS
SELECT * FROM (
  SELECT a.id, a.exporter, a.importer, s.id AS instrument, s.regime, s.bit,
    greatest(a.exporter_signed_on, a.importer_signed_on, s.rely_from) AS starts,
    least(coalesce(a.through, DATE '9999-12-31'), s.rely_through) AS ends,
    x.starts - 1 AS sound_through
  FROM agreement a
  JOIN clause_set s ON a.clauses LIKE s.id || '%' AND (s.addendum IS NULL OR a.clauses LIKE '%' || s.addendum || '%')
    AND greatest(a.exporter_signed_on, a.importer_signed_on) BETWEEN s.conclude_from AND s.conclude_through
  JOIN assessment x ON x.regime = s.regime) AS y
WHERE starts <= ends;

-- Contracts with processors.
CREATE VIEW terms AS
SELECT a.exporter, a.importer, greatest(a.exporter_signed_on, a.importer_signed_on) AS starts, coalesce(a.through, DATE '9999-12-31') AS ends
FROM agreement a WHERE a.kind = 'DPA';
