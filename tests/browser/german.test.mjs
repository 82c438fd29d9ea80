// Every page in German: no English is left, whoever said it, the page or the server; and no
// text that is alike in both languages without being a name.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ask, browser, reader, server, settled, together } from "./harness.mjs";
import { pages } from "./pages.mjs";

together();

/** What people have recorded and whom the law names, longest first: no language has other words for it. */
async function recorded() {
  const flows = { nodes: [] };
  for (let after = ""; after !== null; ) {
    const page = await ask(server, `{ flows(first: 1000${after && `, after: "${after}"`}) { nodes { externalId name purpose product } pageInfo { hasNextPage endCursor } } }`);
    flows.nodes.push(...page.flows.nodes);
    after = page.flows.pageInfo.hasNextPage ? page.flows.pageInfo.endCursor : null;
  }
  const { organizations, law, agreements, assessments, certifications, bindingRules, sessions, tokens } = await ask(
    server,
    `{ organizations(first: 1000) { nodes { externalId name group domains } }
       agreements(first: 1000) { nodes { externalId terms } }
       assessments(first: 1000) { nodes { externalId measures } }
       certifications(first: 1000) { nodes { externalId recourse } }
       bindingRules(first: 1000) { nodes { externalId authority } }
       law { id sources } sessions { actor } tokens { nodes { name } } }`,
  );
  const texts = [
    ...flows.nodes.flatMap((one) => [one.externalId, one.name, one.purpose, one.product]),
    ...organizations.nodes.flatMap((one) => [one.externalId, one.name, one.group, ...one.domains]),
    ...agreements.nodes.flatMap((one) => [one.externalId, one.terms]),
    ...assessments.nodes.flatMap((one) => [one.externalId, one.measures]),
    ...certifications.nodes.flatMap((one) => [one.externalId, one.recourse]),
    ...bindingRules.nodes.flatMap((one) => [one.externalId, one.authority]),
    ...law.flatMap((one) => [one.id, ...one.sources]),
    ...sessions.map((one) => one.actor.split(":")[1]),
    ...tokens.nodes.map((one) => one.name),
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
      for (const code of body.querySelectorAll(".code, code, pre, kbd, select, [lang=en]")) code.remove();
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

/** Words that are the same in German and in English, and why; the unit tests read them, too. */
const alike = JSON.parse(readFileSync(new URL("../../web/src/language/alike.json", import.meta.url), "utf8")).de;

/** Every text in a page, and what is told of its parts, in sight or not; but for what says that it is in another language. */
const textsOf = (page) =>
  page.evaluate(() => {
    const texts = [document.title];
    const foreign = "body [lang]";
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      if (!walk.currentNode.parentElement.closest(`script, style, noscript, .code, code, pre, ${foreign}`)) texts.push(walk.currentNode.data);
    }
    for (const name of ["aria-label", "aria-valuetext", "aria-description", "title", "placeholder", "alt"]) {
      for (const one of document.querySelectorAll(`[${name}]`)) if (!one.closest(foreign)) texts.push(one.getAttribute(name));
    }
    return texts.map((text) => text.replaceAll(/\s+/g, " ").trim()).filter(Boolean);
  });

/** Months and countries that both languages write alike, by the browser's own tables. */
const codes = Array.from({ length: 26 * 26 }, (_, i) => String.fromCharCode(65 + i / 26, 65 + (i % 26)));
const tables = ["en-GB", "de"].map((locale) => {
  const country = new Intl.DisplayNames(locale, { type: "region", fallback: "none" });
  const months = ["long", "short"].map((month) => new Intl.DateTimeFormat(locale, { month }));
  return [
    ...months.flatMap((month) => Array.from({ length: 12 }, (_, i) => month.format(new Date(2020, i, 1)))),
    ...codes.map((code) => country.of(code)),
  ];
});
const alikeInTables = tables[0].filter((name, i) => name && name === tables[1][i]);

/** What is done on a page before its texts are read, alike in every language. */
const opening = {
  "/flows/f-ott-chatwave?on=2020-12-01": (page) => page.keyboard.press("Control+k"),
  "/agreements/dpa-gracht": (page) => eachForm(page, ".acts button"),
  "/certifications/cert-relay-dpf": (page) => eachForm(page, ".acts button"),
  "/approvals/bcr-relay-c": (page) => eachForm(page, ".acts button"),
  "/flags?on=2020-07-16&importer=relay-us": async (page) => {
    await page.locator(".flag-rows input[type=checkbox]").nth(1).check();
    return eachForm(page, ".flags-selected button:not(.plain)");
  },
  "/organizations/relay-us": (page) => page.locator(".known-switch").click(),
};

/** Opens the form behind each button; the texts of all but the last one, which stays. */
async function eachForm(page, buttons) {
  const texts = [];
  await page.locator(buttons).first().waitFor();
  for (let i = 0; i < (await page.locator(buttons).count()); i++) {
    await page.locator(buttons).nth(i).click();
    await page.getByRole("dialog").waitFor();
    texts.push(...(await textsOf(page)));
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  return texts;
}

const forms = ["/flows", "/organizations", "/agreements", "/certifications", "/approvals", "/assessments"];
const visited = [
  ...Object.values(pages),
  ...Object.keys(opening).filter((path) => !Object.values(pages).includes(path)),
  ...forms.map((path) => `${path}?record=new`),
  "/what-if?change=enact~EU-IN~2026-12-01&change=leave~DE~2027-01-01",
  "/deadlines?from=2020-01-01&through=2021-12-31&view=calendar",
  "/flags?on=1999-01-01",
  "/log?verb=import&from=2020-01-01T00:00:00Z",
  "/?known=2020-01-01",
  "/flows?destination=ZZ",
  "/flows/nobody",
];

test("no text is the same in both languages, unless it is a name", async () => {
  const called = (language) => ask(server, "{ law { name citation note } }", language);
  const [english, german] = [await called("en"), await called("de")];
  // What the server calls alike on purpose, a test of its catalogue holds.
  const official = english.law.flatMap((one, i) => ["name", "citation", "note"].map((field) => one[field] === german.law[i][field] && one[field])).filter(Boolean);
  const { viewer } = await ask(server, "{ viewer { actor } }");
  const names = [...(await recorded()), ...official, ...alikeInTables, "Safeconduct", viewer.actor.split(":")[1], server.url];
  names.sort((a, b) => b.length - a.length);
  const found = {};
  const all = [];
  for (const locale of ["en-GB", "de-DE"]) {
    const { context, page, faults } = await reader(browser, server, { locale });
    for (const path of visited) {
      await page.goto(path);
      await settled(page);
      const more = await opening[path]?.(page);
      found[path] = [...(found[path] ?? []), new Set([...(Array.isArray(more) ? more : []), ...(await textsOf(page))])];
    }
    all.push(...faults);
    await context.close();
  }
  const same = new Map();
  for (const [path, [one, other]] of Object.entries(found)) {
    for (const text of one) {
      if (!other.has(text) || text.replace(" · Safeconduct", "") in alike) continue;
      let rest = text.replaceAll(/\bhttps?:\S+|\b(?:os|link|token|oidc):\S+/g, ""); // addresses, and who wrote
      for (const name of names) rest = rest.replaceAll(name, "");
      if (/\p{Ll}{2}/u.test(rest)) same.set(text, path);
    }
  }
  assert.deepEqual([...[...same].map(([text, path]) => `${path}: ${text}`), ...all], []);
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
