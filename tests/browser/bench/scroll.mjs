// Long tables: scrolled to their end, so that all rows are here, then past the eye.
import { patience, settled, written } from "../harness.mjs";
import { lateFrames, ms, processorTime, visitor } from "./figures.mjs";
import { longLog } from "./log-of.mjs";

const rows = 100_000;
const frames = 300;
const pace = 200; // pixels a frame: some three rows

const tables = [
  ["flags", "/flags?on=2020-07-16"],
  ["flows that a judgment would hit", "/what-if?change=invalidate~eu-us-dpf~2027-01-01"],
  ["the log", "/log"],
];

export async function* scrolling(browser, server) {
  for (const [name, path] of tables) {
    const { context, page } = await visitor(browser, server);
    if (path === "/log") await longLog(page, rows);
    await page.goto(path);
    await settled(page);
    await page.locator(".rows-frame").waitFor();
    const held = await page.evaluate(toTheEnd, 20 * patience);
    const { result, time } = await processorTime(page, () => page.evaluate(past, [frames, pace]));
    const { gaps, most } = result;
    const measured = `${ms(time / frames)} of processor time a frame; ${lateFrames(gaps)}; ${written(held)} rows, at most ${most} in the document`;
    yield [`a table of up to ${written(rows)} rows is scrolled: ${name}`, "60 frames/s", measured];
    await context.close();
  }
}

/** Scrolls to the last row until it is here, and no more have come for a while; in the browser. How many rows there are. */
async function toTheEnd(patience) {
  const frame = document.querySelector(".rows-frame");
  const late = performance.now() + patience;
  const last = () => Math.max(...[...frame.querySelectorAll("tbody tr")].map((row) => Number(row.ariaRowIndex))) - 1;
  let held = 0;
  for (let quiet = 0; quiet < 10 && performance.now() < late; quiet++) {
    frame.scrollTop = frame.scrollHeight;
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (frame.querySelector(".row-awaited") || last() > held) quiet = 0;
    held = last();
  }
  return held;
}

/** Scrolls from the top, a stretch in each frame; in the browser. */
async function past([frames, pace]) {
  const frame = document.querySelector(".rows-frame");
  frame.scrollTop = 0;
  const next = () => new Promise(requestAnimationFrame);
  await next();
  let last = await next();
  let most = 0;
  const gaps = [];
  for (let i = 0; i < frames; i++) {
    frame.scrollTop += pace;
    const now = await next();
    gaps.push(now - last);
    last = now;
    most = Math.max(most, frame.querySelectorAll("tbody tr").length);
  }
  return { gaps, most };
}
