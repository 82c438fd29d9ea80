import { useEffect, useState } from "react";
import { useAddress } from "../shell/address";

/** How long a reader pauses before what was typed is asked for, in milliseconds. */
const settled = 250;

interface WordsProps {
  /** Its name in the address. */
  name: string;
  label: string;
  /** In milliseconds; nothing where the words are looked for in what is here. */
  pause?: number;
}

/** Narrows by words, once the reader pauses. */
export function WordsFilter({ name, label, pause = settled }: WordsProps) {
  const { get, set } = useAddress();
  const value = get(name);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => set({ [name]: text, after: null }), pause);
    return () => clearTimeout(timer);
  }, [text, value, name, pause, set]);
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

interface ChoiceProps<One extends string> {
  /** Its name in the address. */
  name: string;
  label: string;
  of: readonly One[];
  called: (one: One) => string;
}

/** Narrows to one of several. */
export function ChoiceFilter<One extends string>({ name, label, of, called }: ChoiceProps<One>) {
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

/** A text that counts as a whole: once it is left, or Enter is pressed. */
export function WholeText({
  label,
  value,
  choose,
}: {
  label: string;
  value: string;
  choose: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const settle = () => text !== value && choose(text);
  return (
    <input
      className="input"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === "Enter" && settle()}
    />
  );
}
