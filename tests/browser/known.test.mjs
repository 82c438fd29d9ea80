// As known on an earlier moment: the whole page answers as it would have then, says so, and leads back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility, ask, launch, reader, readerAs, serve, settled } from "./harness.mjs";
import { pages } from "./pages.mjs";

let server;
let browser;
let then;
before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  const { log } = await ask(server, "{ log(first: 1000) { nodes { at } } }");
  then = log.nodes.at(-1).at;
  await ask(server, `mutation { amendFlow(externalId: "f-fraud", input: {name: "Renamed later"}) { record { id } } }`);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const known = (path) => `${path}${path.includes("?") ? "&" : "?"}known=${encodeURIComponent(then)}`;

test("from an entry of the log the whole page goes back, stays there, and returns", async () => {
  const { context, page, faults } = await reader(browser, server);
  const asked = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/graphql")) asked.push(request.postDataJSON().query);
  });
  await page.goto("/log");
  await page.getByRole("link", { name: "As known then" }).first().waitFor();
  const links = page.getByRole("link", { name: "As known then" });
  asked.length = 0;
  await links.nth((await links.count()) - 2).click();
  const banner = page.getByRole("region", { name: "As known on an earlier day" });
  await banner.getByText(/^As known on /).waitFor();
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Law" }).click();
  await page.waitForURL(/\/law\?.*known=/);
  await banner.waitFor();
  await page.goto(known("/flows/f-fraud"));
  await page.getByRole("heading", { level: 1 }).waitFor();
  await settled(page);
  assert.notEqual(await page.getByRole("heading", { level: 1 }).innerText(), "Renamed later");
  const now = asked.filter((query) => !query.includes("asKnownAt") && !/^query Viewer/.test(query));
  assert.deepEqual(now, []);
  assert.equal(await page.getByRole("button", { name: /^Record/ }).count(), 0);
  await banner.getByRole("button", { name: "Back to now" }).click();
  await page.getByRole("heading", { level: 1, name: "Renamed later" }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("known"), null);
  assert.equal(await banner.count(), 0);
  await context.close();
  assert.deepEqual(faults, []);
});

test("a day is asked for in the bar; before anything was recorded the page says that there is nothing", async () => {
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/flows/f-fraud");
  await page.getByRole("button", { name: "As known on …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Day").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Show" }).click();
  await page.getByText("As known at the end of 1 January 2020").waitFor();
  await page.getByRole("heading", { name: "There is no such record" }).waitFor();
  await page.goto("/?known=2020-01-01");
  await settled(page);
  await context.close();
  assert.deepEqual(faults, []);
});

test("nonsense in the address is told, and nothing is asked of another moment", async () => {
  const { context, page, faults } = await reader(browser, server);
  for (const text of ["soon", "2031-01-01", "2023-02-30", "%3Cscript%3E"]) {
    await page.goto(`/flows/f-fraud?known=${text}`);
    await page.getByText("The address names no moment of the past").waitFor();
    await page.getByRole("heading", { level: 1, name: "Renamed later" }).waitFor();
  }
  await page.getByRole("button", { name: "Back to now" }).click();
  await page.waitForURL(/\/flows\/f-fraud$/);
  await context.close();
  assert.deepEqual(faults, []);
});

test("an auditor is offered no form, and reads what was known", async () => {
  const { context, page, faults } = await readerAs(browser, server, "AUDITOR");
  await page.goto(known("/agreements/dpa-gracht"));
  await settled(page);
  assert.equal(await page.getByRole("button", { name: /Record|signature/i }).count(), 0);
  await context.close();
  assert.deepEqual(faults, []);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on any tinted page, ${colorScheme}`, async () => {
    const { context, page, faults } = await reader(browser, server, { colorScheme });
    const found = [];
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(known(path));
      await settled(page);
      found.push(...(await accessibility(page)).map((one) => `${name}: ${one}`));
    }
    await context.close();
    assert.deepEqual([...found, ...faults], []);
  });
}

test("no tinted page sticks out of a phone", async () => {
  const { context, page, faults } = await reader(browser, server, { viewport: { width: 320, height: 800 } });
  const wide = [];
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(known(path));
    await settled(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) wide.push(`${name}: ${over} pixels too wide`);
  }
  await context.close();
  assert.deepEqual([...wide, ...faults], []);
});
