import { type FormEvent, type ReactNode, useId, useState } from "react";
import { type Fault, Refusal } from "../graphql/client";
import { written } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { useAddress } from "../shell/address";
import { addYears, type Day } from "../time/day";
import type { Clash, Theirs } from "./clash";
import { Conflict } from "./conflict";
import { Preview } from "./preview";

/** For good or dry, and the days whose verdicts a dry run compares: variables of every command. */
export interface As {
  dryRun: boolean;
  on: Day;
  later: Day;
}

/** How a command is sent. */
export interface Run<Values> {
  as: As;
  /** What the form was filled in from, and the version of the record that it is; null for a new one. */
  opened: { values: Values; version: number | null };
  signal?: AbortSignal;
}

/** A record that others may change while a form of it is filled in. */
export interface Shared<Values> {
  version: number;
  /** What was recorded since that version; nothing where nothing was. */
  since: (version: number, opened: Values) => Promise<Theirs<Values> | undefined>;
}

interface Options<Values> {
  /** Whether the command can be run dry, so that what it would do is told before. */
  previews?: boolean;
  shared?: Shared<Values>;
}

/** The state of a form: what was typed stays, whatever the server or the network says. */
export interface Form<Values> {
  values: Values;
  set: (changes: Partial<Values>) => void;
  /** What the server says of a field; nothing where it says nothing. */
  faultOf: (field: string) => string | undefined;
  /** What is said of no field of this form. */
  rest: (fields: string[]) => Fault[];
  refusal: Refusal | undefined;
  sending: boolean;
  submit: (event: FormEvent) => void;
  /** What stands before the button: what saving does, or what somebody else recorded meanwhile. */
  ending: ReactNode;
  /** Whether the reader has to choose first between what was typed and what somebody else recorded. */
  clashes: boolean;
  /** What the fields are called, by their names: told by the fields themselves. */
  labels: Map<string, string>;
}

const nothing = () => [];

/**
 * A form that sends its values by a command, and tells what came of it. Fields that it lacks
 * are told before anything is sent: what nobody has said is nothing that was found.
 */
export function useForm<Values extends object, Answer>(
  initial: Values,
  send: (values: Values, run: Run<Values>) => Promise<Answer>,
  done: (answer: Answer) => void,
  lacks: (values: Values) => string[] = nothing,
  { previews = false, shared }: Options<NoInfer<Values>> = {},
): Form<Values> {
  const { words } = useLanguage();
  const { on } = useAddress();
  const [values, setValues] = useState(initial);
  const [opened, setOpened] = useState({ values: initial, version: shared?.version ?? null });
  const [clash, setClash] = useState<Clash<Values>>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [sending, setSending] = useState(false);
  const [labels] = useState(() => new Map<string, string>());
  const run = (dryRun: boolean): Run<Values> => ({ as: { dryRun, on, later: addYears(on, 1) }, opened });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending || clash) return;
    const lacking = lacks(values);
    if (lacking.length > 0) {
      const message = words.record.lacking;
      setRefusal(new Refusal(lacking.map((field) => ({ field, message, code: "BAD_USER_INPUT" }))));
      return;
    }
    setSending(true);
    setRefusal(undefined);
    try {
      const answer = await send(values, run(false));
      written();
      done(answer);
    } catch (reason) {
      const conflict = reason instanceof Refusal && reason.code === "CONFLICT";
      const theirs = conflict ? await since(shared, opened) : undefined;
      if (theirs) setClash({ opened: opened.values, mine: values, theirs });
      else setRefusal(reason instanceof Refusal ? reason : new Refusal([]));
    } finally {
      setSending(false);
    }
  };
  const choose = (of: Clash<Values>, chosen: Values) => {
    setValues(chosen);
    setOpened({ values: { ...of.opened, ...of.theirs.values }, version: of.theirs.version });
    setClash(undefined);
  };
  const complete = previews && lacks(values).length === 0;
  const faults = refusal?.faults ?? [];
  return {
    values,
    set: (changes) => setValues((before) => ({ ...before, ...changes })),
    faultOf: (field) => faults.find((fault) => fault.field === field)?.message,
    rest: (fields) => faults.filter((fault) => !fields.includes(fault.field)),
    refusal,
    sending,
    submit: (event) => void submit(event),
    clashes: clash !== undefined,
    labels,
    ending: clash ? (
      <Conflict clash={clash} labels={labels} choose={(chosen) => choose(clash, chosen)} />
    ) : previews ? (
      <Preview
        of={complete ? JSON.stringify([{ ...values, reason: "" }, opened.version, on]) : ""}
        dryRun={(signal) => send(values, { ...run(true), signal })}
      />
    ) : null,
  };
}

/** What was recorded since a form was opened; nothing where that cannot be told. */
async function since<Values>(shared: Shared<Values> | undefined, opened: Run<Values>["opened"]) {
  if (!shared || opened.version === null) return undefined;
  return shared.since(opened.version, opened.values).catch(() => undefined);
}

interface FieldProps {
  label: string;
  fault?: string | undefined;
  hint?: string | undefined;
  children: (props: { id: string; "aria-invalid": boolean; "aria-describedby": string }) => ReactNode;
}

/** A field with its label, its hint, and what the server says of it. */
export function Field({ label, fault, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-invalid": !!fault, "aria-describedby": `${id}-said` })}
      <p id={`${id}-said`} className={fault ? "fault" : "small quiet"} {...(fault ? { role: "alert" } : {})}>
        {fault ?? hint}
      </p>
    </div>
  );
}

/** The end of a form: what is said of no field, and the button that sends it. */
export function FormEnd({
  form,
  fields,
  action,
}: {
  form: Pick<Form<unknown>, "rest" | "refusal" | "sending" | "ending" | "clashes">;
  fields: string[];
  action: string;
}) {
  const { words } = useLanguage();
  const rest = form.rest(fields);
  const gone = form.refusal && form.refusal.faults.length === 0;
  return (
    <>
      {(rest.length > 0 || gone) && (
        <div className="notice" role="alert">
          {gone && <p>{words.refused.unreachable}</p>}
          {rest.map((fault) => (
            <p key={fault.field + fault.message}>
              {fault.code === "UNREACHABLE" ? words.refused.unreachable : fault.message}
            </p>
          ))}
        </div>
      )}
      {form.ending}
      {!form.clashes && (
        <div className="buttons">
          <button type="submit" className="button primary" disabled={form.sending}>
            {action}
          </button>
        </div>
      )}
    </>
  );
}
