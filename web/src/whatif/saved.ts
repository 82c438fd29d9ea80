// Saved scenarios as addresses of this page.
import { addressOf } from "../shell/address";
import { addDays, type Day } from "../time/day";
import { type Change, changeKinds, changeText, dayOfAll, subjectOf } from "./changes";
import type { SavedScenariosQueryAnswer } from "./saved.gen";

export type Saved = SavedScenariosQueryAnswer["scenarios"]["nodes"][number];
type SavedChange = Saved["changes"][number];

/** The id that this page gives to a country that becomes adequate. */
const enacted = /^what-if-\d+-(eu|ch|uk)-([a-z]{2})$/;

/** A saved change as the builder has it; nothing where the builder has none of its kind. */
function changeOf({ kind, about, on }: Pick<SavedChange, "kind" | "about" | "on">): Change | undefined {
  const known = changeKinds.find((one) => one === kind);
  if (!known) return undefined;
  if (subjectOf[known] === "adequacy") {
    const [, regime, country] = enacted.exec(about) ?? [];
    return regime && country
      ? { kind: known, subject: `${regime}-${country}`.toUpperCase(), day: on }
      : undefined;
  }
  // An instrument's end is told by the first day without it, and typed as its last day.
  return { kind: known, subject: about, day: known === "end" ? addDays(on, -1) : on };
}

/** Where a saved scenario is opened; nothing where the builder cannot show all of it. */
export function addressOfSaved({ name, changes, asOf }: Pick<Saved, "name" | "changes" | "asOf">) {
  const shown = changes.map(changeOf).filter((one) => !!one);
  if (shown.length < changes.length) return undefined;
  return addressOf("/what-if", new URLSearchParams(), {
    change: shown.map(changeText),
    on: asOf === dayOfAll(shown, "" as Day) ? null : asOf,
    saved: name,
  });
}
