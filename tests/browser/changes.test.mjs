// What a change does is told before it is saved; two who change the same are shown both; a change is taken back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, ask, browser, reader, readerAs, server, together } from "./harness.mjs";

together();

const commits = async () => (await ask(server, "{ log { totalCount } }")).log.totalCount;

test("a form tells what saving does while it is filled in, and writes nothing", async () => {
  const { context, page, faults } = await reader(browser, server);
  const written = await commits();
  await page.goto("/flows/f-fraud");
  await page.getByRole("button", { name: "Record the agreement" }).click();
  const dialog = page.getByRole("dialog");
  for (const party of ["Relay Ireland Limited", "Fraudlens, Inc."]) {
    await dialog.getByLabel(`Signed by ${party}`).fill("2025-03-03");
  }
  const said = dialog.getByRole("status").getByText(/only at risk/).first();
  await said.waitFor();
  await dialog.getByText(/^Which flows?$/).click();
  await dialog.getByRole("link", { name: "Identity validation" }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await dialog.getByLabel("Clauses", { exact: true }).fill("scc-1066"); // which is refused when it is sent
  await said.waitFor({ state: "detached" });
  assert.equal(await dialog.getByRole("alert").count(), 0);
  await dialog.getByLabel("Clauses", { exact: true }).fill("scc-2021/M2");
  await said.waitFor();
  assert.equal(await commits(), written);
  await dialog.getByRole("button", { name: "Record", exact: true }).click();
  await page.locator(".verdict").getByRole("heading", { name: "At risk" }).waitFor();
  assert.equal(await commits(), written + 1);
  await context.close();
  assert.deepEqual(faults, []);
});

const now = async () =>
  (await ask(server, `{ certification(externalId: "cert-relay-dpf") { version nextDueOn } }`)).certification;

for (const colorScheme of ["light", "dark"]) {
  test(`two who renew the same certification see both days, ${colorScheme}`, async () => {
    const { context, page, faults } = await reader(browser, server, { colorScheme, viewport: { width: 360, height: 800 } });
    const { version } = await now();
    const [theirs, mine] = colorScheme === "light" ? ["2028-01-01", "2028-02-02"] : ["2029-01-01", "2029-02-02"];
    await page.goto("/certifications/cert-relay-dpf");
    await page.getByRole("button", { name: "Record the renewal" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Next renewal due on").fill(mine);
    await dialog.getByLabel("Why").fill("mine");
    const given = `externalId: "cert-relay-dpf", nextDueOn: "${theirs}", reason: "theirs"`;
    await ask(server, `mutation { renewCertification(${given}) { record { id } } }`);
    await dialog.getByRole("button", { name: "Record", exact: true }).click();
    await dialog.getByRole("alert").getByText(`Meanwhile, version ${version + 1} was recorded`).waitFor();
    await dialog.getByText("≠ differs").waitFor();
    assert.ok(await dialog.getByRole("radio", { name: /What you typed/ }).isChecked());
    await dialog.getByRole("group", { name: /^Next renewal due on/ }).waitFor();
    assert.deepEqual(await accessibility(page), []);
    assert.ok(await dialog.evaluate((box) => box.scrollWidth <= box.clientWidth), "the dialog is wider than the screen");
    await dialog.getByRole("button", { name: "Take all theirs" }).click();
    await dialog.getByRole("button", { name: "Keep all mine" }).click();
    await dialog.getByRole("button", { name: "Go on with this" }).click();
    assert.equal(await dialog.getByLabel("Next renewal due on").inputValue(), mine);
    assert.equal(await dialog.getByLabel("Why").inputValue(), "mine");
    await dialog.getByRole("button", { name: "Record", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    assert.deepEqual(await now(), { version: version + 2, nextDueOn: mine });
    await context.close();
    assert.deepEqual(faults, []);
  });
}

test("the latest version is taken back, after what that does was told", async () => {
  const { context, page, faults } = await reader(browser, server, { locale: "de-DE" });
  await ask(server, `mutation { terminateAgreement(externalId: "dpa-nordwind-2021", terminatedOn: "2024-01-01") { record { id } } }`);
  await page.goto("/agreements/dpa-nordwind-2021");
  await page.getByRole("button", { name: "Letzte Änderung zurücknehmen" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("status").getByText(/Am .*: /).first().waitFor();
  assert.deepEqual(await accessibility(page), []);
  await dialog.getByLabel("Warum").fill("es war der falsche");
  await dialog.getByRole("button", { name: "Letzte Änderung zurücknehmen" }).click();
  await page.getByText("es war der falsche").waitFor();
  const { agreement } = await ask(server, `{ agreement(externalId: "dpa-nordwind-2021") { terminatedOn } }`);
  assert.equal(agreement.terminatedOn, null);
  await context.close();
  assert.deepEqual(faults, []);
});

test("who only reads sees no form and no button that records", async () => {
  const { context, page, faults } = await readerAs(browser, server, "AUDITOR");
  for (const [path, heading] of [
    ["/agreements/dpa-gracht", "History"],
    ["/certifications/cert-relay-dpf", "History"],
    ["/flows/f-app-users?on=2020-07-16", "What would mend it"],
  ]) {
    await page.goto(path);
    await page.getByRole("heading", { name: heading }).waitFor();
    assert.equal(await page.getByRole("main").getByRole("button", { name: /Record|Change|Remove|Take/ }).count(), 0, path);
    assert.equal(await page.locator("main input[type=file]").count(), 0, path);
  }
  await context.close();
  assert.deepEqual(faults, []);
});
