// Long tables: few rows are in the document, and all of them are there for keys and for
// those who do not see them; further ones are asked for as one scrolls.
import assert from "node:assert/strict";
import { test } from "node:test";
import { longLog } from "./bench/log-of.mjs";
import { accessibility, browser, reader, server, together } from "./harness.mjs";

together();

const entries = 100_000;

/** A reader of a log that is as long as a table becomes. */
async function ofLongLog() {
  const one = await reader(browser, server);
  await longLog(one.page, entries);
  await one.page.goto("/log");
  await one.page.locator(".log-rows tbody tr").first().waitFor();
  return { ...one, frame: one.page.getByRole("region", { name: "Writes, in rows" }) };
}

test("of 100,000 rows only those in sight are in the document, and their number is told", async () => {
  const { context, page, frame, faults } = await ofLongLog();
  const table = page.getByRole("table", { name: "Writes, in rows" });
  assert.equal(await table.getAttribute("aria-rowcount"), `${entries + 1}`);
  assert.ok((await table.getByRole("row").count()) < 60);
  assert.deepEqual(await accessibility(page), []);
  await frame.focus();
  await page.keyboard.press("End");
  await page.locator(`tr[aria-rowindex="${entries + 1}"]`).getByText("f-100000").waitFor();
  assert.ok((await table.getByRole("row").count()) < 60);
  assert.ok((await page.locator("*").count()) < 1_500, "the document stays small");
  await context.close();
  assert.deepEqual(faults, []);
});

test("a row that has the focus stays, however far one scrolls", async () => {
  const { context, page, frame, faults } = await ofLongLog();
  const link = page.getByRole("link", { name: "f-2", exact: true });
  await link.focus();
  await frame.evaluate((of) => of.scrollTo(0, 30_000));
  await page.locator('tr[aria-rowindex="540"]').waitFor();
  assert.equal(await link.evaluate((of) => of === document.activeElement), true);
  await context.close();
  assert.deepEqual(faults, []);
});

test("who goes on by Tab from a row out of sight is in the row after it", async () => {
  const { context, page, frame, faults } = await ofLongLog();
  const inRow = () => page.evaluate(() => document.activeElement.closest("tr")?.getAttribute("aria-rowindex"));
  for (const [key, next] of Object.entries({ Tab: "22", "Shift+Tab": "20" })) {
    await page.getByRole("link", { name: "f-20", exact: true }).focus();
    await frame.evaluate((of) => of.scrollTo(0, 30_000));
    await page.locator('tr[aria-rowindex="540"]').waitFor();
    while ((await inRow()) === "21") await page.keyboard.press(key);
    assert.equal(await inRow(), next);
    assert.ok((await frame.evaluate((of) => of.scrollTop)) < 2_000, "the row is in sight");
  }
  await context.close();
  assert.deepEqual(faults, []);
});

test("a row that was moved by others keeps the focus out of sight, and over a form that it opened", async () => {
  const { context, page, faults } = await reader(browser, server);
  let rest;
  const held = new Promise((go) => {
    rest = go;
  });
  await page.route("**/graphql", async (route) => {
    if (/"after":"[^"]/.test(route.request().postData() ?? "")) await held; // all pages but the first
    await route.continue();
  });
  await page.goto("/flags?on=2020-07-16");
  const box = page.locator(".flag-rows tbody input[type=checkbox]").nth(2);
  await box.focus();
  const name = await box.getAttribute("aria-label");
  const isThere = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  rest();
  await page.getByText(/^[\d,]+ flows on 16 July 2020$/).waitFor({ state: "attached" });
  assert.equal(await isThere(), name);
  await page.keyboard.press("Space");
  await page.getByRole("region", { name: "Flags, in rows" }).evaluate((of) => of.scrollTo(0, 30_000));
  await page.locator('.flag-rows tr[aria-rowindex="440"]').waitFor();
  await page.keyboard.press("s");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await isThere(), name);
  await context.close();
  assert.deepEqual(faults, []);
});

test("a page that does not come leaves the rows that are here, and is asked for again", async () => {
  const { context, page, frame, faults } = await ofLongLog();
  await page.route("**/graphql", (route) => route.abort());
  await frame.evaluate((of) => of.scrollTo(0, 70_000));
  await page.getByText("The server cannot be reached.").waitFor();
  await frame.evaluate((of) => of.scrollTo(0, 0));
  await page.getByRole("link", { name: "f-1", exact: true }).waitFor();
  await page.unroute("**/graphql");
  await longLog(page, entries);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("The server cannot be reached.").waitFor({ state: "detached" });
  await frame.evaluate((of) => of.scrollTo(0, 70_000));
  await page.locator('tr[aria-rowindex="1260"]').getByText("f-1259").waitFor();
  await context.close();
  assert.deepEqual(faults, []);
});

test("flags on paper are all there, and the page is light and without its bar", async () => {
  const { context, page, faults } = await reader(browser, server, { colorScheme: "dark" });
  await page.goto("/flags?on=2020-07-16");
  const [, flows] = (await page.getByRole("heading", { name: /^[\d,]+ flows$/ }).innerText()).match(/([\d,]+)/);
  const rows = page.locator(".flag-rows tbody tr");
  await rows.first().waitFor();
  assert.ok((await rows.count()) < 60);
  await page.emulateMedia({ media: "print" });
  await page.waitForFunction(
    (all) => document.querySelectorAll(".flag-rows tbody tr").length === all,
    Number(flows.replace(",", "")),
  );
  assert.equal(await page.getByRole("navigation", { name: "Pages" }).isVisible(), false);
  const ink = await page.locator("h1").evaluate((of) => getComputedStyle(of).color);
  assert.equal(ink, "rgb(24, 28, 34)");
  await context.close();
  assert.deepEqual(faults, []);
});
