// A spreadsheet with faults is dropped, corrected, and imported.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, ask, browser, counted, reader, readerAs, server, together } from "./harness.mjs";

together();

const head = "id,name,kind,country,sector,group,domain\n";
const faulty = `${head}new-1,"First, Inc.",CUSTOMER,US,COMMERCIAL,,\nnew-2,=cmd()<b>,CUSTOMER,Ruritania,COMMERCIAL,,\n`;
const sound = faulty.replace("Ruritania", "CH");

async function open(page, on = "") {
  await page.goto(`/import${on && `?on=${on}`}`);
  await page.getByText("Drop CSV or XLSX files anywhere on this page").waitFor();
}

/** Drops a file onto the page, as a mouse does. */
const drop = (page, name, text) =>
  page.evaluate(
    ([name, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );

test("a faulty file is dropped, its faults are told at their cells, and it is corrected and imported", async () => {
  const { context, page, faults } = await reader(browser, server);
  await open(page);
  await drop(page, "from sales.csv", faulty);
  await page.getByLabel("What the rows of from sales.csv are").selectOption("Organizations");
  await page.getByRole("heading", { name: "1 fault; nothing was written" }).waitFor();
  const cells = page.locator(".import-faults tbody tr").first().getByRole("cell");
  assert.deepEqual((await cells.allInnerTexts()).slice(0, 4), ["from sales.csv", "3", "country", "Ruritania"]);
  assert.deepEqual(await accessibility(page), []);
  await page.locator("input[type=file]").setInputFiles({
    name: "from sales.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(sound),
  });
  await page.getByRole("heading", { name: "The files are sound" }).waitFor();
  assert.equal((await ask(server, `{ organization(externalId: "new-1") { name } }`))?.organization ?? null, null);
  await page.getByRole("button", { name: "Import 2 records" }).click();
  await page.getByRole("heading", { name: "2 records are imported" }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await page.getByRole("link", { name: "Its entry in the log" }).click();
  await page.getByRole("link", { name: "new-2" }).first().click();
  await page.getByRole("heading", { name: "=cmd()<b>", level: 1 }).waitFor();
  await open(page);
  await drop(page, "organizations.csv", sound);
  await page.getByRole("heading", { name: "all that they say is recorded already" }).waitFor();
  await context.close();
  assert.deepEqual(faults, []);
});

test("what the files do to verdicts is told before they are imported, with the flows", async () => {
  const { context, page, faults } = await reader(browser, server);
  const flagged = async () => (await counted(server, "2020-07-16")).flagged;
  const before = await flagged();
  const flow = "id,name,exporter,importer,exporter_role,importer_role,starts_on\n";
  await open(page, "2020-07-16");
  await drop(page, "flows.csv", `${flow}new-flow,A further flow,nordwind,relay-us,CONTROLLER,PROCESSOR,2020-01-01\n`);
  await page.getByText("On 16 July 2020: 1 flag comes.").waitFor();
  await page.getByText("Which flow", { exact: true }).click();
  const link = page.getByRole("link", { name: "A further flow" });
  assert.match(await link.getAttribute("href"), /^\/flows\/new-flow\?on=2020-07-16/);
  await page.getByRole("listitem").filter({ has: link }).getByText(/No valid basis|At risk/).waitFor();
  assert.deepEqual(await accessibility(page), []);
  assert.equal(await flagged(), before);
  await page.getByRole("button", { name: "Import 1 record" }).click();
  await page.getByRole("heading", { name: "1 record is imported" }).waitFor();
  assert.equal(await flagged(), before + 1);
  await open(page, "2020-07-16");
  await drop(page, "flows.csv", "id,ended_on\nnew-flow,2020-07-01\n");
  await page.getByText("On 16 July 2020: 1 flag goes.").waitFor();
  await drop(page, "flows.csv", "id,purpose\nnew-flow,another one\n");
  await page.getByText("no flow changes its status.").first().waitFor();
  await context.close();
  assert.deepEqual(faults, []);
});

test("a server that goes in the middle of an import loses nothing, and what is no spreadsheet is refused", async () => {
  const { context, page, faults } = await reader(browser, server);
  await open(page);
  await page.route(/dryRun=true/, (route) => route.abort());
  await drop(page, "flows.csv", "\u0000\u0001 no file of flows");
  await page.getByText("The server cannot be reached. Nothing that you typed is lost.").waitFor();
  await page.unroute(/dryRun=true/);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: /faults?; nothing was written/ }).waitFor();
  await page.getByRole("button", { name: "Remove flows.csv" }).click();
  await page.getByRole("heading", { name: /nothing was written/ }).waitFor({ state: "detached" });
  await context.close();
  assert.deepEqual(faults, []);
});

test("an auditor imports nothing", async () => {
  const { context, page, faults } = await readerAs(browser, server, "AUDITOR");
  await page.goto("/import");
  await page.getByRole("heading", { name: "Your role does not allow this" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Import", exact: true }).count(), 0);
  await context.close();
  assert.deepEqual(faults, []);
});
