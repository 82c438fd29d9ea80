import { type KeyboardEvent, useId, useState } from "react";
import { Field } from "./form";
import { bound, type Props as InputProps } from "./inputs";
import "./finder.css";

/** A record that a search found. */
export interface Found {
  key: string;
  name: string;
  about: string;
}

interface Props {
  id?: string;
  /** What is said of the input to those who do not see it; a label's id does as well. */
  attributes: { "aria-label"?: string; "aria-invalid"?: boolean; "aria-describedby"?: string };
  text: string;
  placeholder?: string;
  useFound: (search: string) => Found[];
  type: (text: string) => void;
  choose: (found: Found) => void;
}

/** A box in which a name is typed, and under it what bears that name. */
export function Finder({ id, attributes, text, placeholder, useFound, type, choose }: Props) {
  const list = useId();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const found = useFound(open ? text.trim() : "");
  const at = Math.min(chosen, found.length - 1);
  const take = (one: Found | undefined) => {
    if (!one) return;
    setOpen(false);
    choose(one);
  };
  const key = (event: KeyboardEvent) => {
    if (found.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen(Math.min(found.length - 1, Math.max(0, at + step)));
    else if (event.key === "Enter") take(found[at]);
    else if (event.key === "Escape") setOpen(false);
    else return;
    event.preventDefault(); // neither is the form sent, nor the window closed
  };
  return (
    <div className="finder">
      <input
        {...attributes}
        {...(id ? { id } : {})}
        className="input"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={found.length > 0 ? list : undefined}
        aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          type(event.target.value);
          setChosen(0);
          setOpen(true);
        }}
        onKeyDown={key}
        onBlur={() => setOpen(false)}
      />
      {found.length > 0 && (
        <div id={list} role="listbox" aria-label={placeholder ?? text} className="finder-found">
          {found.map((one, i) => (
            <div
              key={one.key}
              id={`${list}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              className="finder-one"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(one)}
              onKeyDown={(event) => event.key === "Enter" && take(one)}
              onPointerMove={() => setChosen(i)}
            >
              <span className="cut">{one.name}</span>
              <span className="quiet small cut">{one.about}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Names another record by its key: it is found by its name, and a key that is typed counts, too. */
export function FinderField<Values>(
  props: InputProps<Values> & { named?: string; useFound: (search: string) => Found[] },
) {
  const { form, name, label, hint, named, useFound, fault = form.faultOf(name) } = props;
  const { value, set } = bound(props);
  const [text, setText] = useState(named || value);
  return (
    <Field label={label} hint={value && value !== text.trim() ? value : hint} fault={fault}>
      {({ id, ...attributes }) => (
        <Finder
          id={id}
          attributes={attributes}
          text={text}
          useFound={useFound}
          type={(typed) => {
            setText(typed);
            set(typed.trim());
          }}
          choose={(found) => {
            setText(found.name);
            set(found.key);
          }}
        />
      )}
    </Field>
  );
}
