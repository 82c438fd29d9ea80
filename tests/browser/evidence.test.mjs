// Whatever may be recorded is recorded, changed, ended and removed by its form, and found
// in its list.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, ask, browser, reader, readerAs, server, settled, together } from "./harness.mjs";

together();

/** A walk of one reader, at whose end nothing may have gone wrong unseen. */
function journey(name, walk, options) {
  test(name, async () => {
    const { context, page, faults } = await reader(browser, server, options);
    await walk(page, page.getByRole("dialog"));
    await context.close();
    assert.deepEqual(faults, []);
  });
}

/** Types a name into a field that finds records, and takes the first that is found. */
async function find(dialog, label, typed, name) {
  await dialog.getByLabel(label, { exact: true }).fill(typed);
  await dialog.getByRole("option", { name }).first().waitFor();
  await dialog.getByLabel(label, { exact: true }).press("Enter");
  assert.equal(await dialog.getByLabel(label, { exact: true }).inputValue(), name);
}

journey("a company is recorded, changed and removed; what was not typed is not sent", async (page, dialog) => {
  await page.goto("/organizations");
  await page.getByRole("button", { name: "Record a company" }).click();
  await page.waitForURL(/record=new/);
  await dialog.getByRole("button", { name: "Record" }).click();
  assert.equal(await dialog.getByText("This is missing.").count(), 3, "name, kind and country");
  assert.deepEqual(await accessibility(page), []);
  await dialog.getByLabel("Name", { exact: true }).fill("Zephyr Data Oy");
  await dialog.getByLabel("Kind", { exact: true }).selectOption("vendor");
  await dialog.getByLabel("Country", { exact: true }).selectOption("Finland");
  await dialog.getByLabel("Domains").fill("x".repeat(300));
  await dialog.getByRole("button", { name: "Record" }).click();
  await dialog.getByRole("alert").getByText(/^domain/).first().waitFor();
  await dialog.getByLabel("Domains").fill("zephyr.example");
  await dialog.getByLabel("Your own key").fill("zephyr");
  await dialog.getByRole("button", { name: "Record" }).click();
  await page.getByRole("heading", { name: "Zephyr Data Oy", level: 1 }).waitFor();
  await page.waitForURL(/\/organizations\/zephyr$/);
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Nothing was changed.").waitFor();
  await dialog.getByLabel("Group", { exact: true }).fill("Zephyr");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Zephyr", exact: true }).waitFor();
  const { organization } = await ask(server, `{ organization(externalId: "zephyr") { history { changes { field } } } }`);
  assert.deepEqual(organization.history[1].changes.map(({ field }) => field), ["group"]);
  await page.getByRole("button", { name: "Remove" }).click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await dialog.getByText("This is missing.").waitFor();
  await dialog.getByLabel("Why").fill("recorded twice");
  await dialog.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("heading", { name: "Companies", level: 1 }).waitFor();
  await page.getByRole("searchbox").fill("zephyr");
  await page.getByRole("heading", { name: "Nothing fits all of these" }).waitFor();
});

