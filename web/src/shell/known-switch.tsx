import { type FormEvent, useState } from "react";
import { useLanguage } from "../language/language";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/form";
import { isDay } from "../time/day";
import { useAddress } from "./address";
import { Clock, yesterday } from "./known";

/** Asks for the day of which the whole page shall tell what was known. */
export function KnownSwitch() {
  const { words } = useLanguage();
  const { set } = useAddress();
  const [asking, setAsking] = useState(false);
  const [day, setDay] = useState(yesterday);
  const show = (event: FormEvent) => {
    event.preventDefault();
    if (!isDay(day) || day > yesterday()) return;
    setAsking(false);
    set({ known: day, on: null }, "push");
  };
  return (
    <>
      <button
        type="button"
        className="button plain known-switch"
        aria-label={words.known.open}
        title={words.known.open}
        onClick={() => setAsking(true)}
      >
        <Clock />
      </button>
      {asking && (
        <Dialog title={words.known.title} close={() => setAsking(false)}>
          <form onSubmit={show} className="form">
            <p className="quiet">{words.known.lead}</p>
            <Field label={words.known.day}>
              {(field) => (
                <input
                  {...field}
                  type="date"
                  className="input"
                  value={day}
                  max={yesterday()}
                  required
                  onChange={(event) => setDay(event.target.value)}
                />
              )}
            </Field>
            <div className="buttons">
              <button type="submit" className="button primary">
                {words.known.show}
              </button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
