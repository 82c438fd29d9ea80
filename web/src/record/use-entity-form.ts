import { useState } from "react";
import { ask, type Operation, Refusal } from "../graphql/client";
import { useLanguage } from "../language/language";
import { type As, type Form, type Run, useForm } from "../parts/form";
import { sharedBy } from "./theirs";

/** The record that a form changes, as its reader has seen it. */
export interface Seen {
  id: string;
  externalId: string;
  version: number;
}

/** What a command did. */
export interface Written {
  record: { id: string; externalId?: string } | null;
}

interface Kind<Values, Input, Change> {
  /** What is changed; nothing for what is recorded anew. */
  of: Seen | undefined;
  initial: Values;
  /** The values as the command takes them; null where there is none. */
  input: (values: Values) => Input;
  /** What is sent beside the values, such as the sum of a file that has to be kept first. */
  added?: () => Promise<Partial<Input>>;
  record: Operation<{ done: Written | null }, { input: Input; reason: string } & As>;
  amend: Operation<
    { done: Written | null },
    { id: string; input: Change; version?: number | null; reason: string } & As
  >;
  /** What must be said, and is of no other field's concern. */
  must: (keyof Values & string)[];
  done: (written: Written) => void;
}

/** A form that records something, or changes what is recorded: then only what was changed is sent. */
export function useEntityForm<Values extends { reason: string }, Input extends object, Change extends object>(
  kind: Kind<Values, Input, Change>,
): Form<Values> {
  const { words } = useLanguage();
  const [{ of, initial }] = useState(kind); // what was seen when the form was opened
  const send = async (values: Values, { as, opened, signal }: Run<Values>) => {
    const added = as.dryRun ? {} : await kind.added?.(); // a file counts for no verdict
    const input = { ...kind.input(values), ...added };
    const { reason } = values;
    if (!of) return ask(kind.record, { input, reason, ...as }, signal);
    const change = changed(kind.input(opened.values), input) as Change;
    if (Object.keys(change).length === 0) {
      throw new Refusal([{ field: "", message: words.evidence.unchanged, code: "BAD_USER_INPUT" }]);
    }
    const { version } = opened;
    return ask(kind.amend, { id: of.externalId, input: change, version, reason, ...as }, signal);
  };
  const lacks = (values: Values) => kind.must.filter((name) => isEmpty(values[name]));
  return useForm(initial, send, ({ done }) => done && kind.done(done), lacks, {
    previews: true,
    ...(of ? { shared: sharedBy(of) } : {}),
  });
}

const isEmpty = (value: unknown) =>
  Array.isArray(value) ? value.length === 0 : typeof value === "string" && value.trim() === "";

/** The fields of an input that are not as they were. */
export function changed<Input extends object>(before: Input, now: Input): Partial<Input> {
  const was = before as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(now).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was[field])),
  ) as Partial<Input>;
}

/** Text as a command takes it: null where there is none. */
export const orNull = (text: string) => text.trim() || null;

/** What is written with commas between, one by one. */
export const split = (text: string) => text.split(/[\s,;]+/).filter(Boolean);
