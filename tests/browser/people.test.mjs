// Who is signed in, what a role has of the page, and the way out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, ask, browser, reader, readerAs, serve, server, settled, together } from "./harness.mjs";

together();

const signed = "signed by both";

/** Keeps a file with an agreement. */
async function keepFile(agreement) {
  const kept = await fetch(`${server.url}/documents?name=signed.txt`, {
    method: "POST",
    headers: { "Safeconduct-Client": "page", Cookie: `${server.cookie.name}=${server.cookie.value}` },
    body: signed,
  });
  const { sha256 } = await kept.json();
  const given = `externalId: "${agreement}", input: {document: "${sha256}"}`;
  await ask(server, `mutation { amendAgreement(${given}) { record { id } } }`);
}

test("sales has one page, downloads what was signed, and asks nothing that is forbidden", async () => {
  await keepFile("dpa-nordwind-2021");
  const { context, page, faults } = await readerAs(browser, server, "SALES");
  const refused = [];
  page.on("response", async (response) => {
    if (response.url().endsWith("/graphql") && /FORBIDDEN/.test(await response.text().catch(() => ""))) {
      refused.push(response.request().postData());
    }
  });
  await page.goto("/");
  await page.waitForURL(/\/dpa$/);
  await page.getByRole("combobox", { name: "Customer" }).waitFor();
  const places = page.getByRole("navigation", { name: "Pages" }).getByRole("link");
  assert.deepEqual(await places.allInnerTexts(), ["Sales"]);
  await page.keyboard.press("Control+k");
  assert.equal(await page.getByRole("dialog").count(), 0);
  await page.keyboard.type("nordw");
  await page.getByRole("heading", { name: "Yes, concluded and in force" }).waitFor();
  const link = page.getByRole("link", { name: "Download signed.txt" });
  assert.match(await link.getAttribute("href"), /\?agreement=dpa-nordwind-2021$/);
  // A browser downloads beside the page, without the token that stands for a session here.
  assert.equal(await link.evaluate(async ({ href }) => (await fetch(href)).text()), signed);
  for (const path of ["/flags", "/flows/f-fraud", "/log", "/graphiql"]) {
    await page.goto(path);
    await page.getByRole("heading", { name: "Your role does not allow this" }).waitFor();
  }
  assert.deepEqual(await accessibility(page), []);
  await page.getByRole("link", { name: "Ask about a customer" }).click();
  await page.getByRole("combobox", { name: "Customer" }).waitFor();
  await context.close();
  assert.deepEqual([...refused, ...faults], []);
});

test("a menu says who is signed in, and signs out", async () => {
  const alone = await serve(); // whose session ends here
  const { context, page, faults } = await reader(browser, alone, { colorScheme: "dark" });
  await page.goto("/log");
  await settled(page);
  await page.getByRole("button", { name: /^Signed in as / }).press("Enter");
  const menu = page.getByRole("region", { name: "Who is signed in" });
  await menu.getByText("Administrator", { exact: true }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: /^Signed in as / }).press("Enter");
  await menu.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Please sign in" }).waitFor();
  await page.goto("/flags");
  await page.getByRole("heading", { name: "Please sign in" }).waitFor();
  await context.close();
  await alone.stop();
  assert.deepEqual(faults, []);
});

test("an administrator creates a token, sees its secret once, and revokes it; an auditor only reads", async () => {
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/tokens");
  await page.getByRole("button", { name: "Create a token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What it is for").fill("nightly");
  await dialog.getByLabel("Role").selectOption("Auditor");
  await dialog.getByRole("button", { name: "Create a token" }).click();
  const secret = await dialog.locator(".token-secret").innerText();
  const asked = () =>
    fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query: "{ viewer { role } }" }),
    });
  assert.equal((await (await asked()).json()).data.viewer.role, "AUDITOR");
  assert.deepEqual(await accessibility(page), []);
  await dialog.locator(".buttons").getByRole("button", { name: "Close" }).click();
  assert.ok(!(await page.content()).includes(secret));
  await page.getByRole("button", { name: "Revoke nightly" }).click();
  await dialog.getByLabel("Why").fill("no longer needed");
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await page.getByText(/^revoked /).waitFor();
  assert.equal((await asked()).status, 401);
  await context.close();
  const auditor = await readerAs(browser, server, "AUDITOR");
  await auditor.page.goto("/tokens");
  await auditor.page.getByText("nightly", { exact: true }).waitFor();
  assert.equal(await auditor.page.getByRole("button", { name: /Revoke|End|Create/ }).count(), 0);
  await auditor.context.close();
  assert.deepEqual([...faults, ...auditor.faults], []);
});
