import { useState } from "react";
import { useLanguage } from "../language/language";
import { isDay } from "../time/day";
import { type Clash, differs, merged, proposed, type Side } from "./clash";
import "./conflict.css";

interface Props<Values> {
  clash: Clash<Values>;
  /** What the fields are called, by their names. */
  labels: Map<string, string>;
  choose: (values: Values) => void;
}

/** What somebody else recorded meanwhile beside what was typed, field by field; one of either is taken. */
export function Conflict<Values extends object>({ clash, labels, choose }: Props<Values>) {
  const { words, formats } = useLanguage();
  const [chosen, setChosen] = useState<Partial<Record<keyof Values, Side>>>({});
  const sideOf = (field: keyof Values) => chosen[field] ?? proposed(clash, field);
  const fields = Object.keys(clash.theirs.values) as (keyof Values & string)[];
  const all = (side: Side) =>
    setChosen(Object.fromEntries(fields.map((field) => [field, side])) as typeof chosen);
  const { version, actor, at, reason } = clash.theirs;
  return (
    <section className="conflict" aria-labelledby="conflict-name">
      <div role="alert">
        <h3 id="conflict-name">{words.conflict.title(version)}</h3>
        <p className="small">{words.conflict.by(actor, formats.moment(at), reason)}</p>
        <p className="small">{words.conflict.how}</p>
      </div>
      {fields.map((field) => (
        <Row
          key={field}
          name={field}
          label={labels.get(field) ?? field}
          differ={differs(clash, field)}
          theirs={clash.theirs.values[field]}
          mine={clash.mine[field]}
          side={sideOf(field)}
          take={(side) => setChosen((before) => ({ ...before, [field]: side }))}
        />
      ))}
      <div className="buttons">
        <button type="button" className="button primary" onClick={() => choose(merged(clash, sideOf))}>
          {words.conflict.goOn}
        </button>
        <button type="button" className="button" onClick={() => all("theirs")}>
          {words.conflict.allTheirs}
        </button>
        <button type="button" className="button" onClick={() => all("mine")}>
          {words.conflict.allMine}
        </button>
      </div>
    </section>
  );
}

interface RowProps {
  name: string;
  label: string;
  differ: boolean;
  theirs: unknown;
  mine: unknown;
  side: Side;
  take: (side: Side) => void;
}

/** A field: one value where both wrote the same, else two to choose from, marked as different in words. */
function Row({ name, label, differ, theirs, mine, side, take }: RowProps) {
  const { words, formats } = useLanguage();
  const shown = (value: unknown) => {
    const text = Array.isArray(value) ? formats.list(value.map(String)) : String(value ?? "");
    return isDay(text) ? formats.day(text) : text || words.conflict.empty;
  };
  if (!differ) {
    return (
      <div className="conflict-row">
        <p className="conflict-field">{label}</p>
        <p className="conflict-same quiet">
          {shown(mine)} <span className="small">({words.conflict.same})</span>
        </p>
      </div>
    );
  }
  const choice = (of: Side, value: unknown, title: string) => (
    <label className="conflict-value">
      <input type="radio" name={`conflict-${name}`} checked={side === of} onChange={() => take(of)} />
      <span>
        <span className="small quiet">{title}</span>
        <span className="conflict-text">{shown(value)}</span>
      </span>
    </label>
  );
  return (
    <fieldset className="conflict-row differs">
      <legend className="conflict-field">
        {label} <span className="conflict-mark">≠ {words.conflict.differs}</span>
      </legend>
      {choice("theirs", theirs, words.conflict.theirs)}
      {choice("mine", mine, words.conflict.mine)}
    </fieldset>
  );
}