journey("a flow is recorded with the chain above it, changed, and ended", async (page, dialog) => {
  await page.goto("/log");
  await settled(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search" }).fill("record a flow");
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Name", { exact: true }).fill("Further scoring");
  await find(dialog, "Sends the data", "fraudl", "Fraudlens, Inc.");
  await dialog.getByLabel("Role of who sends").selectOption("processor");
  await find(dialog, "Receives the data", "deccan", "Deccan Analytics Private Limited");
  await dialog.getByLabel("Role of who receives").selectOption("processor");
  await dialog.getByRole("checkbox", { name: "identity papers" }).check();
  await find(dialog, "Passes on the data of", "identity val", "Identity validation");
  const chain = dialog.getByRole("list", { name: "Chain of flows" });
  await chain.getByText("Further scoring").waitFor();
  assert.deepEqual(await chain.getByRole("listitem").allInnerTexts(), ["Identity validation", "Further scoring"]);
  assert.deepEqual(await accessibility(page), []);
  await dialog.getByLabel("Your own key").fill("f-further-scoring");
  await dialog.getByRole("button", { name: "Record" }).click();
  await page.getByRole("heading", { name: "Further scoring", level: 1 }).waitFor();
  await page.getByRole("list").filter({ hasText: "Identity validation" }).first().waitFor();
  await page.getByRole("button", { name: "Change", exact: true }).click();
  assert.equal(await dialog.getByLabel("Origin").inputValue(), "", "the exporter's country is not the flow's own");
  await find(dialog, "Passes on the data of", "further sc", "Further scoring");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByRole("alert").getByText(/circle/).waitFor();
  await page.keyboard.press("Escape");
  await dialog.getByText("What you typed here is not saved.").waitFor();
  await dialog.getByRole("button", { name: "Go on typing" }).click();
  assert.equal(await dialog.getByLabel("Passes on the data of").inputValue(), "Further scoring");
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.getByRole("button", { name: "Discard it" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "End", exact: true }).click();
  await dialog.getByRole("button", { name: "End", exact: true }).click();
  await dialog.getByText("This is missing.").waitFor();
  await dialog.getByLabel("Ended on").fill("2026-01-01");
  await dialog.getByRole("button", { name: "End", exact: true }).click();
  await page.getByText(/ended 1 Jan 2026/).waitFor();
});

journey("binding rules are approved and withdrawn, an assessment is made again", async (page, dialog) => {
  await page.goto("/approvals?record=new");
  await dialog.getByLabel("Group", { exact: true }).fill("Relay");
  await dialog.getByRole("button", { name: "Record" }).click();
  assert.equal(await dialog.getByText("This is missing.").count(), 2, "for whose data, and under which regime");
  await dialog.getByLabel("For whose data").selectOption("data processed for others");
  await dialog.getByLabel("Regime").selectOption({ index: 1 });
  await dialog.getByLabel("Your own key").fill("bcr-relay-p");
  await dialog.getByRole("button", { name: "Record" }).click();
  await page.getByText("not approved").waitFor();
  await page.getByRole("link", { name: "Relay Communications, Inc." }).waitFor();
  await page.goto("/approvals/bcr-relay-c?on=2020-07-16");
  await page.getByRole("heading", { name: /flows? rests? on it on 16 July 2020/ }).waitFor();
  await page.getByRole("button", { name: "Withdraw" }).click();
  await dialog.getByLabel("Withdrawn on").fill("2017-01-01");
  await dialog.getByRole("button", { name: "Withdraw" }).click();
  await dialog.getByRole("alert").getByText(/withdrawnOn/).waitFor();
  await dialog.getByLabel("Withdrawn on").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Withdraw" }).click();
  await page.getByText("No flow rests on it on 16 July 2020.").waitFor();
  await page.goto("/assessments/tia-nordwind-2");
  await page.getByRole("button", { name: "Assess again" }).click();
  await dialog.getByLabel("Completed on").fill("2026-02-01");
  await dialog.getByLabel("Outcome").selectOption({ index: 1 });
  await dialog.getByRole("button", { name: "Record" }).click();
  await page.getByRole("definition").getByText(/^1 February 2026/).waitFor();
  await page.goto("/assessments?party=nordwind");
  await page.getByText(/^3 assessments$/).waitFor();
});

journey("an agreement is recorded, changed and terminated; lists are narrowed by their addresses", async (page, dialog) => {
  await page.goto("/agreements");
  await page.getByRole("combobox", { name: "Find a company" }).fill("nordw");
  await page.getByRole("option", { name: /Nordwind GmbH/ }).click();
  await page.waitForURL(/party=nordwind/);
  await page.getByText(/^2 agreements$/).waitFor();
  await page.getByRole("combobox", { name: "Signatures" }).selectOption("A signature is missing");
  await page.getByRole("heading", { name: "Nothing fits all of these" }).waitFor();
  await page.getByRole("link", { name: /Nordwind GmbH/ }).click();
  await page.getByRole("link", { name: "Gracht Uitgevers BV → Relay Communications, Inc." }).waitFor();
  await page.getByRole("button", { name: "Record an agreement" }).click();
  await find(dialog, "Sends the data", "nordw", "Nordwind GmbH");
  await dialog.getByLabel("Receives the data").fill("relay-us");
  await dialog.getByLabel("Kind", { exact: true }).selectOption("Transfer clauses alone");
  await dialog.getByLabel("Signed by who sends").fill("2026-03-01");
  await dialog.getByLabel("Runs until").fill("2026-02-01");
  await dialog.getByLabel("Signed by who receives").fill("2026-03-02");
  await dialog.getByLabel("Your own key").fill("clauses-nordwind");
  await dialog.getByRole("button", { name: "Record" }).click();
  await dialog.getByRole("alert").getByText(/^through/).waitFor();
  await dialog.getByLabel("Runs until").fill("");
  await dialog.getByRole("button", { name: "Record" }).click();
  await page.getByRole("heading", { name: "Nordwind GmbH and Relay Communications, Inc." }).waitFor();
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await dialog.getByLabel("Clauses", { exact: true }).fill("scc-2021/M2, ch-addendum");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Standard clauses of 2021" }).waitFor();
  await page.getByRole("button", { name: "Terminate" }).click();
  await dialog.getByLabel("Terminated on").fill("2026-06-30");
  await dialog.getByRole("button", { name: "Terminate" }).click();
  await page.getByText("30 June 2026").first().waitFor();
});

journey("a certification is recorded by its holder's name, and ends", async (page, dialog) => {
  await page.goto("/certifications?record=new");
  await find(dialog, "Certified", "fraudl", "Fraudlens, Inc.");
  await dialog.getByLabel("Framework").fill("eu-us-dpf");
  await dialog.getByRole("button", { name: "Record" }).click();
  assert.equal(await dialog.getByText("This is missing.").count(), 2, "what it covers, and since when");
  await dialog.getByRole("checkbox", { name: "Everything but staff data" }).check();
  await dialog.getByLabel("Certified on").fill("2025-01-01");
  await dialog.getByRole("button", { name: "Record" }).click();
  await page.getByRole("heading", { name: /Fraudlens, Inc\. in/ }).waitFor();
  await page.getByRole("button", { name: "End", exact: true }).click();
  await dialog.getByLabel("Ended on").fill("2025-06-01");
  await dialog.getByLabel("How it ended").selectOption("struck off");
  await dialog.getByRole("button", { name: "End", exact: true }).click();
  await page.getByText("1 June 2025, struck off").waitFor();
});

test("an auditor reads every list and page, and is offered no form", async () => {
  const { context, page, faults } = await readerAs(browser, server, "AUDITOR");
  for (const path of ["/flows", "/organizations", "/agreements?record=new", "/approvals/bcr-relay-c", "/assessments/tia-nordwind"]) {
    await page.goto(path);
    await settled(page);
    assert.equal(await page.getByRole("button", { name: /^(Record|Change$|Remove|Withdraw)/ }).count(), 0, path);
    assert.equal(await page.getByRole("dialog").count(), 0, path);
  }
  await context.close();
  assert.deepEqual(faults, []);
});
