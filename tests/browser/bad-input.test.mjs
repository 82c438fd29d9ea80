// What people should not type, and what links should not say: a clear word in its place,
// nothing lost, nothing run.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ask, browser, reader, serve, server, settled, together } from "./harness.mjs";

const program = fileURLToPath(new URL("../../bin/safeconduct", import.meta.url));
together();

/** A walk of one reader, at whose end nothing may have gone wrong unseen, and nothing have run. */
function journey(name, walk, options) {
  test(name, async () => {
    const { context, page, faults } = await reader(browser, server, options);
    page.on("dialog", (box) => {
      faults.push(`something ran: ${box.message()}`);
      void box.dismiss();
    });
    await walk(page, page.getByRole("dialog"));
    await context.close();
    assert.deepEqual(faults, []);
  });
}

const script = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;
const formula = `=HYPERLINK("http://example.com?"&A1)`;
const hebrew = "שלום בע״מ";
const turned = "user\u202egpj.exe";
const long = "x".repeat(5_000);

/** The texts of each form, and what else it must have before the server is asked. */
const forms = {
  "/organizations": {
    texts: ["Name", "Group", "Domains", "Your own key"],
    choices: { Kind: 1, Country: 1 },
  },
  "/flows": {
    texts: ["Name", "Sends the data", "Receives the data", "Customer", "Purpose", "Product", "Declared basis", "Passes on the data of", "Your own key"],
    choices: { "Role of who sends": 1, "Role of who receives": 1 },
  },
  "/agreements": {
    texts: ["Sends the data", "Receives the data", "Clauses", "Terms or template", "Your own key"],
    choices: { Kind: 1 },
  },
  "/certifications": {
    texts: ["Certified", "Framework", "Recourse mechanism", "Your own key"],
    days: { "Certified on": "2025-01-01" },
    ticks: ["Everything but staff data"],
  },
  "/approvals": {
    texts: ["Group", "Authority", "Your own key"],
    choices: { "For whose data": 1, Regime: 1 },
  },
  "/assessments": {
    texts: ["Sends the data", "Receives the data", "Supplementary measures", "Your own key"],
    choices: { Outcome: 1 },
    days: { "Completed on": "2025-01-01" },
  },
};

for (const [path, { texts, choices = {}, days = {}, ticks = [] }] of Object.entries(forms)) {
  journey(`what is empty, too long or turned around is refused at its field: ${path}`, async (page, dialog) => {
    await page.goto(`${path}?record=new`);
    const send = dialog.getByRole("button", { name: "Record", exact: true });
    await send.click();
    await dialog.getByText("This is missing.").first().waitFor();
    for (const [label, index] of Object.entries(choices)) await dialog.getByLabel(label, { exact: true }).selectOption({ index });
    for (const [label, day] of Object.entries(days)) await dialog.getByLabel(label, { exact: true }).fill(day);
    for (const label of ticks) await dialog.getByRole("checkbox", { name: label }).check();
    for (const value of [long, turned]) {
      for (const label of texts) await dialog.getByLabel(label, { exact: true }).fill(value);
      await send.click();
      for (const label of texts.slice(0, 2)) {
        const field = dialog.getByLabel(label, { exact: true });
        await dialog.page().waitForFunction((input) => input.getAttribute("aria-invalid") === "true", await field.elementHandle());
        const said = await dialog.locator(`[id="${await field.getAttribute("aria-describedby")}"]`).innerText();
        assert.ok(said.length > 10 && said.length < 400, `${label}: ${said.slice(0, 500)}`);
        assert.equal(await field.inputValue(), value, `${label} keeps what was typed`);
      }
      await settledForm(dialog);
    }
    const wide = await dialog.evaluate((box) => box.scrollWidth - box.clientWidth);
    assert.ok(wide <= 0, `the form is ${wide} pixels too wide`);
  });
}

/** Waits until a form can be sent again. */
const settledForm = (dialog) => dialog.locator("button[type=submit]:not([disabled])").waitFor();

journey("names that look like scripts, formulas or other directions are names", async (page, dialog) => {
  for (const [key, name] of Object.entries({ script, formula, hebrew })) {
    await page.goto("/organizations?record=new");
    await dialog.getByLabel("Name", { exact: true }).fill(name);
    await dialog.getByLabel("Kind", { exact: true }).selectOption("customer");
    await dialog.getByLabel("Country", { exact: true }).selectOption("Germany");
    await dialog.getByLabel("Your own key").fill(`hostile ${key} <b>/../%00`);
    await dialog.getByLabel("Why").fill(name);
    await dialog.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await page.goto(`/dpa?q=${encodeURIComponent(`hostile ${key}`)}`);
    await page.getByRole("heading", { name: "No agreement" }).waitFor();
    await page.getByText(`There is no data processing agreement with ${name} yet.`).waitFor();
    await page.goto(`/organizations?q=${encodeURIComponent(`hostile ${key}`)}`);
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
  }
});

