import { useLanguage } from "../language/language";
import { useAddress } from "../shell/address";
import { type Day, isDay, today } from "../time/day";
import { type Frames, stopAt } from "./frames";
import type { Slider } from "./use-slider";

/** Plays the years, and steps from one turn of the law to the next. */
export function TimeButtons({
  slider,
  frames,
  days,
  most,
}: {
  slider: Slider;
  frames: Frames;
  days: Day[];
  most: number;
}) {
  const { words } = useLanguage();
  const { set } = useAddress();
  const before = days.filter((day) => day < slider.day).at(-1);
  const after = days.find((day) => day > slider.day);
  const jump = (day: Day | undefined) => day && slider.move(stopAt(frames.days, day));
  return (
    <div className="time-buttons">
      <button type="button" className="button" onClick={slider.play} aria-pressed={slider.playing}>
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
          <path d={slider.playing ? "M2 1h3v10H2zM7 1h3v10H7z" : "M2 1l9 5-9 5z"} fill="currentColor" />
        </svg>
        <span className="time-words">{slider.playing ? words.overview.pause : words.overview.play}</span>
      </button>
      <button type="button" className="button" disabled={!before} onClick={() => jump(before)}>
        ← <span className="time-words">{words.overview.turnBefore}</span>
      </button>
      <button type="button" className="button" disabled={!after} onClick={() => jump(after)}>
        <span className="time-words">{words.overview.turnAfter}</span> →
      </button>
      <label className="day-field">
        <span className="unseen">{words.general.day}</span>
        <input
          type="date"
          className="input"
          value={slider.day}
          min={frames.days[0]}
          max={frames.days.at(-1)}
          onChange={(event) => isDay(event.target.value) && set({ on: event.target.value })}
        />
      </label>
      <button
        type="button"
        className="button plain"
        disabled={slider.day === today()}
        onClick={() => jump(today())}
      >
        {words.general.today}
      </button>
      <span className="small quiet scale-note">{words.overview.scale(most)}</span>
    </div>
  );
}
