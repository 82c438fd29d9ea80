// Days that are marked: above the slider of the overview, and above the life of a flow.
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

/** No two marks of the row that is told by counts overlap. */
const overlapping = (marks) =>
  marks.evaluate((list) => {
    const boxes = [...list.querySelectorAll(":scope > li > .mark")].map((mark) => mark.getBoundingClientRect());
    return boxes.some((a, i) => boxes.some((b, j) => i < j && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom && b.top < a.bottom));
  });

for (const [name, options] of Object.entries({
  "on a desk": {},
  "in the dark": { colorScheme: "dark" },
  "on a phone": { viewport: { width: 360, height: 800 } },
  "on a wide screen": { viewport: { width: 2560, height: 1200 } },
})) {
  journey(
    `findings of adequacy and deadlines are marked, and those that collide open as a list: ${name}`,
    async (page) => {
      await page.goto("/");
      await settled(page);
      const marks = page.getByRole("list", { name: "Marks on the slider" });
      await marks.waitFor();
      assert.equal(await overlapping(marks), false);
      const many = marks.getByRole("button", { expanded: false }).first();
      await many.focus();
      await page.keyboard.press("Enter");
      const list = marks.getByRole("list");
      await list.getByRole("button").first().waitFor();
      assert.deepEqual(await accessibility(page), []);
      await page.keyboard.press("Escape");
      await list.waitFor({ state: "detached" });
      assert.equal(await many.evaluate((button) => button === document.activeElement), true);
      const over = await tooWide(page);
      assert.equal(over, 0);
    },
    options,
  );
}

journey("a mark leads to its day, whose finding is named and linked", async (page) => {
  await page.goto("/");
  await settled(page);
  const marks = page.getByRole("list", { name: "Marks on the slider" });
  await openTo(page, marks, /Found adequate: .*Korea/);
  await page.waitForURL(/on=2021-12-17/);
  await page.locator(".headline-day").getByText("17 December 2021").waitFor();
  const text = await page.getByRole("slider", { name: "Day" }).getAttribute("aria-valuetext");
  assert.match(text, /^17 December 2021: .*\. Found adequate: Republic of Korea/);
  await page.locator(".headline-law").getByRole("link", { name: /Korea/ }).click();
  await page.waitForURL(/\/law\/eu-adequacy-kr/);
});

/** Opens what is told by counts until one of them has an item, and chooses it. */
async function openTo(page, marks, item) {
  const counts = marks.getByRole("button", { expanded: false });
  for (let i = 0; i < (await counts.count()); i++) {
    await counts.nth(i).click();
    const found = marks.getByRole("button", { name: item });
    if ((await found.count()) > 0) return found.first().click();
    await page.keyboard.press("Escape");
  }
  throw new Error(`no mark is called ${item}`);
}

journey("the next deadlines of our own evidence are marked by their days", async (page) => {
  const today = new Date().toISOString().slice(0, 10);
  const { deadlines } = await ask(server, `{ deadlines(from: "${today}", through: "2028-01-01", first: 20) { nodes { date kind evidence } } }`);
  const own = deadlines.nodes.find(({ kind }) => ["AGREEMENT_ENDS", "RECERTIFICATION_DUE", "ASSESSMENT_DUE"].includes(kind));
  await page.goto(`/?on=${own.date}`);
  await page.locator(".headline-law").getByRole("link", { name: own.evidence, exact: true }).waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  journey(
    `a flow tells what changed on which day, and law is told from evidence: ${colorScheme}`,
    async (page) => {
      await page.goto("/flows/f-ott-chatwave?on=2020-07-16");
      await settled(page);
      await page.locator(".band-happened").getByText(/^16 July 2020: By law, .*Privacy Shield is no longer a basis/).waitFor();
      const marks = page.getByRole("list", { name: "What changed" });
      assert.equal(await overlapping(marks), false);
      await page.getByText(/stretches in words/).click();
      await page.locator(".life-event").getByText(/The flow begins/).first().waitFor();
      assert.deepEqual(await accessibility(page), []);
    },
    { colorScheme },
  );
}

journey("the chain of a flow leads up and down", async (page) => {
  await page.goto("/flows/f-fraud");
  const chain = page.getByRole("region", { name: "Chain of flows" });
  await chain.getByRole("list", { name: "passed on by 1 flow" }).getByRole("link", { name: "Identity scoring" }).click();
  await page.waitForURL(/f-fraud-onward/);
  await page.getByRole("heading", { level: 1, name: "Identity scoring" }).waitFor();
  await chain.locator('[aria-current="true"]').getByText("Identity scoring").waitFor();
  await chain.locator('a[href="/flows/f-fraud"]').click();
  await page.waitForURL(/f-fraud$/);
  assert.deepEqual(await accessibility(page), []);
});

journey("a long chain is told as far as it fits, and leads on", async (page) => {
  const record = (id, before) =>
    ask(server, `mutation { recordFlow(input: {externalId: "${id}", name: "${id}", exporter: "nordwind", importer: "relay-us", exporterRole: PROCESSOR, importerRole: PROCESSOR, origin: "DE", destination: "US", data: [IDENTITY], onwardOf: "${before}"}) { record { id } } }`);
  for (let i = 1; i <= 10; i++) await record(`deep-${i}`, i === 1 ? "f-fraud-onward" : `deep-${i - 1}`);
  for (let i = 1; i <= 9; i++) await record(`wide-${i}`, "deep-10");
  await page.goto("/flows/deep-10");
  const chain = page.getByRole("region", { name: "Chain of flows" });
  await chain.getByRole("link", { name: "deep-2", exact: true }).waitFor();
  assert.equal(await chain.getByRole("link", { name: "deep-1", exact: true }).count(), 0);
  await chain.getByRole("button", { name: "and 3 more" }).focus();
  await page.keyboard.press("Enter");
  await chain.getByRole("link", { name: "wide-9" }).waitFor();
  assert.equal(await chain.locator("li:focus").getByRole("link", { name: "wide-7" }).count(), 1);
  assert.deepEqual(await accessibility(page), []);
  await chain.getByRole("link", { name: "the data came through other flows" }).click();
  await page.waitForURL(/deep-2$/);
  await chain.getByRole("link", { name: "f-fraud", exact: true }).or(chain.locator('a[href="/flows/f-fraud"]')).waitFor();
  await chain.getByRole("link", { name: "passed on by 1 flow" }).click();
  await page.waitForURL(/deep-6$/);
});

journey("on a phone, in German, the life and the chain stay within the page", async (page) => {
  for (const path of ["/flows/f-fraud", "/flows/f-ott-chatwave?on=2020-07-16", "/?on=2020-07-16"]) {
    await page.goto(path);
    await settled(page);
    const over = await tooWide(page);
    assert.equal(over, 0, path);
    assert.deepEqual(await accessibility(page), [], path);
  }
}, { viewport: { width: 320, height: 800 }, locale: "de-DE" });
