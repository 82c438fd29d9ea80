-- Whether a customer has a data processing agreement with one of our companies on a
-- day, for PostGraphile: a column of the organization that is computed.
CREATE TYPE dpa AS (status text, executed_on date);

CREATE FUNCTION organization_dpa(o organization, as_of date) RETURNS dpa LANGUAGE sql STABLE AS $$
  SELECT ROW(x.status, CASE WHEN x.status <> 'AWAITING_SIGNATURE' THEN x.executed END)::dpa
  FROM (
    SELECT a.id, greatest(a.exporter_signed_on, a.importer_signed_on) AS executed,
      CASE
        WHEN greatest(a.exporter_signed_on, a.importer_signed_on) > as_of THEN 'AWAITING_SIGNATURE'
        WHEN a.through < as_of THEN 'ENDED'
        ELSE 'IN_FORCE'
      END AS status
    FROM agreement a JOIN organization own ON own.id = a.importer AND own.kind = 'SELF'
    WHERE a.exporter = o.id AND a.kind = 'DPA' AND least(a.exporter_signed_on, a.importer_signed_on) <= as_of
    UNION ALL
    SELECT '', NULL, 'NONE') AS x
  ORDER BY array_position(ARRAY['IN_FORCE', 'AWAITING_SIGNATURE', 'ENDED', 'NONE'], x.status), x.executed DESC, x.id DESC
  LIMIT 1
$$;
