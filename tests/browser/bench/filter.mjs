// Filters, from the click until what they show is painted.
import { settled } from "../harness.mjs";
import { clickToPaint, told, visitor } from "./figures.mjs";

const rounds = 10;
const supposed = "/what-if?change=invalidate~eu-us-dpf~2027-01-01";

export async function* filters(browser, server) {
  const { context, page } = await visitor(browser, server);
  const filter = async (path, clicked, watched) => {
    await page.goto(path);
    await settled(page);
    await page.waitForLoadState("networkidle");
    const times = [];
    for (let i = 0; i < rounds; i++) times.push(await clickToPaint(page, clicked, watched));
    return told(times);
  };
  const target = "≤ 100 ms";
  yield ["filter: the overview by status", target, await filter("/?on=2020-07-16", ".count-row", ".headline")];
  yield ["filter: the overview by origin", target, await filter("/?on=2020-07-16", "[aria-label^='From Germany']", ".headline")];
  yield ["filter: flags by what would mend them", target, await filter("/flags?on=2020-07-16", ".group", ".chips")];
  yield ["filter: flows hit by a judgment that is supposed", target, await filter(supposed, ".hit-effect", ".hit-rows")];
  await context.close();
}
