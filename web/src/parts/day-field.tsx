import { useLanguage } from "../language/language";
import { useAddress } from "../shell/address";
import { useKnown } from "../shell/known";
import { isDay, today } from "../time/day";

/** The day that a page looks at, in its address. */
export function DayField() {
  const { words } = useLanguage();
  const { on, set } = useAddress();
  const known = useKnown();
  return (
    <div className="day-of-page no-print">
      <label>
        <span>{words.general.asOf}</span>
        <input
          type="date"
          className="input"
          value={on}
          onChange={(event) =>
            isDay(event.target.value) &&
            set({ on: event.target.value === today() ? null : event.target.value })
          }
        />
      </label>
      <button
        type="button"
        className="button plain"
        disabled={on === today()}
        onClick={() => set({ on: null })}
      >
        {known ? words.known.thatDay : words.general.today}
      </button>
    </div>
  );
}
