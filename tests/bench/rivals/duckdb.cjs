// A session of DuckDB in this process, on the database whose file is named.
const os = require("node:os");
const { DuckDBInstance } = require("@duckdb/node-api");
const { answerLines } = require("./lines.cjs");

const options = { threads: String(os.availableParallelism()), memory_limit: `${Math.round(os.totalmem() / 4e6)}MB` };

DuckDBInstance.create(process.argv[2], options).then(async (instance) => {
  const connection = await instance.connect();
  await answerLines(async (sql) => (await connection.runAndReadAll(sql)).getRows());
  connection.closeSync();
  instance.closeSync();
});
