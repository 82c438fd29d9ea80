-- The part of the law that the generated registry touches (docs/rules.md), as whoever
-- builds the same on a database would write it down. Every instrument has a bit.

CREATE TABLE framework (id text, regime text, requires text, starts date, ends date, bit integer);
INSERT INTO framework VALUES
  ('eu-us-safe-harbor',    'EU', NULL,         '2000-07-26', '2015-10-05',  1),
  ('ch-us-safe-harbor',    'CH', NULL,         '2009-02-16', '2015-10-21',  2),
  ('eu-us-privacy-shield', 'EU', NULL,         '2016-07-12', '2020-07-15',  4),
  ('ch-us-privacy-shield', 'CH', NULL,         '2017-01-12', '2020-09-07',  8),
  ('eu-us-dpf',            'EU', NULL,         '2023-07-10', '9999-12-31', 16),
  ('uk-ext-dpf',           'UK', 'eu-us-dpf',  '2023-10-12', '9999-12-31', 32),
  ('ch-us-dpf',            'CH', NULL,         '2024-09-15', '9999-12-31', 64);

CREATE TABLE clause_set (id text, regime text, addendum text, conclude_from date, conclude_through date, rely_from date, rely_through date, bit integer);
INSERT INTO clause_set VALUES
  ('scc-2010', 'EU', NULL,          '2010-05-15', '2021-09-26', '2010-05-15', '2022-12-27', 128),
  ('scc-2010', 'CH', NULL,          '2010-05-15', '2021-09-26', '2010-05-15', '2022-12-31', 128),
  ('scc-2010', 'UK', NULL,          '2010-05-15', '2022-09-21', '2021-01-01', '2024-03-20', 128),
  ('scc-2021', 'EU', NULL,          '2021-06-27', '9999-12-31', '2021-06-27', '9999-12-31', 256),
  ('scc-2021', 'CH', 'ch-addendum', '2021-06-27', '9999-12-31', '2021-08-27', '9999-12-31', 256),
  ('scc-2021', 'UK', 'uk-addendum', '2022-02-02', '9999-12-31', '2022-03-21', '9999-12-31', 256);

-- From when clauses are at risk without a transfer impact assessment; none is recorded.
CREATE TABLE assessment (regime text, starts date);
INSERT INTO assessment VALUES ('EU', '2020-07-16'), ('CH', '2020-09-08'), ('UK', '2021-01-01');

CREATE TABLE regime_of (country text, regime text, starts date, ends date);
INSERT INTO regime_of VALUES
  ('DE', 'EU', '1998-10-25', '9999-12-31'), ('FR', 'EU', '1998-10-25', '9999-12-31'),
  ('IE', 'EU', '1998-10-25', '9999-12-31'), ('ES', 'EU', '1998-10-25', '9999-12-31'),
  ('PL', 'EU', '2004-05-01', '9999-12-31'), ('NO', 'EU', '2000-07-01', '9999-12-31'),
  ('GB', 'EU', '1998-10-25', '2020-12-31'), ('GB', 'UK', '2021-01-01', '9999-12-31'),
  ('CH', 'CH', '2008-01-01', '9999-12-31');

CREATE TABLE status (n integer, name text);
INSERT INTO status VALUES (1, 'VALID'), (2, 'AT_RISK'), (3, 'NO_VALID_BASIS');
