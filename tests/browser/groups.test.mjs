// Flags by what would mend them, and by other things: whole groups, and whose act mends most.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, ask, browser, reader, readerAs, server, settled, together, written } from "./harness.mjs";

together();

const day = "2020-07-16";
const kinds = { Remedy: "REMEDY", Reason: "REASON", Importer: "IMPORTER", Country: "DESTINATION", Customer: "CUSTOMER" };

/** The groups of a kind as the server counts them. */
async function groups(by) {
  const { flagGroups } = await ask(
    server,
    `{ flagGroups(by: ${by}, filter: {snoozed: AWAKE}, asOf: "${day}", first: 1000) { totalCount nodes { name flows mendings(first: 1) { flows pieces { kind exporter { name } importer { name } } } } } }`,
  );
  return flagGroups;
}

test("groups of each kind are those of the server, and lead to lists of as many flags", async () => {
  const { context, page, faults } = await reader(browser, server);
  await page.goto(`/flags?on=${day}`);
  for (const [called, by] of Object.entries(kinds)) {
    const { nodes } = await groups(by);
    await page.locator(".kinds").getByRole("link", { name: called, exact: true }).click();
    await page.locator(`.kinds [aria-current=true]`).getByText(called, { exact: true }).waitFor();
    const first = page.locator(".group").first();
    await first.locator(".number").getByText(written(nodes[0].flows), { exact: true }).waitFor();
    const numbers = await page.locator(".group .number").allInnerTexts();
    assert.deepEqual(numbers, nodes.slice(0, 30).map(({ flows }) => written(flows)), called);
    await first.click();
    const flows = nodes[0].flows === 1 ? "1 flow" : `${written(nodes[0].flows)} flows`;
    await page.getByRole("heading", { name: flows, exact: true }).waitFor();
    await first.click();
    await page.waitForURL((url) => url.searchParams.size <= 2);
  }
  await context.close();
  assert.deepEqual(faults, []);
});

for (const colorScheme of ["light", "dark"]) {
  test(`a sentence says whose act mends most, leads there and starts it, ${colorScheme}`, async () => {
    const { context, page, faults } = await reader(browser, server, { colorScheme });
    const { nodes } = await groups("REMEDY");
    const [mending] = nodes[0].mendings;
    const [piece] = mending.pieces;
    await page.goto(`/flags?on=${day}`);
    const sentence = page.locator(".first-to-mend").first();
    await sentence.waitFor();
    const text = await sentence.innerText();
    assert.match(text, new RegExp(` mends? ${written(mending.flows)}$`));
    assert.ok(text.includes(piece.importer.name), text);
    const found = await accessibility(page);
    await sentence.getByRole("link").click();
    await page.waitForURL(/mend=.*record=/);
    const dialog = page.getByRole("dialog");
    await dialog.getByText(`${piece.exporter.name} → ${piece.importer.name}`).waitFor();
    found.push(...(await accessibility(page)));
    await dialog.getByRole("button", { name: "Close" }).click();
    await page.waitForURL((url) => !url.searchParams.has("record"));
    await page.getByRole("heading", { name: mending.flows === 1 ? "1 flow" : `${written(mending.flows)} flows`, exact: true }).waitFor();
    await page.getByRole("list", { name: "Who has to act" }).locator("[aria-current=true]").waitFor();
    await page.reload();
    await page.getByRole("list", { name: "Who has to act" }).locator("[aria-current=true]").waitFor();
    found.push(...(await accessibility(page)));
    await context.close();
    assert.deepEqual([...found, ...faults], []);
  });
}

test("who may not record is led to those who have to act, and starts nothing", async () => {
  const { context, page, faults } = await readerAs(browser, server, "AUDITOR");
  await page.goto(`/flags?on=${day}`);
  await page.locator(".first-to-mend").first().getByRole("link").click();
  await page.getByRole("list", { name: "Who has to act" }).locator("[aria-current=true]").waitFor();
  assert.equal(await page.getByRole("dialog").count() + (await page.getByRole("button", { name: /^Record the/ }).count()), 0);
  await context.close();
  assert.deepEqual(faults, []);
});

test("the sentence is German on a German page, and fits a phone", async () => {
  const { context, page, faults } = await reader(browser, server, { locale: "de-DE", viewport: { width: 320, height: 800 } });
  await page.goto(`/flags?on=${day}`);
  await settled(page);
  const sentence = page.locator(".first-to-mend").first();
  await sentence.waitFor();
  assert.match(await sentence.innerText(), / (behebt|beheben) [\d.]+$/);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${over} pixels too wide`);
  await context.close();
  assert.deepEqual(faults, []);
});
