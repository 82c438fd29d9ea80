// Pictures of every page in both themes, and the small ones of the README:
// node tests/browser/screenshots.mjs FOLDER
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
  for (const [name, path] of Object.entries({ ...pages, empty: "/flags?on=1999-01-01" })) {
    await page.goto(path);
    await settled(page);
    await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
  }
  await context.close();
  if (faults.length > 0) console.error(faults.join("\n"));
}

const { context, page } = await reader(browser, server, { viewport: { width: 1320, height: 850 } });
for (const name of ["overview", "flags", "dpa"]) {
  await page.goto(pages[name]);
  await settled(page);
  await page.screenshot({ path: `docs/pictures/${name}.jpg`, type: "jpeg", quality: 72 });
}
await context.close();
await browser.close();
await server.stop();
console.log(`pictures are in ${folder}`);
