// Workbooks come onto the page, and its tables leave it as files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { accessibility, ask, browser, reader, server, settled, together, written } from "./harness.mjs";
import { rowsOf, workbook } from "./workbook.mjs";

together();

const july = 44028; // 2020-07-16, as spreadsheets count days
const firms = (country) => [
  ["id", "Name", "kind", "contry", "group", "group_from", "Remarks"],
  ["book-1", "First, Inc.", "CUSTOMER", "US", "G", july, "=1+1"],
  ["book-2", "=cmd()<b>", "CUSTOMER", country, "G", july, "\u202ex"],
];
const book = (country) => workbook({ Firms: firms(country), Notes: [["read me"]] });

/** Chooses a workbook in the field of the page. */
const choose = (page, content) =>
  page.locator("input[type=file]").setInputFiles({ name: "from sales.xlsx", mimeType: "application/octet-stream", buffer: content });

for (const colorScheme of ["light", "dark"]) {
  test(`a faulty workbook is matched, corrected and imported (${colorScheme})`, async () => {
    const { context, page, faults } = await reader(browser, server, { colorScheme });
    await page.goto("/import");
    await choose(page, book("Ruritania"));
    await page.getByRole("heading", { name: "2 faults; nothing was written" }).waitFor();
    await page.getByLabel("What the rows of Notes are").selectOption("Leave out");
    await page.getByLabel("What the rows of Firms are").selectOption("Organizations");
    await page.getByText("4 of 7 columns by name").waitFor();
    assert.equal(await page.getByLabel("What contry means").inputValue(), "?");
    assert.deepEqual(await accessibility(page), []);
    await page.getByRole("button", { name: "Take all 2 proposals" }).click();
    await page.getByLabel("What Remarks means").selectOption("Leave out");
    await page.getByRole("heading", { name: "1 fault; nothing was written" }).waitFor();
    const cells = page.locator(".import-faults tbody tr").first().getByRole("cell");
    assert.deepEqual((await cells.allInnerTexts()).slice(0, 4), ["from sales.xlsx › Firms", "D3", "country", "Ruritania"]);
    assert.deepEqual(await accessibility(page), []);
    if (colorScheme === "dark") return context.close();
    await choose(page, book("CH"));
    await page.getByRole("heading", { name: "The files are sound" }).waitFor();
    assert.equal((await ask(server, `{ organization(externalId: "book-1") { name } }`))?.organization ?? null, null);
    await page.getByRole("button", { name: "Import 2 records" }).click();
    await page.getByRole("heading", { name: "2 records are imported" }).waitFor();
    await page.getByRole("link", { name: "book-1" }).waitFor();
    assert.deepEqual(await accessibility(page), []);
    await page.getByRole("link", { name: "book-2" }).click();
    await page.getByRole("heading", { name: "=cmd()<b>", level: 1 }).waitFor();
    const { organization } = await ask(server, `{ organization(externalId: "book-2") { country groupFrom } }`);
    assert.deepEqual(organization, { country: "CH", groupFrom: "2020-07-16" });
    await context.close();
    assert.deepEqual(faults, []);
  });
}

test("what is no workbook is refused in words, and nothing is lost", async () => {
  const { context, page, faults } = await reader(browser, server, { locale: "de-DE" });
  await page.goto("/import");
  await choose(page, Buffer.from("id,name\n"));
  await page.getByRole("heading", { name: "1 Fehler; nichts wurde geschrieben" }).waitFor();
  await choose(page, book("CH").subarray(0, 700));
  await page.getByRole("button", { name: "from sales.xlsx entfernen" }).waitFor();
  await page.getByRole("heading", { name: "1 Fehler; nichts wurde geschrieben" }).waitFor();
  assert.equal(await page.locator(".import-faults tbody tr").count(), 1);
  await choose(page, book("CH"));
  await page.getByLabel("Was die Zeilen von Firms sind").waitFor();
  await context.close();
  assert.deepEqual(faults, []);
});

/** Gets a file by a link of the page. */
async function download(page, name) {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name }).click();
  const file = await coming;
  return [file.suggestedFilename(), readFileSync(await file.path())];
}

test("every list of records is got as a file, narrowed as it is shown", async () => {
  const { context, page, faults } = await reader(browser, server);
  for (const [address, called] of [
    ["/flows?on=2020-07-16&status=NO_VALID_BASIS&destination=US", "flows-2020-07-16"],
    ["/organizations?kind=VENDOR&country=US", "organizations"],
    ["/agreements?signatures=executed", "agreements"],
    ["/certifications", "certifications"],
    ["/approvals", "approvals"],
    ["/assessments", "assessments"],
  ]) {
    await page.goto(address);
    const end = page.locator(".list-end");
    await end.waitFor();
    const shown = Number((await end.locator(".quiet").innerText()).match(/[\d,]+/)[0].replace(",", ""));
    const [name, xlsx] = await download(page, "Export XLSX");
    assert.equal(name, `${called}.xlsx`);
    const rows = rowsOf(xlsx);
    assert.equal(rows.length - 1, shown, address);
    assert.equal(rows[0][0], "id");
    assert.equal((await download(page, "Export CSV"))[0], `${called}.csv`);
  }
  assert.deepEqual(await accessibility(page), []);
  await context.close();
  assert.deepEqual(faults, []);
});

test("the flags that are shown are got as CSV and XLSX, all of them and no others", async () => {
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/flags?on=2020-07-16");
  await settled(page);
  const group = page.locator(".group").first();
  const flows = await group.locator(".number").innerText();
  await group.click();
  await page.waitForURL(/mend=/);
  const shown = `${flows} flows`;
  await page.locator(".flags-tools").getByRole("heading", { name: shown, exact: true }).waitFor();
  const [name, csv] = await download(page, "Export CSV");
  const lines = csv.toString("utf8").trim().split("\r\n");
  assert.equal(name, "flags-2020-07-16.csv");
  assert.equal(shown, `${written(lines.length - 1)} ${lines.length === 2 ? "flow" : "flows"}`);
  const [, xlsx] = await download(page, "Export XLSX");
  const rows = rowsOf(xlsx);
  assert.equal(rows.length, lines.length);
  assert.deepEqual(rows[0], lines[0].replace("\ufeff", "").split(","));
  assert.deepEqual(
    rows.slice(1).map((row) => row[0]),
    lines.slice(1).map((line) => line.split(",")[0]),
  );
  assert.deepEqual(await accessibility(page), []);
  await page.goto("/log?verb=import");
  const [, log] = await download(page, "Export XLSX");
  assert.ok(rowsOf(log).length > 1 && rowsOf(log)[1].includes("import"));
  await page.goto("/deadlines?from=2020-01-01&through=2024-12-31");
  const [file, due] = await download(page, "Export CSV");
  assert.equal(file, "deadlines-2020-01-01.csv");
  assert.ok(due.toString("utf8").split("\r\n").length > 2);
  await context.close();
  assert.deepEqual(faults, []);
});
