-- The names that stretches refer to by number, and the stretches themselves.
CREATE TABLE country AS SELECT CAST(row_number() OVER (ORDER BY code) AS smallint) AS n, code FROM (SELECT DISTINCT country AS code FROM organization) AS x;
CREATE TABLE product AS SELECT CAST(row_number() OVER (ORDER BY name) AS smallint) AS n, name FROM (SELECT DISTINCT product AS name FROM flow) AS x;
CREATE TABLE pair AS SELECT CAST(row_number() OVER () AS integer) AS n, exporter, importer, country FROM (SELECT DISTINCT f.exporter, f.importer, o.country FROM flow f JOIN organization o ON o.id = f.exporter) AS x;
CREATE TABLE stretch (flow integer, customer integer, origin smallint, destination smallint, product smallint, starts date, ends date, status smallint, bases smallint);
