// A session: it reads one question a line and answers one line each,
// {"ask": "…"} with {"rows": [[…]], "ms": 1.5} or {"error": "…"}. The time is that of
// the question alone, its rows read.
const readline = require("node:readline");

exports.answerLines = async (ask) => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let answer;
    try {
      const begun = process.hrtime.bigint();
      const rows = await ask(JSON.parse(line).ask);
      const ms = Number(process.hrtime.bigint() - begun) / 1e6;
      answer = { rows: rows.map((row) => row.map((value) => (value === null ? "" : String(value)))), ms };
    } catch (error) {
      answer = { error: String(error.message ?? error) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
};
