// Who has flags in hand: chosen by boxes and keys, given to people, snoozed and back again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, ask, browser, counted, reader, readerAs, server, settled, together, written } from "./harness.mjs";

together();

const boxes = (page) => page.locator(".flag-rows tbody input[type=checkbox]");
const status = (page, text) => page.locator(".triage-told").getByText(text).waitFor();

for (const colorScheme of ["light", "dark"]) {
  test(`flags are chosen by keys, given to somebody and taken back, ${colorScheme}`, async () => {
    const { context, page, faults } = await reader(browser, server, { colorScheme });
    const { flagged } = await counted(server, "2020-07-16");
    await page.goto("/flags?on=2020-07-16");
    await page.getByRole("heading", { name: `${written(flagged)} flows`, exact: true }).waitFor();
    await boxes(page).first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.getByRole("heading", { name: "3 chosen" }).waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Space");
    await page.getByRole("heading", { name: "2 chosen" }).waitFor();
    const found = await accessibility(page);
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: "Assign 2 flags" });
    await dialog.getByRole("button", { name: "Assign" }).click();
    await dialog.getByRole("alert").waitFor(); // nobody was named
    found.push(...(await accessibility(page)));
    await dialog.getByLabel("In hand of").selectOption({ index: 1 });
    await dialog.getByRole("button", { name: "Assign" }).click();
    await status(page, /^2 flags given to /);
    const mine = page.locator(".flag-rows tbody td:last-child .cut");
    await mine.nth(1).waitFor();
    await page.getByLabel("In hand of").selectOption({ label: await page.locator("option[value=me]").innerText() });
    await page.waitForURL(/assignee=me/);
    await page.getByRole("heading", { name: "2 flows" }).waitFor();
    found.push(...(await accessibility(page)));
    await page.getByRole("button", { name: "Undo" }).click();
    await status(page, "Undone.");
    await page.getByRole("heading", { name: "No flag fits all of these" }).waitFor();
    await context.close();
    assert.deepEqual([...found, ...faults], []);
  });
}

test("a flag is snoozed with a reason, shows where it sleeps, and is woken", async () => {
  const { flagged } = await counted(server, "2020-07-16");
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/flags?on=2020-07-16");
  await page.getByRole("heading", { name: `${written(flagged)} flows`, exact: true }).waitFor();
  await boxes(page).first().check();
  await page.getByRole("button", { name: "Snooze" }).click();
  const dialog = page.getByRole("dialog", { name: "Snooze 1 flag" });
  await dialog.getByRole("button", { name: "Snooze", exact: true }).click();
  assert.equal(await dialog.getByRole("alert").count(), 2); // the day and the reason, each at its field
  await dialog.getByLabel("Back on").fill("2020-07-16");
  await dialog.getByLabel("Why it may wait").fill("their lawyers have it");
  await dialog.getByRole("button", { name: "Snooze", exact: true }).click();
  await dialog.getByText(/is not later than 2020-07-16/).waitFor(); // from the server, at the day
  await dialog.getByRole("button", { name: "In a month" }).click();
  await dialog.getByRole("button", { name: "Snooze", exact: true }).click();
  await status(page, /^1 flag snoozed until 15 August 2020/);
  await page.getByRole("heading", { name: `${written(flagged - 1)} flows` }).waitFor();
  await page.getByLabel("Show", { exact: true }).selectOption("ASLEEP");
  await page.waitForURL(/snoozed=ASLEEP/);
  await page.getByRole("heading", { name: "1 flow", exact: true }).waitFor();
  await page.getByText("snoozed until 15 Aug 2020", { exact: true }).waitFor();
  await page.reload();
  await boxes(page).first().check();
  await page.getByRole("button", { name: "Wake" }).click();
  await page.getByRole("heading", { name: "Nothing is snoozed" }).waitFor();
  await page.getByRole("link", { name: "what is awake" }).click();
  await page.getByRole("heading", { name: `${written(flagged)} flows` }).waitFor();
  await context.close();
  assert.deepEqual(faults, []);
});

test("a flag that was snoozed is back on the day on which its verdict worsens", async () => {
  const flow = "f-alpenbank-sms";
  await ask(server, `mutation { snoozeFlags(flags: [{flow: "${flow}"}], until: "2022-01-01", reason: "x", asOf: "2020-07-16") { name } }`);
  const { context, page, faults } = await reader(browser, server);
  for (const [day, says] of [
    ["2020-09-07", "snoozed until 1 Jan 2022"],
    ["2020-09-08", "is worse: back before 1 Jan 2022"],
  ]) {
    await page.goto(`/flows/${flow}?on=${day}`);
    await page.getByRole("region", { name: "In hand" }).getByText(says).waitFor();
  }
  assert.deepEqual(await accessibility(page), []);
  await context.close();
  assert.deepEqual(faults, []);
});

test("what somebody notes on a flow's page is there for others, who may only read", async () => {
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/flows/f-fraud");
  const card = page.getByRole("region", { name: "Comments" });
  await card.getByText("Nobody has noted anything yet.").waitFor();
  await card.getByRole("button", { name: "Comment" }).click();
  await card.getByRole("alert").waitFor();
  await card.getByLabel("What is to be known").fill("<b>asked</b> for\nthe signature");
  await card.getByRole("button", { name: "Comment" }).click();
  await card.getByRole("listitem").getByText("<b>asked</b> for").waitFor();
  assert.equal(await card.getByLabel("What is to be known").inputValue(), "");
  await context.close();
  const auditor = await readerAs(browser, server, "AUDITOR");
  await auditor.page.goto("/flows/f-fraud");
  await auditor.page.getByText("<b>asked</b> for").waitFor();
  assert.equal(await auditor.page.getByRole("button", { name: /Comment|Assign|Snooze/ }).count(), 0);
  await auditor.page.goto("/flags");
  await settled(auditor.page);
  assert.equal(await auditor.page.getByRole("checkbox").count(), 0);
  await auditor.context.close();
  assert.deepEqual([...faults, ...auditor.faults], []);
});

test("nothing of it is left in English on a German page, and nothing sticks out of a phone", async () => {
  const { context, page, faults } = await reader(browser, server, { locale: "de-DE", viewport: { width: 320, height: 800 } });
  await page.goto("/flags?on=2020-07-16");
  await settled(page);
  await boxes(page).first().check();
  await page.getByRole("heading", { name: "1 ausgewählt" }).waitFor();
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${over} pixels too wide`);
  await page.getByRole("button", { name: "Zurückstellen" }).click();
  await page.getByRole("dialog", { name: "1 Befund zurückstellen" }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await context.close();
  assert.deepEqual(faults, []);
});
