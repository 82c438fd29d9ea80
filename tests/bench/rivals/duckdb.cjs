// A session of DuckDB in this process, on the database whose file is named.
const { DuckDBInstance } = require("@duckdb/node-api");
const { answerLines } = require("./lines.cjs");

const [file, threads] = process.argv.slice(2);

DuckDBInstance.create(file, { threads }).then(async (instance) => {
  const connection = await instance.connect();
  await answerLines(async (sql) => (await connection.runAndReadAll(sql)).getRows());
  connection.closeSync();
  instance.closeSync();
});
