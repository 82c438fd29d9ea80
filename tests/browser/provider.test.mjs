// Somebody signs in at an OpenID provider, with everything that may happen then.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility, launch, reader, settled } from "./harness.mjs";
import { serveWithProvider } from "./provider.mjs";

let server;
let provider;
let browser;

before(async () => {
  [{ server, provider }, browser] = await Promise.all([serveWithProvider(), launch()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const view = "/flags?on=2020-07-16&mend=ASSESS";

/** Says at the provider who one is, and comes back. */
async function identify(page) {
  await page.waitForURL((at) => at.origin === provider.url);
  await page.getByLabel("Username").fill("test-user@localhost");
  await page.getByLabel("Password").fill("verysecure");
  await page.getByRole("button", { name: "Login" }).click();
}

/** Somebody of some groups who has signed in, and looks at a view. */
async function signedIn(groups, options = {}) {
  await provider.groups(...groups);
  const one = await reader(browser, server, options);
  await one.page.goto(view);
  await one.page.getByRole("link", { name: "Sign in at your provider" }).click();
  await identify(one.page);
  await one.page.waitForURL(server.url + view);
  await settled(one.page);
  return one;
}

const isAskedToSignIn = (page) => page.getByRole("heading", { name: "Please sign in" }).waitFor();

test("somebody signs in at the provider, comes back to the view, and has the role of the group", async () => {
  await provider.groups("canteen", "revision");
  const { context, page, faults } = await reader(browser, server);
  await page.goto(view);
  await isAskedToSignIn(page);
  const link = page.getByRole("link", { name: "Sign in at your provider" });
  await link.waitFor();
  assert.deepEqual(await accessibility(page), []);
  await link.click();
  await identify(page);
  await page.waitForURL(server.url + view);
  await page.getByRole("heading", { name: "Flags", exact: true }).waitFor();
  await page.getByRole("button", { name: "Signed in as test-user@zitadel.ch" }).click();
  const menu = page.getByRole("region", { name: "Who is signed in" });
  await menu.getByText("oidc:test-user@zitadel.ch", { exact: true }).waitFor();
  await menu.getByText("Auditor", { exact: true }).waitFor();
  const [cookie] = (await context.cookies(server.url)).filter(({ name }) => name === "safeconduct");
  assert.deepEqual([cookie.httpOnly, cookie.sameSite], [true, "Lax"]);
  await context.close();
  assert.deepEqual(faults, []);
});

test("a group that changes at the provider is another role with the next request, and none ends the session", async () => {
  const { context, page, faults } = await signedIn(["revision"]);
  await provider.groups("sellers");
  await page.reload();
  await page.getByRole("heading", { name: "Your role does not allow this" }).waitFor();
  assert.deepEqual(await page.getByRole("navigation", { name: "Pages" }).getByRole("link").allInnerTexts(), ["Sales"]);
  await page.getByRole("link", { name: "Ask about a customer" }).click();
  const field = page.getByRole("combobox", { name: "Customer" });
  await field.waitFor();
  await provider.groups();
  await field.fill("nordw");
  await isAskedToSignIn(page);
  await page.waitForURL((at) => at.searchParams.get("q") === "nordw");

  // What was typed stays: one signs in beside it, at the same view.
  await provider.groups("sellers");
  const [beside] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("link", { name: "Sign in at your provider" }).click(),
  ]);
  await identify(beside);
  await beside.waitForURL((at) => at.origin === server.url && at.pathname === "/dpa");
  await beside.getByRole("heading", { name: "Yes, concluded and in force" }).waitFor();
  await page.getByRole("button", { name: "I have signed in" }).click();
  assert.equal(await field.inputValue(), "nordw")
  await page.getByRole("heading", { name: "Yes, concluded and in force" }).waitFor();
  await context.close();
  assert.deepEqual(faults, []);
});

test("who signs out is signed out, and whom the provider signs out, too", async () => {
  const { context, page, faults } = await signedIn(["revision"]);
  const other = await signedIn(["revision"]);
  await page.getByRole("button", { name: /^Signed in as / }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await isAskedToSignIn(page);
  await page.goto(view);
  await isAskedToSignIn(page);

  await other.page.getByRole("link", { name: "Law", exact: true }).click();
  await other.page.getByRole("heading", { name: "Law", exact: true }).waitFor();
  assert.equal(await provider.signOut(server), "200");
  await other.page.getByRole("link", { name: "Flags", exact: true }).click();
  await isAskedToSignIn(other.page);
  await Promise.all([context.close(), other.context.close()]);
  assert.deepEqual([...faults, ...other.faults], []);
});

for (const colorScheme of ["light", "dark"]) {
  test(`who is in no group is told so on a page, and tries again, ${colorScheme}`, async () => {
    await provider.groups("canteen");
    const { context, page, faults } = await reader(browser, server, { colorScheme, viewport: { width: 320, height: 700 } });
    await page.goto(view);
    await page.getByRole("link", { name: "Sign in at your provider" }).click();
    const answer = page.waitForResponse((response) => response.url().startsWith(`${server.url}/sign-in/callback`));
    await identify(page);
    assert.equal((await answer).status(), 403);
    const told = page.getByRole("dialog", { name: "You are not signed in" });
    await told.getByText("oidc:test-user@zitadel.ch is in no group that has a role here").waitFor();
    const again = told.getByRole("link", { name: "Try again at your provider" });
    await again.waitFor();
    assert.equal(page.url(), server.url + view); // neither code nor state stays in the address
    assert.deepEqual(await accessibility(page), []);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${over} pixels too wide`);
    await provider.groups("revision");
    await again.click();
    await identify(page);
    await page.waitForURL(server.url + view);
    await page.getByRole("heading", { name: "Flags", exact: true }).waitFor();
    await context.close();
    assert.deepEqual(faults, []);
  });
}

test("whom the provider refuses, and who comes back with nothing that is valid, is told so in words", async () => {
  await provider.groups("revision");
  const { context, page, faults } = await reader(browser, server, { locale: "de-DE" });
  const begun = await context.request.get(`/sign-in/oidc?to=${encodeURIComponent(view)}`, { maxRedirects: 0 });
  const refused = await page.goto(`${begun.headers().location}&prompt=none`); // which the provider refuses without asking
  assert.equal(refused.status(), 401);
  const told = page.getByRole("dialog", { name: "Sie sind nicht angemeldet" });
  await told.getByText("der Anbieter hat niemanden angemeldet: von vorn beginnen").waitFor();
  assert.equal(page.url(), server.url + view);
  const forged = await page.goto("/sign-in/callback?code=x&state=x");
  assert.equal(forged.status(), 401);
  await told.getByText("die Anmeldung ist nicht gültig: von vorn beginnen").waitFor();
  assert.equal(page.url(), `${server.url}/`);
  await context.close();
  assert.deepEqual(faults, []);
});

test("a sign-in leads to no other server, whatever is wanted", async () => {
  await provider.groups("revision");
  const { context, page, faults } = await reader(browser, server);
  for (const wanted of ["//evil.example/", "/\\evil.example/", "/\t/evil.example/", "https://evil.example/"]) {
    await page.goto(`/sign-in/oidc?to=${encodeURIComponent(wanted)}`);
    await identify(page);
    await page.waitForURL(`${server.url}/`);
  }
  await context.close();
  assert.deepEqual(faults, []);
});
