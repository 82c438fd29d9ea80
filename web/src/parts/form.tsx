import { type FormEvent, type ReactNode, useId, useState } from "react";
import { type Fault, Refusal } from "../graphql/client";
import { written } from "../graphql/use-query";
import { useLanguage } from "../language/language";

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
}

const nothing = () => [];

/**
 * A form that sends its values by a command, and tells what came of it. Fields that it lacks
 * are told before anything is sent: what nobody has said is nothing that was found.
 */
export function useForm<Values, Answer>(
  initial: Values,
  send: (values: Values) => Promise<Answer>,
  done: (answer: Answer) => void,
  lacks: (values: Values) => string[] = nothing,
): Form<Values> {
  const { words } = useLanguage();
  const [values, setValues] = useState(initial);
  const [refusal, setRefusal] = useState<Refusal>();
  const [sending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    const lacking = lacks(values);
    if (lacking.length > 0) {
      const message = words.record.lacking;
      setRefusal(new Refusal(lacking.map((field) => ({ field, message, code: "BAD_USER_INPUT" }))));
      return;
    }
    setSending(true);
    setRefusal(undefined);
    try {
      const answer = await send(values);
      written();
      done(answer);
    } catch (reason) {
      setRefusal(reason instanceof Refusal ? reason : new Refusal([]));
    } finally {
      setSending(false);
    }
  };
  const faults = refusal?.faults ?? [];
  return {
    values,
    set: (changes) => setValues((before) => ({ ...before, ...changes })),
    faultOf: (field) => faults.find((fault) => fault.field === field)?.message,
    rest: (fields) => faults.filter((fault) => !fields.includes(fault.field)),
    refusal,
    sending,
    submit: (event) => void submit(event),
  };
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
  form: Pick<Form<unknown>, "rest" | "refusal" | "sending">;
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
      <div className="buttons">
        <button type="submit" className="button primary" disabled={form.sending}>
          {action}
        </button>
      </div>
    </>
  );
}
