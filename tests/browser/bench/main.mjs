// Measures the page in a browser, on a registry that tests/bench generates, and prints a
// table. It judges nothing: times depend on the machine, and on what runs beside.
// node tests/browser/bench/main.mjs [FLOWS [FOLDER]]: the folder is kept, and used again.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { launch, serve, written } from "../harness.mjs";
import { filters } from "./filter.mjs";
import { loads } from "./load.mjs";
import { memory } from "./memory.mjs";
import { sales } from "./sales.mjs";
import { scrolling } from "./scroll.mjs";
import { slider } from "./slider.mjs";

const flows = Number(process.argv[2] ?? 1_000_000);
const kept = process.argv[3];
const folder = kept ?? mkdtempSync(join(tmpdir(), "safeconduct-bench-web-"));
try {
  if (!existsSync(join(folder, "data"))) {
    const prepare = ["run", "./tests/bench", "-prepare", folder, "bin/safeconduct", `${flows}`];
    execFileSync("go", prepare, { stdio: ["ignore", "ignore", "inherit"] });
  }
  const [server, browser] = await Promise.all([serve({ command: "serve", folder: join(folder, "data") }), launch()]);
  try {
    await ready(server);
    console.log(`${written(flows)} flows; ${cpus().length} × ${cpus()[0].model}; Chromium ${browser.version()}\n`);
    console.log("| | target | measured |\n| --- | --- | --- |");
    for (const measure of [loads, slider, filters, sales, scrolling, memory]) {
      for await (const row of measure(browser, server)) console.log(`| ${row.join(" | ")} |`);
    }
  } finally {
    await browser.close();
    await server.stop();
  }
} finally {
  if (!kept) rmSync(folder, { recursive: true, force: true });
}

/** Waits until the server has decided all flows. */
async function ready(server) {
  while (!(await fetch(`${server.url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 100));
}
