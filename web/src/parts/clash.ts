/** A record as it is by now, in the words of a form. */
export interface Theirs<Values> {
  version: number;
  values: Partial<Values>;
  /** Who recorded it, when and why. */
  actor: string;
  at: string;
  reason: string;
}

/** What two people wrote of one record. */
export interface Clash<Values> {
  /** What stood there when the form was opened. */
  opened: Values;
  mine: Values;
  theirs: Theirs<Values>;
}

export type Side = "theirs" | "mine";

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Whether the two wrote different things of a field. */
export const differs = <Values>(of: Clash<Values>, field: keyof Values): boolean =>
  field in of.theirs.values && !same(of.theirs.values[field], of.mine[field]);

/** Whose value of a field is taken while nobody has chosen: that of who changed it; mine where both did. */
export const proposed = <Values>(of: Clash<Values>, field: keyof Values): Side =>
  same(of.mine[field], of.opened[field]) ? "theirs" : "mine";

/** The values of a form after a choice for each field that differs. */
export function merged<Values>(of: Clash<Values>, sideOf: (field: keyof Values) => Side): Values {
  const values = { ...of.mine };
  for (const field of Object.keys(of.theirs.values) as (keyof Values)[]) {
    if (differs(of, field) && sideOf(field) === "theirs") {
      values[field] = of.theirs.values[field] as Values[keyof Values];
    }
  }
  return values;
}
