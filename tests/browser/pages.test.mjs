// Every page in both themes and at every width: nothing that axe finds, nothing that
// fails in the browser, nothing that sticks out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, browser, firstLoad, reader, server, settled, together } from "./harness.mjs";
import { pages } from "./pages.mjs";

together();

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on any page, ${colorScheme}`, async () => {
    const { context, page, faults } = await reader(browser, server, { colorScheme });
    const found = [];
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await settled(page);
      found.push(...(await accessibility(page)).map((one) => `${name}: ${one}`));
    }
    await context.close();
    assert.deepEqual([...found, ...faults], []);
  });
}

test("axe finds nothing in what opens: search, forms, tables, the sign-in", async () => {
  const { context, page, faults } = await reader(browser, server);
  const found = [];
  const look = async (name) => found.push(...(await accessibility(page)).map((one) => `${name}: ${one}`));
  await page.goto("/?on=2020-07-16");
  await page.getByText(/routes as a table/).click();
  await page.locator(".route-table tbody tr").first().waitFor();
  await look("routes");
  await page.keyboard.press("Control+k");
  await page.locator(".palette-hit").first().waitFor();
  await look("search");
  await page.goto("/flows/f-fraud");
  await page.getByText(/stretches in words/).click();
  await page.getByRole("button", { name: "Record the certification" }).click();
  await look("certification");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Record the agreement" }).click();
  await page.getByRole("dialog").getByLabel("Clauses", { exact: true }).fill("?");
  await page.getByRole("dialog").getByRole("button", { name: "Record" }).click();
  await page.getByRole("dialog").getByRole("alert").first().waitFor();
  await look("refused");
  await page.route("**/graphql", (route) => route.fulfill({ status: 401, body: "{}" }));
  await page.goto("/dpa?q=x");
  await page.getByRole("heading", { name: "Please sign in" }).waitFor();
  await look("sign-in");
  await context.close();
  assert.deepEqual([...found, ...faults], []);
});

for (const width of [320, 768, 2560]) {
  test(`no page sticks out at ${width} pixels`, async () => {
    const { context, page, faults } = await reader(browser, server, { viewport: { width, height: 900 } });
    const wide = [];
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await settled(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) wide.push(`${name}: ${over} pixels too wide`);
    }
    await context.close();
    assert.deepEqual([...wide, ...faults], []);
  });
}

test("every page speaks German, and dates and numbers are German", async () => {
  const { context, page, faults } = await reader(browser, server, { locale: "de-DE" });
  const english = [];
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path);
    await settled(page);
    if ((await page.locator("html").getAttribute("lang")) !== "de") english.push(name);
    const text = await page.locator("main").evaluate((main) => {
      for (const other of main.querySelectorAll("[lang=en]")) other.remove();
      return main.innerText;
    });
    for (const word of ["No valid basis", "At risk", "since", "flows", "Signed", "Download"]) {
      if (text.includes(word)) english.push(`${name}: ${word}`);
    }
  }
  await page.goto("/?on=2020-07-16");
  await page.getByText("16. Juli 2020").first().waitFor();
  await context.close();
  assert.deepEqual([...english, ...faults], []);
});

test("the first load is at most 250 kB, and comes compressed", async () => {
  const { context, page, faults } = await reader(browser, server);
  const bytes = await firstLoad(context, page, "/");
  await context.close();
  assert.deepEqual(faults, []);
  assert.ok(bytes > 50_000 && bytes <= 250_000, `the first load has ${bytes} bytes`);
  console.log(`first load: ${bytes} bytes`);
});

test("an unknown path is a page with status 404", async () => {
  const { context, page, faults } = await reader(browser, server);
  const answer = await page.goto("/nowhere/at/all");
  assert.equal(answer.status(), 404);
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  for (const [path, words] of [
    ["/flows/nobody", "There is no such record"],
    ["/law/%3Cscript%3E", "There is no such record"],
    ["/flags?on=nonsense&by=x&mend=%22%3E%3Cimg%3E", "Flags"],
    ["/what-if?change=x~y~z", "What if"],
  ]) {
    await page.goto(path);
    await page.getByRole("heading", { name: words, exact: true }).waitFor();
  }
  await context.close();
  assert.deepEqual(faults, []);
});

for (const colorScheme of ["light", "dark"]) {
  test(`the explorer runs an operation under a policy of its own, and axe finds nothing there, ${colorScheme}`, async () => {
    const { context, page, faults } = await reader(browser, server, { colorScheme });
    await page.goto("/graphiql");
    await page.locator(".graphiql-query-editor").getByText("Flags").first().waitFor();
    await page.getByRole("button", { name: /Execute query/i }).click();
    await page.locator(".graphiql-response").getByText("totalCount").first().waitFor();
    await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    await page.getByRole("link", { name: "Query", exact: true }).waitFor();
    const found = await accessibility(page);
    await context.close();
    assert.deepEqual([...found, ...faults], []);
  });
}
