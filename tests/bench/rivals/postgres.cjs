// A session of PostgreSQL; where it is, the environment says (PGHOST …).
const pg = require("pg");
const { answerLines } = require("./lines.cjs");

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

const client = new pg.Client();
client.connect().then(async () => {
  await answerLines(async (sql) => {
    const results = await client.query({ text: sql, rowMode: "array" });
    return Array.isArray(results) ? results.at(-1).rows : results.rows;
  });
  await client.end();
});
