// Pictures of every page in both themes: node tests/browser/screenshots.mjs FOLDER
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, reader, serve, settled } from "./harness.mjs";
import { pages } from "./pages.mjs";

const folder = process.argv[2] ?? "screenshots";
mkdirSync(folder, { recursive: true });
const [server, browser] = await Promise.all([serve(), launch()]);
const looks = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["phone", { colorScheme: "light", viewport: { width: 390, height: 844 } }],
];
for (const [look, options] of looks) {
  const { context, page, faults } = await reader(browser, server, options);
  for (const [name, path] of Object.entries({ ...pages, graphiql: "/graphiql", empty: "/flags?on=1999-01-01" })) {
    await page.goto(path);
    await settled(page);
    await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
  }
  await context.close();
  if (faults.length > 0) console.error(faults.join("\n"));
}
await browser.close();
await server.stop();
console.log(`pictures are in ${folder}`);
