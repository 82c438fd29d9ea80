CREATE INDEX ON pair (importer);
CREATE INDEX ON stretch (flow);
CREATE INDEX ON stretch (customer);
CREATE INDEX ON stretch (flow) WHERE status = 3;
