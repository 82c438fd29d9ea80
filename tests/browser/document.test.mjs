// A signed file is dropped onto an agreement: kept, with its signatures shown; what is no
// such file is told to be none.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { accessibility, ask, browser, reader, server, together } from "./harness.mjs";

const signed = readFileSync(new URL("../testdata/signed.pdf", import.meta.url));
together();

/** Drops files onto the place for them, as a mouse does; each is made of base64 parts. */
const drop = async (page, files) => {
  await page.locator(".drop input[type=file]").waitFor();
  await page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, content, times] of files) {
      const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
      dataTransfer.items.add(new File(Array(times).fill(bytes), name));
    }
    document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, files.map(([name, content, times = 1]) => [name, Buffer.from(content).toString("base64"), times]));
};

test("a signed PDF is dropped onto an agreement: it is kept, and its signatures are shown", async () => {
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/agreements/dpa-gracht");
  const place = page.locator(".drop");
  await drop(page, [["nothing.pdf", ""]]);
  await place.getByRole("alert").getByText("nothing.pdf is empty: nothing was kept.").waitFor();
  await drop(page, [["one.pdf", signed], ["two.pdf", signed]]);
  await place.getByRole("alert").getByText("An agreement has one signed file").waitFor();
  await drop(page, [["figures.csv", "a,b\n1,2\n"]]);
  await place.getByText("figures.csv is no PDF file").waitFor();
  assert.deepEqual(await accessibility(page), []);
  await place.getByRole("button", { name: "Do not keep it" }).click();
  await place.getByText("No file is kept with this agreement.").waitFor();
  await page.route("**/documents?*", (route) => route.abort());
  await drop(page, [["signed.pdf", signed]]);
  await place.getByText("The server cannot be reached").waitFor();
  await page.unroute("**/documents?*");
  await drop(page, [["signed.pdf", signed]]);
  await place.getByRole("link", { name: "signed.pdf" }).waitFor();
  await place.locator(".signatures li").first().waitFor();
  assert.equal(await place.getByRole("alert").count(), 0);
  assert.deepEqual(await accessibility(page), []);
  const damaged = Buffer.from(signed);
  damaged.fill(0x20, damaged.length >> 1);
  await drop(page, [["damaged.pdf", damaged]]);
  await place.getByRole("link", { name: "damaged.pdf" }).waitFor();
  await place.locator("p.small.quiet, .fault").first().waitFor();
  const { agreement } = await ask(server, `{ agreement(externalId: "dpa-gracht") { version document { name note signatures { intact } } } }`);
  assert.equal(agreement.version, 3);
  assert.ok(agreement.document.note !== "" || agreement.document.signatures.every((one) => !one.intact));
  await context.close();
  assert.deepEqual(faults, []);
});

test("a file that is too large is told to be so, and nothing is changed", async () => {
  const { context, page, faults } = await reader(browser, server);
  await page.goto("/agreements/dpa-alpenbank");
  const megabyte = Buffer.alloc(1 << 20, 0x20);
  megabyte.write("%PDF-1.7");
  await drop(page, [["huge.pdf", megabyte, 60]]);
  await page.locator(".drop").getByText(/larger than/).waitFor();
  const { agreement } = await ask(server, `{ agreement(externalId: "dpa-alpenbank") { version } }`);
  assert.equal(agreement.version, 1);
  await context.close();
  assert.deepEqual(faults, []);
});
