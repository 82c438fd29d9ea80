// What if: who is hit, on what they fall back, as a link, a file and on paper; two that
// are saved beside each other. And deadlines as a calendar.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { accessibility, ask, browser, reader, server, together, written } from "./harness.mjs";

together();

const falls = (instrument) => `{invalidate: {instrument: "${instrument}", on: "2026-12-01"}}`;
const supposed = "/what-if?change=invalidate~eu-us-dpf~2026-12-01";

/** What a hypothesis does, as the server tells it. */
async function impactOf(instrument) {
  const asked = `impact(asOf: "2026-12-01") { hits newlyWithoutBasis fallingBack stillCovered { instrument { name } flows } }`;
  return (await ask(server, `{ scenario(changes: [${falls(instrument)}]) { ${asked} } }`)).scenario.impact;
}

test("the flows that are hit stand before and after, are narrowed by a link, and are all in the file", async () => {
  const { hits, newlyWithoutBasis, fallingBack, stillCovered } = await impactOf("eu-us-dpf");
  const { context, page, faults } = await reader(browser, server, { acceptDownloads: true });
  await page.goto(supposed);
  await page.getByRole("heading", { name: `${written(hits)} flows are hit` }).waitFor();
  const table = page.getByRole("table", { name: "Flows that are hit, in rows" });
  const count = (n) => page.locator(`.hit-rows[aria-rowcount="${n + 1}"]`).waitFor();
  await count(hits);
  await page.getByRole("link", { name: `Lose the last basis ${written(newlyWithoutBasis)}` }).click();
  await page.waitForURL(/effect=FALLS(&|$)/);
  await count(newlyWithoutBasis);
  const [, , , then, now] = await table.getByRole("row").nth(1).getByRole("cell").allInnerTexts();
  assert.match(then, /Valid|At risk/);
  assert.equal(now, "No valid basis");
  await page.getByRole("link", { name: `Fall back on another ${written(fallingBack)}` }).click();
  await count(fallingBack);
  const { instrument, flows } = stillCovered[0];
  await page.getByRole("region", { name: "What holds on" }).getByRole("link", { name: instrument.name }).click();
  await page.waitForURL(/fallback=/);
  await page.reload();
  await count(flows);
  assert.deepEqual(await accessibility(page), []);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const lines = readFileSync(await (await download).path(), "utf8").trim().split("\r\n");
  assert.equal(lines.length, flows + 1);
  await page.getByRole("searchbox", { name: "Find a flow by its words" }).fill("no such word");
  await page.getByRole("heading", { name: "No flow fits all of these" }).waitFor();
  await page.getByRole("link", { name: "Show all that are hit" }).click();
  await count(hits);
  await context.close();
  assert.deepEqual(faults, []);
});

test("the report says on paper what was supposed, and leaves what is only for a screen", async () => {
  const { context, page, faults } = await reader(browser, server, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(supposed);
  await page.locator(".hit-rows").waitFor();
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  await page.emulateMedia({ media: "print" });
  await page.getByText(/^A court invalidates: .*Data Privacy Framework.*, 1 December 2026$/).waitFor();
  assert.equal(await page.getByRole("button", { name: "The Data Privacy Framework falls" }).isVisible(), false);
  assert.equal(await page.locator(".outcome-lead").isVisible(), true);
  const { hits } = await impactOf("eu-us-dpf");
  await page.waitForFunction((n) => document.querySelectorAll(".hit-rows tbody tr").length === n, Math.min(1000, hits));
  await context.close();
  assert.deepEqual(faults, []);
});

test("whose certifications are withdrawn is found by name", async () => {
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/what-if");
  await page.getByRole("button", { name: "Add another" }).click();
  await page.getByLabel("What happens").last().selectOption("All certifications withdrawn of");
  await page.getByRole("combobox", { name: "Name of the company" }).fill("relay comm");
  await page.getByRole("option", { name: /Relay Communications, Inc\./ }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/change=withdraw%7Erelay-us%7E/);
  await page.locator(".outcome-lead").waitFor();
  assert.deepEqual(await accessibility(page), []);
  await context.close();
  assert.deepEqual(faults, []);
});

test("two saved hypotheses are compared, and the comparison is a link", async () => {
  for (const [name, instrument] of [
    ["DPF", "eu-us-dpf"],
    ["Clauses", "scc-2021"],
  ]) {
    await ask(
      server,
      `mutation { saveScenario(name: "${name}", changes: [${falls(instrument)}], note: "", asOf: "2026-12-01", expectedVersion: 0) { name } }`,
    );
  }
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/what-if");
  await page.getByLabel("Compare", { exact: true }).selectOption("DPF");
  await page.getByLabel("with", { exact: true }).selectOption("Clauses");
  const [one, other] = [await impactOf("eu-us-dpf"), await impactOf("scc-2021")];
  const row = page.locator(".compare tbody tr").first();
  await row.waitFor();
  const change = other.hits - one.hits;
  const difference = change === 0 ? "" : `${change > 0 ? "+" : "−"}${written(Math.abs(change))}`;
  assert.deepEqual(await row.getByRole("cell").allInnerTexts(), [written(one.hits), written(other.hits), difference]);
  await page.getByText(/^Hit by “Clauses” alone/).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await page.reload();
  await row.waitFor();
  await context.close();
  assert.deepEqual(faults, []);
});

test("deadlines are a calendar, whose days are reached by keys and tell what is due", async () => {
  const { deadlines } = await ask(
    server,
    `{ deadlines(from: "2020-01-01", through: "2022-12-31", first: 1000) { totalCount nodes { date } } }`,
  );
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/deadlines?from=2020-01-01&through=2022-12-31");
  await page.getByRole("link", { name: "Calendar", exact: true }).press("Enter");
  await page.waitForURL(/view=calendar/);
  const days = new Set(deadlines.nodes.map(({ date }) => date));
  await page.locator(".due-on").first().waitFor();
  assert.equal(await page.locator(".due-on").count(), days.size);
  const last = page.locator(".due-on").last();
  const [, name] = (await last.getAttribute("aria-label")).match(/^(.+?): /);
  await last.press("Enter");
  await page.getByRole("heading", { name }).waitFor();
  assert.equal(await last.getAttribute("aria-current"), "date");
  await page.evaluate(() => scrollTo(0, 0)); // what lies under the bar is not measured
  assert.deepEqual(await accessibility(page), []);
  await context.close();
  assert.deepEqual(faults, []);
});
