// What is left in memory after many navigations.
import { settled } from "../harness.mjs";
import { visitor } from "./figures.mjs";

const navigations = 200;
const paths = [
  "/?on=2020-07-16",
  "/flags?on=2020-07-16",
  "/flows/f-00000001",
  "/what-if?change=invalidate~eu-us-dpf~2027-01-01",
  "/deadlines",
  "/deadlines?view=calendar",
  "/law",
  "/law/eu-us-dpf",
  "/log",
  "/dpa?q=customer+12",
];

export async function* memory(browser, server) {
  const { context, page } = await visitor(browser, server);
  const cdp = await context.newCDPSession(page);
  await page.goto("/");
  await settled(page);
  const navigate = async (times) => {
    for (let i = 0; i < times; i++) {
      await page.evaluate((path) => history.pushState(null, "", path), paths[i % paths.length]);
      await settled(page);
    }
    await page.evaluate(() => history.pushState(null, "", "/law"));
    await settled(page);
    return heap(cdp);
  };
  const before = await navigate(3 * paths.length); // so that every page was seen, and its answers are kept
  const after = await navigate(navigations);
  yield [`memory after ${navigations} navigations, of ${paths.length} pages in turn`, "stable", `${before.mib} MiB before, ${after.mib} MiB after; ${before.nodes} and ${after.nodes} nodes`];
  await context.close();
}

/** What is alive in the page, after what is not was collected. */
async function heap(cdp) {
  await cdp.send("Performance.enable");
  for (let i = 0; i < 3; i++) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const of = (name) => metrics.find((one) => one.name === name).value;
  return { mib: (of("JSHeapUsedSize") / 2 ** 20).toFixed(1), nodes: of("Nodes") };
}
