import { useCallback, useEffect, useRef, useState } from "react";
import type { Address } from "../shell/address";
import { type Day, today } from "../time/day";
import { type Frames, stopAt } from "./frames";
import type { Mark } from "./marks";

/** Where the slider stands, and how it moves. */
export interface Slider {
  stop: number;
  day: Day;
  /** The day that was chosen, which is the stop's as soon as its counts are here. */
  chosen: Day;
  playing: boolean;
  move: (stop: number) => void;
  /** Moves to a day that need not be a stop yet: its counts are asked for. */
  go: (day: Day) => void;
  play: () => void;
}

const settle = 250; // milliseconds until a place counts as chosen
const pace = 70; // milliseconds for a month
const pause = 1400; // milliseconds on a day on which the law turned

/** Where the years play on from a stop: for who wants little to move, to the next turn of the law. */
function nextDay(days: Day[], marks: Mark[], stop: number): Day | undefined {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return calm ? marks.find((mark) => mark.day > (days[stop] ?? ""))?.day : days[stop + 1];
}

/**
 * The slider moves by itself and tells the address where it came to rest, so that
 * dragging makes no history and every rest is a link.
 */
export function useSlider(frames: Frames | undefined, marks: Mark[], address: Address): Slider {
  const [moving, setMoving] = useState<Day | null>(null);
  const [playing, setPlaying] = useState(false);
  const set = useRef(address.set);
  set.current = address.set;

  useEffect(() => {
    if (moving === null || playing) return;
    const timer = setTimeout(() => {
      set.current({ on: moving === today() ? null : moving });
      setMoving(null);
    }, settle);
    return () => clearTimeout(timer);
  }, [moving, playing]);

  const days = frames?.days ?? [];
  const day = moving ?? address.on;
  const stop = stopAt(days, day);

  useEffect(() => {
    if (!playing) return;
    const next = nextDay(days, marks, stop);
    if (next === undefined) {
      setPlaying(false);
      return;
    }
    const turned = marks.some((mark) => mark.day === days[stop]);
    const timer = setTimeout(() => setMoving(next), turned ? pause : pace);
    return () => clearTimeout(timer);
  }, [playing, stop, days, marks]);

  const move = useCallback(
    (to: number) => {
      setPlaying(false);
      setMoving(days[to] ?? null);
    },
    [days],
  );
  const go = useCallback((to: Day) => {
    setPlaying(false);
    setMoving(null);
    set.current({ on: to === today() ? null : to });
  }, []);
  const play = useCallback(() => {
    if (!playing && nextDay(days, marks, stop) === undefined) setMoving(days[0] ?? null);
    setPlaying(!playing);
  }, [playing, stop, days, marks]);
  return { stop, day: days[stop] ?? day, chosen: day, playing, move, go, play };
}
