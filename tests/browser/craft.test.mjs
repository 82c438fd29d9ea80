// Slow and failing networks, a server that goes, an empty registry, little motion, and
// that nothing leaves the machine.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, ask, browser, reader, serve, server, settled, together } from "./harness.mjs";
import { pages } from "./pages.mjs";

together();

/** A test of one reader, at whose end nothing may have gone wrong unseen. */
function craft(name, look, options) {
  test(name, async () => {
    const { context, page, faults } = await reader(browser, server, options);
    await look(page);
    await context.close();
    assert.deepEqual(faults, []);
  });
}

craft("what is awaited appears after a fifth of a second as lines, and nothing turns", async (page) => {
  await page.goto("/law");
  await settled(page);
  let answer;
  const held = new Promise((resolve) => {
    answer = resolve;
  });
  await page.route("**/graphql", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("link", { name: "Deadlines", exact: true }).click();
  const line = page.locator("main .skeleton").first();
  await line.waitFor();
  const { delay, turns } = await line.evaluate((of) => ({
    delay: getComputedStyle(of).animationDelay,
    turns: document.getAnimations().filter((one) => one.effect.getTiming().iterations > 1).length,
  }));
  assert.deepEqual({ delay, turns }, { delay: "0.2s", turns: 0 });
  await page.waitForFunction(() => getComputedStyle(document.querySelector("main .skeleton")).opacity === "1");
  answer();
  await line.waitFor({ state: "detached" });
});

craft("every page that cannot reach the server says so in place, and asks again", async (page) => {
  const asking = Object.entries(pages).filter(([name]) => !["not-found", "import", "graphiql"].includes(name)); // the explorer asks by itself
  for (const [name, path] of asking) {
    await page.goto("/law");
    await settled(page);
    await page.route("**/graphql", (route) => route.abort());
    await page.evaluate((to) => history.pushState(null, "", to), path);
    const again = page.getByRole("button", { name: "Try again" }).first();
    if (name === "law") continue; // it stands already, and its answer is kept
    await again.waitFor();
    await page.unroute("**/graphql");
    await again.click();
    await again.waitFor({ state: "detached" });
    await settled(page);
  }
});

craft("a server that is started anew in the middle goes on with the same page", async (page) => {
  await page.goto("/flags?on=2020-07-16");
  await page.locator(".flag-rows tbody tr").first().waitFor();
  await server.halt();
  await page.getByRole("link", { name: "Deadlines", exact: true }).click();
  await page.getByText("The server cannot be reached.").waitFor();
  await server.restart();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator(".due-rows tbody tr").first().waitFor();
});

craft("no request leaves the machine, on any page", async (page) => {
  const hosts = new Set();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  for (const path of [...Object.values(pages), "/graphiql"]) {
    await page.goto(path);
    await settled(page);
  }
  assert.deepEqual([...hosts].filter(Boolean), [new URL(server.url).host]);
});

craft("who wants little to move sees the years go from one turn of the law to the next", async (page) => {
  await page.goto("/?on=2015-09-01");
  await page.getByRole("button", { name: "Play" }).click();
  await page.locator(".headline-day").getByText("6 October 2015").waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.waitForURL(/on=2015-10-06/);
});

craft("a reader who comes back is told what was written since", async (page) => {
  await page.goto("/");
  await settled(page);
  await page.evaluate(() => localStorage.setItem("visit", JSON.stringify({ last: new Date(Date.now() - 7.2e6).toISOString() })));
  const input = `externalId: "news-1", name: "News", kind: CUSTOMER, country: "DE"`;
  await ask(server, `mutation { recordOrganization(input: {${input}}) { record { id } } }`);
  await page.reload();
  const news = page.getByRole("region", { name: "Since your last visit" });
  await news.getByText("Too much was written to name the flags").waitFor(); // the import of the sample
  const { log } = await ask(server, `{ log(first: 1000) { nodes { verb } } }`);
  await news.getByText(log.nodes.at(-1).verb, { exact: true }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await news.getByRole("link", { name: "Open the log" }).click();
  await page.waitForURL(/\/log\?from=/);
  await page.getByRole("link", { name: "news-1" }).waitFor();
});

craft("a reader who comes back is told by name which flags came and which are gone", async (page) => {
  await page.goto("/");
  await settled(page);
  await page.evaluate(() => localStorage.setItem("visit", JSON.stringify({ before: new Date().toISOString(), last: new Date().toISOString() })));
  const { flows } = await ask(server, `{ flows(filter: {status: [NO_VALID_BASIS]}, first: 5) { nodes { externalId name } } }`);
  const today = new Date().toISOString().slice(0, 10);
  for (const { externalId } of flows.nodes) {
    await ask(server, `mutation { endFlow(externalId: "${externalId}", endedOn: "${today}") { record { id } } }`);
  }
  const parties = `exporter: "relay-ie", exporterRole: PROCESSOR, importer: "fraudlens", importerRole: PROCESSOR`;
  await ask(server, `mutation { recordFlow(input: {externalId: "f-new", name: "New and flagged", ${parties}, data: [IDENTITY]}) { record { id } } }`);
  await page.reload();
  const news = page.getByRole("region", { name: "Since your last visit" });
  await news.getByRole("heading", { name: "1 flag has come" }).waitFor();
  await news.getByRole("link", { name: "New and flagged" }).waitFor();
  await news.getByRole("heading", { name: `${flows.nodes.length} flags are gone` }).waitFor();
  await news.getByRole("link", { name: flows.nodes[0].name, exact: true }).first().waitFor();
  assert.deepEqual(await accessibility(page), []);
  await news.getByRole("link", { name: `All ${flows.nodes.length + 1}` }).click();
  await page.waitForURL(/news=all/);
  for (const { externalId } of flows.nodes) await news.locator(`a[href="/flows/${externalId}"]`).waitFor();
  await news.getByRole("link", { name: "New and flagged" }).click();
  await page.getByRole("heading", { level: 1, name: "New and flagged" }).waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  test(`an empty registry teaches how its first records come, and where a sample is: ${colorScheme}`, async () => {
    const empty = await serve({ command: "serve" });
    const { context, page, faults } = await reader(browser, empty, { colorScheme });
    for (const path of ["/", "/flags", "/deadlines", "/what-if?change=invalidate~eu-us-dpf~2026-12-01", "/dpa?q=x", "/log"]) {
      await page.goto(path);
      await settled(page);
      if (!/dpa|log/.test(path)) {
        await page.getByRole("heading", { name: "This registry is empty" }).waitFor();
        await page.getByText("safeconduct demo").waitFor();
      }
      assert.deepEqual(await accessibility(page), [], path);
    }
    await page.goto("/");
    await page.getByRole("link", { name: "Import files" }).click();
    await page.getByText("Drop CSV or XLSX files anywhere on this page").waitFor();
    await context.close();
    await empty.stop();
    assert.deepEqual(faults, []);
  });
}
