// What the readers of the page do, from end to end, on the program and the sample.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, ask, browser, counted, reader, server, settled, together, written } from "./harness.mjs";

const today = new Date().toISOString().slice(0, 10);
together();

/** A journey of one reader, at whose end nothing may have gone wrong unseen. */
function journey(name, walk, options) {
  test(name, async () => {
    const { context, page, faults } = await reader(browser, server, options);
    await walk(page, context);
    await context.close();
    assert.deepEqual(faults, []);
  });
}

journey("compliance finds the flags of the day on which Privacy Shield fell, and what mends most", async (page) => {
  const { without, flagged } = await counted(server, "2020-07-16");
  await page.goto("/");
  await page.getByRole("button", { name: "Privacy Shield falls", exact: true }).click();
  await page.getByText("16 July 2020", { exact: true }).waitFor();
  await page.locator(".headline-words").getByText(written(without), { exact: true }).waitFor();
  await page.waitForURL(/on=2020-07-16/);
  await page.getByRole("link", { name: `${written(flagged)} flags, and what would mend them` }).click();
  await page.getByRole("heading", { name: `${written(flagged)} flows` }).waitFor();
  const first = page.locator(".group").first();
  const [, most] = (await first.innerText()).match(/assess the transfer\s+([\d,]+)/i);
  await first.click();
  await page.getByRole("heading", { name: `${most} flows` }).waitFor();
  await page.waitForURL(/mend=ASSESS/);
  await page.reload();
  await page.getByRole("heading", { name: `${most} flows` }).waitFor();
});

journey("the slider is moved by keys, says where it stands, and its rest is a link", async (page) => {
  const says = async (day, date) => {
    const { without, active } = await counted(server, date);
    return `${day}: ${written(without)} of ${written(active)} flows without a valid basis`;
  };
  await page.goto("/?on=2020-07-16");
  const slider = page.getByRole("slider", { name: "Day" });
  await slider.focus();
  const text = () => slider.getAttribute("aria-valuetext");
  assert.equal(await text(), `${await says("16 July 2020", "2020-07-16")}. Falls: EU-US Privacy Shield`);
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(/on=2020-07-01/);
  assert.equal(await text(), await says("1 July 2020", "2020-07-01"));
  await page.keyboard.press("Home");
  await page.waitForURL(/on=20\d\d-01-01/);
  await page.keyboard.press("End");
  await page.waitForURL(/on=20[3-9]\d-01-01/);
});

journey("a click on a country narrows the map, the counts and the flags", async (page) => {
  const { without } = await counted(server, "2020-07-16");
  await page.goto("/?on=2020-07-16");
  await page.getByRole("button", { name: /^To India/ }).press("Enter");
  await page.waitForURL(/destination=IN/);
  await page.getByRole("link", { name: /to India/ }).waitFor();
  await page.getByRole("link", { name: /flags?, and what would mend/ }).click();
  await page.waitForURL(/country=IN/);
  await page.goBack();
  await page.getByRole("link", { name: /to India/ }).click();
  await page.locator(".headline-words").getByText(written(without), { exact: true }).waitFor();
});

journey("a flag is mended by recording the agreement, and goes", async (page) => {
  await page.goto("/flows/f-fraud");
  await page.locator(".verdict").getByRole("heading", { name: "No valid basis" }).waitFor();
  await page.getByRole("button", { name: "Record the agreement" }).click();
  const dialog = page.getByRole("dialog");
  assert.equal(await dialog.getByLabel("Clauses", { exact: true }).inputValue(), "scc-2021/M2");
  await dialog.getByLabel("Clauses", { exact: true }).fill("scc-1066");
  for (const party of ["Relay Ireland Limited", "Fraudlens, Inc."]) {
    assert.equal(await dialog.getByLabel(`Signed by ${party}`).inputValue(), "", "nobody has signed before somebody says so");
    await dialog.getByLabel(`Signed by ${party}`).fill(today);
  }
  await dialog.getByLabel("Your own key").fill("dpa-fraudlens-new");
  await dialog.getByRole("button", { name: "Record" }).click();
  await dialog.getByRole("alert").getByText(/clauses is unknown/).waitFor();
  await dialog.getByLabel("Clauses", { exact: true }).fill("scc-2021/M2");
  await dialog.getByRole("button", { name: "Record" }).click();
  await page.locator(".verdict").getByRole("heading", { name: "At risk" }).waitFor();
  await page.getByRole("link", { name: "dpa-fraudlens-new" }).click();
  await page.getByRole("heading", { name: "Relay Ireland Limited and Fraudlens, Inc." }).waitFor();
});

