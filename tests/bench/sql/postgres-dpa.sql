-- Whether a customer has a data processing agreement with one of our companies on a
-- day, for PostGraphile: a column of the organization that is computed. Of several
-- agreements the best counts, and the latest of those.
CREATE TYPE dpa AS (status text, executed_on date);

CREATE FUNCTION organization_dpa(o organization, as_of date) RETURNS dpa LANGUAGE sql STABLE AS $$
  SELECT ROW(x.status, CASE WHEN x.status <> 'AWAITING_SIGNATURE' THEN x.executed END)::dpa
  FROM (
    SELECT a.id, s.executed,
      CASE WHEN s.executed > as_of THEN 'AWAITING_SIGNATURE' WHEN a.through < as_of THEN 'ENDED' ELSE 'IN_FORCE' END AS status,
      CASE WHEN s.executed > as_of THEN s.first_signed WHEN a.through < as_of THEN a.through ELSE s.executed END AS latest
    FROM agreement a
    JOIN organization own ON own.id = a.importer AND own.kind = 'SELF'
    CROSS JOIN LATERAL (SELECT least(a.exporter_signed_on, a.importer_signed_on), greatest(a.exporter_signed_on, a.importer_signed_on)) AS s(first_signed, executed)
    WHERE a.exporter = o.id AND a.kind = 'DPA' AND s.first_signed <= as_of
    UNION ALL
    SELECT '', NULL, 'NONE', NULL) AS x
  ORDER BY array_position(ARRAY['IN_FORCE', 'AWAITING_SIGNATURE', 'ENDED', 'NONE'], x.status), x.latest DESC, x.id DESC
  LIMIT 1
$$;
