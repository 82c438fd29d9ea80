// Hypotheses as an address writes them: invalidate~eu-us-dpf~2026-12-01.
import type { InstrumentKind, LawChange, Regime } from "../graphql/schema.gen";
import { addDays, type Day, isDay } from "../time/day";

export const changeKinds = [
  "invalidate",
  "end",
  "enact",
  "terminate",
  "lapse",
  "withdraw",
  "negate",
  "leave",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A hypothesis: what happens to what, and on which day. */
export interface Change {
  kind: ChangeKind;
  /** An instrument's id, an external id, or a country; of enact the regime and the country: EU-IN. */
  subject: string;
  day: Day;
}

/** What kind of thing a change is about. */
export const subjectOf: Record<
  ChangeKind,
  "instrument" | "agreement" | "certification" | "organization" | "country" | "adequacy"
> = {
  invalidate: "instrument",
  end: "instrument",
  enact: "adequacy",
  terminate: "agreement",
  lapse: "certification",
  withdraw: "organization",
  negate: "country",
  leave: "country",
};

const mark = "~";

export const changeText = ({ kind, subject, day }: Change): string => [kind, subject, day].join(mark);

/** Reads changes from an address; what makes no sense is left out. */
export function changesFrom(texts: string[]): Change[] {
  return texts.flatMap((text) => {
    const [kind = "", ...rest] = text.split(mark);
    const day = rest.at(-1) ?? "";
    const subject = rest.slice(0, -1).join(mark);
    const known = changeKinds.find((one) => one === kind);
    return known && isDay(day) ? [{ kind: known, subject, day }] : [];
  });
}

/** Whether a change says enough to be asked. */
export const isWhole = ({ kind, subject }: Change): boolean =>
  kind === "enact" ? /^(EU|CH|UK)-[A-Z]{2}$/.test(subject) : subject.trim() !== "";

/** A change as the server takes it. */
export function lawChange({ kind, subject, day }: Change, place: number): LawChange {
  switch (kind) {
    case "invalidate":
      return { invalidate: { instrument: subject, on: day } } as LawChange;
    case "end":
      return { end: { instrument: subject, through: day } } as LawChange;
    case "enact": {
      const [regime = "", destination = ""] = subject.split("-");
      const id = `what-if-${place + 1}-${subject.toLowerCase()}`;
      const found = { kind: "ADEQUACY" as InstrumentKind, regime: regime as Regime, destination, from: day };
      return { enact: { id, ...found } } as LawChange; // the server names it, in the language of each reader
    }
    case "terminate":
      return { terminate: { externalId: subject, on: day } } as LawChange;
    case "lapse":
      return { lapse: { externalId: subject, on: day } } as LawChange;
    case "withdraw":
      return { withdraw: { externalId: subject, on: day } } as LawChange;
    case "negate":
      return { negate: { country: subject, on: day } } as LawChange;
    case "leave":
      return { leave: { country: subject, on: day } } as LawChange;
  }
}

/** The first day on which all changes hold: an end is typed as the last day before it. */
export const dayOfAll = (changes: Change[], else_: Day): Day =>
  changes
    .map(({ kind, day }) => (kind === "end" ? addDays(day, 1) : day))
    .sort()
    .at(-1) ?? else_;
