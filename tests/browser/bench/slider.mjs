// The slider, moved from day to day by keys.
import { settled } from "../harness.mjs";
import { lateFrames, ms, processorTime, questions, told, visitor } from "./figures.mjs";

const steps = 240;

export async function* slider(browser, server) {
  const { context, page } = await visitor(browser, server);
  await page.goto("/?on=2020-07-16");
  await settled(page);
  await page.waitForLoadState("networkidle");
  const count = questions(page);
  const { result, time } = await processorTime(page, () => page.evaluate(move, steps));
  const { work, gaps } = result;
  yield ["a step of the slider: work until it is laid out", "≤ 16 ms", told(work)];
  yield ["the same, drawn", "≤ 16 ms a frame", `${ms(time / steps)} of processor time a frame; ${lateFrames(gaps)}; ${count.asked} questions asked`];
  await context.close();
}

/** Presses a key in each frame; in the browser. */
async function move(steps) {
  const slider = document.querySelector("[role=slider]");
  const frame = () => new Promise(requestAnimationFrame);
  const [work, gaps] = [[], []];
  let last = await frame();
  for (let i = 0; i < steps; i++) {
    const begun = performance.now();
    const key = i < steps / 2 ? "ArrowLeft" : "ArrowRight";
    slider.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await Promise.resolve(); // what a key changes is rendered when its event is over
    document.querySelector("main").getBoundingClientRect();
    work.push(performance.now() - begun);
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  return { work, gaps };
}
