// What measurements have in common.
import { reader } from "../harness.mjs";

/** How long anything may take, in milliseconds: what is too slow is to be told, not to fail. */
const patience = 300_000;

/** A reader whose browser moves things as most do. */
export async function visitor(browser, server) {
  const one = await reader(browser, server, { reducedMotion: "no-preference" });
  one.context.setDefaultTimeout(patience);
  return one;
}

/** The value below which a share of the values lies. */
export const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))];

/** The middle of some times, and how long the slowest twentieth took at least. */
export const told = (values) => `${ms(quantile(values, 0.5))}; 95 %: ${ms(quantile(values, 0.95))}`;

export const ms = (time) => (time < 10 ? `${time.toFixed(1)} ms` : `${Math.round(time)} ms`);

/** Frames that came later than a screen of 60 Hz draws them, in words. */
export function lateFrames(gaps) {
  const late = gaps.filter((gap) => gap > 25).length;
  return `${late} of ${gaps.length} frames late, ${ms(quantile(gaps, 0.95))} between frames (95 %)`;
}

/**
 * Runs something in a page and tells how much of the processor its main thread took meanwhile,
 * in milliseconds: what runs beside on the machine does not count.
 */
export async function processorTime(page, run) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const taken = async () =>
    1000 * (await cdp.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value;
  const before = await taken();
  const result = await run();
  return { result, time: (await taken()) - before };
}

/** How often a page asks the server over GraphQL from now on. */
export function questions(page) {
  const count = { asked: 0 };
  page.on("request", (request) => {
    if (request.url().endsWith("/graphql")) count.asked++;
  });
  return count;
}

/**
 * Clicks on what a selector finds first, and waits until a text in the page has changed and
 * is painted: how long that took, in milliseconds.
 */
export const clickToPaint = (page, clicked, watched) =>
  page.evaluate(
    ([clicked, watched]) =>
      new Promise((resolve) => {
        const text = () => document.querySelector(watched)?.textContent;
        const before = text();
        const begun = performance.now();
        const look = () => {
          if (text() === before) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
        };
        document.querySelector(clicked).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
        look();
      }),
    [clicked, watched],
  );
