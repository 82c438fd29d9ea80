// Who is limited to some exporters: what the page shows of their flows, and of nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, browser, reader, readerAs, server, settled, together } from "./harness.mjs";

together();

test("an officer of a subsidiary has its flows and what bears on them, and asks nothing that is forbidden", async () => {
  const { context, page, faults } = await readerAs(browser, server, "COMPLIANCE", {}, ["relay-ie"]);
  const refused = [];
  page.on("response", async (response) => {
    if (response.url().endsWith("/graphql") && /FORBIDDEN/.test(await response.text().catch(() => ""))) {
      refused.push(response.request().postData());
    }
  });
  await page.goto("/");
  await settled(page);
  const places = page.getByRole("navigation", { name: "Pages" }).getByRole("link");
  assert.deepEqual(await places.allInnerTexts(), ["Overview", "Flags", "Records", "Deadlines", "Law"]);
  for (const path of [
    "/flags?on=2020-07-16",
    "/flows/f-fraud?on=2020-12-01",
    "/organizations/relay-us",
    "/agreements/ica-relay-2021",
    "/certifications/cert-relay-dpf",
    "/assessments/tia-relay-intra",
    "/flows",
    "/organizations",
    "/agreements",
    "/certifications",
    "/approvals",
    "/assessments",
    "/deadlines?from=2020-01-01&through=2022-12-31",
    "/law?on=2020-07-16",
    "/law/eu-us-privacy-shield?on=2020-07-15",
  ]) {
    await page.goto(path);
    await settled(page);
    assert.equal(await page.getByRole("alert").count(), 0, path);
    const text = await page.locator("main").innerText();
    assert.doesNotMatch(text, /nordwind|alpenbank/i, path);
    const commands = page.locator("main").getByRole("button", { name: /^(Record|Renew|Change|Correct|Remove|Terminate|Assign|Snooze)/ });
    assert.equal(await commands.count(), 0, path);
  }
  for (const path of ["/dpa", "/what-if", "/log", "/import", "/tokens"]) {
    await page.goto(path);
    await page.getByText("You see the flows of relay-ie. This page is about all that is recorded.").waitFor();
  }
  await page.goto("/flows/f-nordwind-voice");
  await page.getByRole("alert").waitFor();
  await page.goto("/");
  await page.getByRole("button", { name: /Signed in as/ }).click();
  await page.getByText("Reads the flows of relay-ie and what bears on them; records nothing.").waitFor();
  assert.deepEqual(await accessibility(page), []);
  await context.close();
  assert.deepEqual([...refused, ...faults.filter((fault) => !/404|NOT_FOUND/.test(fault))], []);
});

test("a token is limited to some exporters, and the list says so", async () => {
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/tokens");
  await page.getByRole("button", { name: "Create a token" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("What it is for").fill("officer in Dublin");
  const limit = form.getByLabel("Limited to the flows of");
  assert.equal(await limit.count(), 0);
  await form.getByLabel("Role").selectOption("COMPLIANCE");
  await limit.fill("relay-ie, nobody");
  await form.getByRole("button", { name: "Create a token" }).click();
  await form.getByText(/is the id of no organization/).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await limit.fill("relay-ie, relay-us");
  await form.getByRole("button", { name: "Create a token" }).click();
  await form.getByText("shown now and never again").waitFor();
  await form.getByRole("button", { name: "Close" }).last().click();
  await page.getByText("limited to relay-ie and relay-us").waitFor();
  await context.close();
  assert.deepEqual(faults, []);
});
