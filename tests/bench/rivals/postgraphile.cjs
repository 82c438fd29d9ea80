// PostGraphile over HTTP on the port that is named; where PostgreSQL is, the
// environment says (PGHOST …). It prints a line when it takes requests.
const http = require("node:http");

// PostGraphile expects it of Node; versions before 22 do not have it.
Promise.withResolvers ??= function () {
  const made = {};
  made.promise = new this((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

const { postgraphile } = require("postgraphile");
const { PostGraphileAmberPreset } = require("postgraphile/presets/amber");
const { makePgService } = require("postgraphile/adaptors/pg");
const { grafserv } = require("postgraphile/grafserv/node");

const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ poolConfig: {}, schemas: ["public"] })],
  grafast: { explain: false },
  grafserv: { graphiql: false, watch: false },
};

const server = http.createServer();
server.on("error", (error) => { throw error; });
const served = postgraphile(preset).createServ(grafserv);
served.addTo(server).then(() => served.ready()).then(() =>
  server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("ready")));