/** Links with nonsense, and what the page says in its place. */
const nonsense = {
  "/?on=2020-99-99&destination=%3Cscript%3E&part=x": "Overview",
  "/flags?on=nonsense&by=x&mend=%22%3E%3Cimg%3E": "Flags",
  "/flows?status=x&origin=%3Cb%3E": /origin/,
  "/flows?destination=ZZ": /destination/,
  "/flows?exporter=nobody&on=0000-00-00": "Nothing fits all of these",
  [`/flows?q=${"x".repeat(600)}`]: /text/,
  "/flows?after=nonsense": /after/,
  "/flows/nobody": "There is no such record",
  "/organizations?country=ZZ": /country/,
  "/organizations?kind=x&group=%00": "Nothing fits all of these",
  "/organizations/%3Cscript%3Ealert(1)%3C%2Fscript%3E": "There is no such record",
  "/agreements?party=nobody": "Nothing fits all of these",
  "/agreements?after=nonsense&signatures=x": /after/,
  "/agreements/nobody?on=x": "There is no such record",
  "/certifications?organization=nobody": "Nothing fits all of these",
  "/certifications/nobody": "There is no such record",
  "/approvals?group=nobody&record=x": "Nothing fits all of these",
  "/approvals/nobody": "There is no such record",
  "/assessments?party=%F0%9F%92%A9": "Nothing fits all of these",
  "/assessments/nobody": "There is no such record",
  "/dpa?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E&on=x": /No customer is called/,
  [`/dpa?q=${"x".repeat(600)}`]: /search/,
  "/what-if?change=x~y~z&change=invalidate~nothing~2020-13-13": "What if",
  "/deadlines?from=x&through=y&kind=z": "Deadlines",
  "/deadlines?from=2030-01-01&through=2020-01-01": /through/,
  "/law?on=x&kind=y": "Law",
  "/law/%22%3E": "There is no such record",
  "/log?after=x": "Log",
  "/log?from=x&actor=%3Cb%3E&verb=%00": "Log",
};

test("links with nonsense are answered by a word in its place", async () => {
  const { context, page, faults } = await reader(browser, server);
  page.setDefaultTimeout(10_000);
  const silent = [];
  for (const [path, said] of Object.entries(nonsense)) {
    await page.goto(path);
    await settled(page).catch(() => {}); // what does not settle says nothing
    const found =
      typeof said === "string"
        ? page.getByRole("heading", { name: said, exact: true })
        : page.locator("main").getByText(said);
    await found.first().waitFor({ timeout: 10_000 }).catch(() => silent.push(path.slice(0, 80)));
    if ((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) > 0) {
      silent.push(`too wide: ${path.slice(0, 80)}`);
    }
  }
  await context.close();
  assert.deepEqual([...silent, ...faults], []);
});

test("unknown paths have status 404 and the page that says so, known ones 200", async () => {
  const { context, page, faults } = await reader(browser, server);
  for (const path of ["/nowhere", "/flows/a/b", "/approvals/", "/app/nothing.js", "/%00", "/..%2f..%2fetc%2fpasswd"]) {
    assert.equal((await page.request.get(path)).status(), 404, path);
  }
  await page.goto("/flows/a/b");
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  for (const path of ["/flows", "/approvals", "/assessments/nobody", "/organizations?record=new"]) {
    assert.equal((await page.request.get(path)).status(), 200, path);
  }
  await context.close();
  assert.deepEqual(faults, []);
});

test("a session that ends in the middle of a form: one signs in in place, and saves", async () => {
  const alone = await serve(); // whose session ends here
  const { context, page, faults } = await reader(browser, alone);
  const dialog = page.getByRole("dialog", { name: "Record a flow" });
  await page.goto("/flows?record=new");
  await dialog.getByLabel("Name", { exact: true }).fill("Kept over the sign-in");
  await dialog.getByLabel("Sends the data").fill("relay-us");
  await dialog.getByLabel("Role of who sends").selectOption("processor");
  await dialog.getByLabel("Receives the data").fill("chatwave");
  await dialog.getByLabel("Role of who receives").selectOption("processor");
  await dialog.getByRole("checkbox", { name: "payments" }).check();
  const { sessions } = await ask(alone, "{ sessions { id } }");
  for (const { id } of sessions) await ask(alone, `mutation { endSession(id: "${id}") { id } }`);
  await dialog.getByRole("button", { name: "Record", exact: true }).click();
  const signIn = page.getByRole("dialog", { name: "Please sign in" });
  await signIn.getByRole("button", { name: "I have signed in" }).click(); // which is not so
  await signIn.getByLabel("The link").fill("https://example.com/#sign-in=stale");
  await signIn.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("That link no longer works").waitFor();
  await signIn.getByLabel("The link").fill(execFileSync(program, ["sign-in", "--data", alone.data], { encoding: "utf8" }));
  await signIn.getByRole("button", { name: "Sign in" }).click();
  await signIn.waitFor({ state: "detached" });
  assert.equal(await dialog.getByLabel("Name", { exact: true }).inputValue(), "Kept over the sign-in");
  assert.ok(await dialog.getByRole("checkbox", { name: "payments" }).isChecked());
  await dialog.getByRole("button", { name: "Record", exact: true }).click();
  await page.getByRole("heading", { name: "Kept over the sign-in", level: 1 }).waitFor();
  await context.close();
  await alone.stop();
  assert.deepEqual(faults, []);
});
