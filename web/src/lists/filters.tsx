import { useEffect, useState } from "react";
import { useLanguage } from "../language/language";
import { Finder } from "../parts/finder";
import { useCompanies } from "../record/finders";
import { useAddress } from "../shell/address";

/** How long a reader pauses before what was typed is asked for, in milliseconds. */
const pause = 250;

/** Narrows a list by words, once the reader pauses. */
export function WordsFilter({ name, label }: { name: string; label: string }) {
  const { get, set } = useAddress();
  const value = get(name);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => set({ [name]: text, after: null }), pause);
    return () => clearTimeout(timer);
  }, [text, value, name, set]);
  return (
    <input
      type="search"
      className="input"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

/** Narrows a list to one of several. */
export function ChoiceFilter<One extends string>({
  name,
  label,
  of,
  called,
}: {
  name: string;
  label: string;
  of: readonly One[];
  called: (one: One) => string;
}) {
  const { get, set } = useAddress();
  const value = of.find((one) => one === get(name)) ?? "";
  return (
    <select
      className="input"
      aria-label={label}
      value={value}
      onChange={(event) => set({ [name]: event.target.value, after: null })}
    >
      <option value="">{label}</option>
      {of.map((one) => (
        <option key={one} value={one}>
          {called(one)}
        </option>
      ))}
    </select>
  );
}

/** Narrows a list to what names a company, which is found by its name. */
export function CompanyFilter({ name }: { name: string }) {
  const { words } = useLanguage();
  const { set } = useAddress();
  const [text, setText] = useState("");
  return (
    <Finder
      attributes={{ "aria-label": words.lists.company }}
      placeholder={words.lists.company}
      text={text}
      useFound={useCompanies}
      type={setText}
      choose={({ key }) => {
        setText("");
        set({ [name]: key, after: null });
      }}
    />
  );
}
