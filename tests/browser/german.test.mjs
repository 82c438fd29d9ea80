// Every page in German: no English is left, whoever said it, the page or the server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, browser, reader, server, settled, together } from "./harness.mjs";
import { pages } from "./pages.mjs";

together();

/** What people have recorded and whom the law names, longest first: no language has other words for it. */
async function recorded() {
  const { flows, organizations, instruments, agreements, assessments } = await ask(
    server,
    `{ flows(first: 1000) { nodes { externalId name purpose product } }
       organizations(first: 1000) { nodes { externalId name group domains } }
       agreements(first: 1000) { nodes { externalId terms } }
       assessments(first: 1000) { nodes { externalId measures } }
       instruments { id sources } }`,
  );
  const texts = [
    ...flows.nodes.flatMap((one) => [one.externalId, one.name, one.purpose, one.product]),
    ...organizations.nodes.flatMap((one) => [one.externalId, one.name, one.group, ...one.domains]),
    ...agreements.nodes.flatMap((one) => [one.externalId, one.terms]),
    ...assessments.nodes.flatMap((one) => [one.externalId, one.measures]),
    ...instruments.flatMap((one) => [one.id, ...one.sources]),
    "Data Protection Commissioner",
    "European Union (Withdrawal) Act",
    "Swiss-US Data Privacy Framework",
    "Data Privacy Framework",
    "Isle of Man",
    "International Data Transfer Agreement",
  ];
  return texts.filter(Boolean).sort((a, b) => b.length - a.length);
}

const english =
  /\b(the|is|are|were|of|and|with|from|only|not|since|flows?|signed|which|under|this|that|has|have|by|for|on|to|day|today|no|all|at|valid|basis|risk|agreement|certification|record|download|OJ|GDPR)\b/gi;

test("no page has an English word of its own or of the server's", async () => {
  const names = await recorded();
  const { context, page, faults } = await reader(browser, server, { locale: "de-DE" });
  const found = [];
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path);
    await settled(page);
    let text = await page.locator("body").evaluate((body) => {
      for (const code of body.querySelectorAll(".code, code, pre, kbd, select, .log-list strong")) code.remove();
      const told = [...body.querySelectorAll("[aria-label], [title], [placeholder]")].flatMap((one) =>
        ["aria-label", "title", "placeholder"].map((attribute) => one.getAttribute(attribute) ?? ""),
      );
      return [body.innerText, ...told].join("\n");
    });
    for (const one of names) text = text.replaceAll(one, "");
    text = text.replaceAll(/\b[A-Z]{2} → [A-Z]{2}\b/g, ""); // countries by their codes, Norway among them
    const words = [...text.matchAll(english)].map((word) => text.slice(Math.max(0, word.index - 30), word.index + 30));
    found.push(...[...new Set(words)].map((word) => `${name}: ${word.replaceAll("\n", " ")}`));
  }
  await context.close();
  assert.deepEqual([...found, ...faults], []);
});

test("the language is changed in place, and the server answers in it at once", async () => {
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/flows/f-ott-chatwave?on=2020-12-01");
  await page.getByText(/without a valid basis|is adequate|at risk:/).first().waitFor();
  await page.getByRole("combobox", { name: "Language" }).selectOption("de");
  await page.getByText(/ohne gültige Rechtsgrundlage|angemessenes Datenschutzniveau|gefährdet:/).first().waitFor();
  await page.getByRole("combobox", { name: "Sprache" }).selectOption("en");
  await page.getByText(/without a valid basis|is adequate|at risk:/).first().waitFor();
  await context.close();
  assert.deepEqual(faults, []);
});
