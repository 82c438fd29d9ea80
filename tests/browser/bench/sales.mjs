// Sales: from the last key of a name to the answer.
import { settled } from "../harness.mjs";
import { told, visitor } from "./figures.mjs";

const customers = 20;

export async function* sales(browser, server) {
  const { context, page } = await visitor(browser, server);
  await page.goto("/dpa");
  await settled(page);
  const times = [];
  for (let i = 0; i < customers; i++) {
    const name = `customer ${100 + 37 * i}`;
    await page.getByRole("combobox", { name: "Customer" }).fill(name.slice(0, -1));
    await page.locator(".dpa-answer").waitFor();
    await page.waitForLoadState("networkidle");
    await page.evaluate(watch);
    await page.keyboard.press(name.at(-1));
    times.push(await page.evaluate(() => globalThis.answered));
  }
  yield ["/dpa: from a key to the answer", "≤ 300 ms", told(times)];
  await context.close();
}

/** Waits for a key and for the answer that is painted after it; in the browser. */
function watch() {
  globalThis.answered = new Promise((resolve) => {
    const found = document.querySelector(".dpa-body");
    const begin = () => {
      const begun = performance.now();
      const seen = new MutationObserver(() => {
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
      });
      seen.observe(found, { childList: true, subtree: true, characterData: true });
    };
    document.addEventListener("keydown", begin, { once: true, capture: true });
  });
}