journey("sales answers by keyboard alone", async (page) => {
  await page.goto("/dpa");
  await page.getByRole("combobox", { name: "Customer" }).waitFor();
  await page.keyboard.type("nordw");
  await page.getByRole("heading", { name: "Yes, concluded and in force" }).waitFor();
  await page.getByText("Our data processing agreement with Nordwind GmbH was concluded by both parties on 11 October 2021").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.type("gracht");
  await page.getByRole("heading", { name: "Waiting for a signature" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.type("nobody at all");
  await page.getByText("No customer is called “nobody at all”").waitFor();
});

journey("what if is a link: another reader sees the same", async (page, context) => {
  await page.goto("/what-if");
  await page.getByRole("button", { name: "The Data Privacy Framework falls" }).click();
  const lead = page.locator(".outcome-lead");
  await lead.getByText(/would lose the last valid basis/).waitFor();
  const words = await lead.innerText();
  const { context: other, page: theirs, faults } = await reader(browser, server);
  await theirs.goto(page.url());
  await theirs.locator(".outcome-lead").getByText(words).waitFor();
  await other.close();
  assert.deepEqual(faults, []);
  assert.equal(context.pages().length, 1);
});

journey("search finds a flow by keyboard, from anywhere", async (page) => {
  await page.goto("/log");
  await settled(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search" }).fill("identity valid");
  await page.getByRole("option", { name: /Identity validation/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Identity validation", level: 1 }).waitFor();
});

journey("an assessment says what was found only when somebody does", async (page) => {
  await page.goto("/flows/f-app-users?on=2020-07-16");
  await page.getByRole("button", { name: "Record the assessment" }).first().click();
  const dialog = page.getByRole("dialog");
  assert.equal(await dialog.getByLabel("Outcome").inputValue(), "");
  assert.equal(await dialog.getByLabel("Completed on").inputValue(), "");
  await dialog.getByRole("button", { name: "Record" }).click();
  await dialog.getByText("This is missing.").nth(1).waitFor();
  await dialog.getByLabel("Completed on").fill("2025-02-01");
  assert.equal(await dialog.getByLabel("Review due on").inputValue(), "2026-02-01");
});

journey("two tabs sign the same agreement: the second is told, and loses nothing", async (page, context) => {
  const second = await context.newPage();
  for (const tab of [page, second]) {
    await tab.goto("/agreements/dpa-gracht");
    await tab.getByRole("button", { name: "Record a signature" }).click();
  }
  const signature = page.getByRole("dialog").getByLabel("Signed by Relay Communications, Inc.");
  assert.equal(await signature.inputValue(), "");
  await page.getByRole("dialog").getByRole("button", { name: "Record" }).click();
  await page.getByRole("dialog").getByRole("alert").getByText("This is missing.").waitFor();
  const sign = async (tab, why) => {
    await tab.getByRole("dialog").getByLabel("Signed by Relay Communications, Inc.").fill(today);
    await tab.getByRole("dialog").getByLabel("Why").fill(why);
  };
  await sign(page, "the first");
  await sign(second, "the second");
  await page.getByRole("dialog").getByRole("button", { name: "Record" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("the first").waitFor();
  await second.getByRole("dialog").getByRole("button", { name: "Record" }).click();
  await second.getByRole("alert").getByText(/version/).waitFor();
  assert.equal(await second.getByRole("dialog").getByLabel("Why").inputValue(), "the second");
});

journey("the server goes and comes back in the middle of a form", async (page) => {
  await page.goto("/certifications/cert-relay-dpf");
  await page.getByRole("button", { name: "Record the renewal" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Next renewal due on").fill("2031-08-15");
  await dialog.getByLabel("Why").fill("kept while the server is gone");
  await server.halt();
  await dialog.getByRole("button", { name: "Record" }).click();
  await dialog.getByText("The server cannot be reached. Nothing that you typed is lost.").waitFor();
  await server.restart();
  assert.equal(await dialog.getByLabel("Why").inputValue(), "kept while the server is gone");
  await dialog.getByRole("button", { name: "Record" }).click();
  await page.getByText("kept while the server is gone").waitFor();
});

journey("the browser checks that the log only grew", async (page) => {
  await page.goto("/log");
  await page.getByText("From now on this browser keeps what it sees of the log").waitFor();
  await page.reload();
  await page.getByText(/The log still begins with/).waitFor();
  await page.evaluate(() => {
    const all = JSON.parse(localStorage.getItem("log-seen"));
    for (const seen of Object.values(all)) seen.root = "00".repeat(32);
    localStorage.setItem("log-seen", JSON.stringify(all));
  });
  await page.reload();
  await page.getByText(/Its history was changed/).waitFor();
});

journey("who is signed out is asked to sign in, calmly; a link signs in and leaves the address", async (page) => {
  // Answers as a server with sign-in gives them, between the page and this one.
  let signedIn = false;
  await page.route("**/graphql", (route) => (signedIn ? route.continue() : route.fulfill({ status: 401, body: "{}" })));
  await page.route("**/sign-in", (route) => {
    if (route.request().method() === "GET") return route.fulfill({ json: { provider: "/sign-in/oidc" } });
    const { headers, body } = { headers: route.request().headers(), body: route.request().postDataJSON() };
    signedIn = headers["safeconduct-client"] === "page" && body.link === "s3cret";
    return route.fulfill({ status: signedIn ? 204 : 401 });
  });
  await page.goto("/flags");
  await page.getByRole("heading", { name: "Please sign in" }).waitFor();
  const provider = page.getByRole("link", { name: "Sign in at your provider" });
  assert.equal(await provider.getAttribute("href"), "/sign-in/oidc?to=%2Fflags");
  assert.equal(await provider.getAttribute("target"), null);
  await page.goto("/#sign-in=wrong");
  await page.getByText("That link no longer works").waitFor();
  await page.goto("/?on=2020-07-16#sign-in=s3cret");
  await page.getByText("16 July 2020", { exact: true }).waitFor();
  assert.equal(new URL(page.url()).hash, "");
});

journey("a session that ends in the middle of a form loses nothing", async (page) => {
  await page.goto("/certifications/cert-relay-dpf-ch");
  await page.getByRole("button", { name: "Record the renewal" }).click();
  await page.getByRole("dialog").getByLabel("Next renewal due on").fill("2031-08-15");
  await page.getByRole("dialog").getByLabel("Why").fill("kept over the sign-in");
  await page.route("**/graphql", (route) => route.fulfill({ status: 401, body: "{}" }));
  await page.getByRole("dialog").getByRole("button", { name: "Record" }).click();
  await page.getByRole("heading", { name: "Please sign in" }).waitFor();
  await page.unroute("**/graphql");
  await page.getByRole("button", { name: "I have signed in" }).click();
  assert.equal(await page.getByRole("dialog").getByLabel("Why").inputValue(), "kept over the sign-in");
  await page.getByRole("dialog").getByRole("button", { name: "Record" }).click();
  await page.getByText("kept over the sign-in").waitFor();
});

journey("a hypothesis is saved, found by others, compared with today, and removed", async (page) => {
  await page.goto("/what-if?change=invalidate~eu-us-dpf~2026-12-01");
  await page.getByRole("button", { name: "Save this" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByRole("alert").first().waitFor();
  await dialog.getByLabel("Name").fill("The DPF falls");
  await dialog.getByLabel("Note").fill("<b>for the board</b>");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("“The DPF falls” hits the same flows as when it was saved").waitFor();
  await page.getByText("<b>for the board</b>").waitFor();
  assert.deepEqual(await accessibility(page), []);
  const { hits } = (await ask(server, `{ savedScenario(name: "The DPF falls") { now { after { hits } } } }`)).savedScenario
    .now.after;
  const input = `externalId: "f-further", name: "A further flow", exporter: "nordwind", exporterRole: CONTROLLER,
    importer: "relay-us", importerRole: PROCESSOR, data: [CONTENT], startsOn: "2026-01-01"`;
  await ask(server, `mutation { recordFlow(input: {${input}}) { record { id } } }`);
  await page.goto("/what-if");
  await page.getByRole("link", { name: "The DPF falls" }).click();
  await page.getByText(/1 more flow is hit/).waitFor();
  await page.getByText(`Then ${written(hits)}, now ${written(hits + 1)}.`).waitFor();
  await page.getByRole("link", { name: "A further flow" }).first().waitFor();
  await page.waitForURL(/change=invalidate%7Eeu-us-dpf%7E2026-12-01/);
  await page.getByRole("button", { name: "Remove “The DPF falls”" }).click();
  await dialog.getByLabel("Why").fill("the board has met");
  await dialog.getByRole("button", { name: "Remove" }).click();
  await page.getByText("Nothing is saved yet.").waitFor();
});
