import type { KeyboardEvent } from "react";

/** The stop that a key moves to; nothing for other keys. A year is twelve months and the days marked in it. */
export function keyStop(
  event: Pick<KeyboardEvent, "key" | "shiftKey">,
  stop: number,
  stops: number,
): number | undefined {
  const step = event.shiftKey ? 12 : 1;
  const to = {
    ArrowRight: stop + step,
    ArrowUp: stop + step,
    ArrowLeft: stop - step,
    ArrowDown: stop - step,
    PageUp: stop + 12,
    PageDown: stop - 12,
    Home: 0,
    End: stops - 1,
  }[event.key];
  return to === undefined ? undefined : Math.min(stops - 1, Math.max(0, to));
}
