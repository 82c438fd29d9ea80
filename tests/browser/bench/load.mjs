// The first load: how much comes, and when the slider can be moved on a slow processor.
import { firstLoad, settled, written } from "../harness.mjs";
import { ms, processorTime, quantile, visitor } from "./figures.mjs";

const rounds = 7;
const slower = 4;

export async function* loads(browser, server) {
  const { context, page } = await visitor(browser, server);
  const bytes = await firstLoad(context, page, "/");
  await context.close();
  yield ["first load, compressed, with the map's land", "≤ 250 kB", `${written(Math.round(bytes / 1000))} kB`];
  yield ["until it stands, processor not slowed", "", `${ms(await processor(browser, server))} of processor time`];
  const times = [];
  for (let i = 0; i < rounds; i++) times.push(await interactive(browser, server));
  const most = Math.max(...times);
  yield [`interactive on a cold load, processor slowed ${slower} ×`, "≤ 1,500 ms", `${ms(quantile(times, 0.5))}; at most ${ms(most)}`];
}

/** How long the page's main thread works until the slider stands. */
async function processor(browser, server) {
  const { context, page } = await visitor(browser, server);
  const { time } = await processorTime(page, async () => {
    await page.goto("/");
    await page.getByRole("slider", { name: "Day" }).waitFor();
    await settled(page);
  });
  await context.close();
  return time;
}

/** When the slider stood with its counts in a browser that had nothing, and the last long task around it was over. */
async function interactive(browser, server) {
  const { context, page } = await visitor(browser, server);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.addInitScript(() => {
    const tasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) tasks.push(startTime + duration);
    }).observe({ type: "longtask", buffered: true });
    const tell = (stood) => {
      globalThis.interactive = Math.max(stood, ...tasks);
    };
    const seen = new MutationObserver(() => {
      if (!document.querySelector("[role=slider]")) return;
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => setTimeout(tell, 1000, performance.now())));
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  await page.goto("/");
  const time = await (await page.waitForFunction(() => globalThis.interactive)).jsonValue();
  await context.close();
  return time;
}
