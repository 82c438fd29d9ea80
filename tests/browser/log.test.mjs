// What the page checks of the log by itself: who signed it, and what is in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, ask, browser, reader, server, settled, together, tooWide } from "./harness.mjs";

together();

/** A journey of one reader, at whose end nothing may have gone wrong unseen. */
function journey(name, walk, options) {
  test(name, async () => {
    const { context, page, faults } = await reader(browser, server, options);
    await walk(page);
    await context.close();
    assert.deepEqual(faults, []);
  });
}

/** Has a server that lies answer an operation: what it says is changed on its way. */
const lie = (page, operation, change) =>
  page.route("**/graphql", async (route) => {
    if (!route.request().postDataJSON().query.includes(`query ${operation}`)) return route.fallback();
    const response = await route.fetch();
    const answer = await response.json();
    change(answer.data);
    await route.fulfill({ response, json: answer });
  });

const signed = "The checkpoint is signed with the log’s key, as the server tells it.";

for (const colorScheme of ["light", "dark"]) {
  journey(
    `a chosen entry is proven to be in the log, whose checkpoint is signed: ${colorScheme}`,
    async (page) => {
      await ask(server, `mutation { recordOrganization(input: {externalId: "log-${colorScheme}", name: "L", kind: CUSTOMER, country: "DE"}) { record { id } } }`);
      await page.goto("/log");
      await page.getByText(signed).waitFor();
      const { checkpoint } = await ask(server, "{ checkpoint { size } }");
      await page.getByRole("link", { name: "Check entry 1 in this browser" }).click();
      await page.waitForURL(/entry=1$/);
      const dialog = page.getByRole("dialog", { name: "Entry 1" });
      await dialog.getByText(`Entry 1 is in the log of ${checkpoint.size} entries`).waitFor();
      await dialog.getByText("It says what the list tells").waitFor();
      await dialog.getByText(signed).waitFor();
      await dialog.getByText("safeconduct-entry v1").waitFor();
      assert.deepEqual(await accessibility(page), []);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      assert.equal(new URL(page.url()).search, "");
    },
    { colorScheme },
  );
}

journey("the address opens the check of an entry; going back leaves the page, and nonsense opens nothing", async (page) => {
  await page.goto("/law");
  await settled(page);
  await page.evaluate(() => history.pushState(null, "", "/log?entry=1"));
  await page.getByRole("dialog", { name: "Entry 1" }).getByText("Entry 1 is in the log").waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Law" }).waitFor();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).pathname, "/law");
  await page.goto("/log?entry=99999999");
  await page.getByRole("dialog").getByText("There is no entry 99,999,999").waitFor();
  for (const entry of ["0", "-1", "1e3", "%3Cscript%3E"]) {
    await page.goto(`/log?entry=${entry}`);
    await page.getByText(signed).waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
  }
});

journey("an entry that was changed is told not to be in the log, and a list that tells otherwise to do so", async (page) => {
  await lie(page, "Inclusion", ({ inclusion }) => {
    inclusion.entry = inclusion.entry.replace(/actor .*/, "actor os:mallory");
  });
  await page.goto("/log?entry=1");
  const dialog = page.getByRole("dialog", { name: "Entry 1" });
  await dialog.getByText("Entry 1 does not lead to the root of the checkpoint").waitFor();
  await dialog.getByText("The list tells otherwise than the entry: who").waitFor();
});

journey("a checkpoint whose signature was changed, or that is of another state, is not relied on", async (page) => {
  await lie(page, "LogHead", ({ checkpoint }) => {
    const line = checkpoint.note.trimEnd().split(" ");
    const signature = Buffer.from(line.pop(), "base64");
    signature[40] ^= 1;
    checkpoint.note = `${line.join(" ")} ${signature.toString("base64")}\n`;
  });
  await page.goto("/log");
  await page.getByText("The signature of the checkpoint is not valid.").waitFor();
  await page.unroute("**/graphql");
  await lie(page, "LogHead", ({ checkpoint }) => {
    checkpoint.root = "00".repeat(32);
  });
  await page.reload();
  await page.getByText("What is signed is another state of the log").waitFor();
});

journey("a reader's own key counts instead of the server's", async (page) => {
  const { checkpoint } = await ask(server, "{ checkpoint { verifierKey } }");
  await page.goto("/log");
  const field = page.getByLabel("A key that you kept");
  await field.fill(checkpoint.verifierKey);
  await page.getByText("The checkpoint is signed with the key that you gave.").waitFor();
  await field.fill("safeconduct/example+256e8355+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");
  await page.getByText("The checkpoint is not signed with the key that you gave.").waitFor();
  assert.deepEqual(await accessibility(page), []);
  await field.fill("<script>alert(1)</script>");
  await page.getByText("That is no key").waitFor();
  await field.fill("");
  await page.getByText(signed).waitFor();
});

journey("a browser without Ed25519 says that it cannot check signatures, and checks the rest", async (page) => {
  await page.addInitScript(() => {
    SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("unknown", "NotSupportedError"));
  });
  await page.goto("/log?entry=1");
  await page.getByRole("dialog").getByText("Entry 1 is in the log").waitFor();
  await page.getByRole("dialog").getByText("This browser cannot check Ed25519 signatures").waitFor();
});

journey("a phone shows the checks, in German, and nothing sticks out", async (page) => {
  await page.goto("/log?entry=1");
  await page.getByRole("dialog").getByText("Eintrag 1 steht im Protokoll").waitFor();
  assert.equal(await tooWide(page), 0);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Eintrag 1 in diesem Browser prüfen" }).waitFor();
  assert.equal(await tooWide(page), 0);
}, { viewport: { width: 320, height: 800 }, locale: "de-DE" });
