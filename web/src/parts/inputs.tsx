import type { ReactNode } from "react";
import { useLanguage } from "../language/language";
import { Field, type Form } from "./form";

/** The names of the values of a form that are text. */
type TextName<Values> = { [K in keyof Values]: Values[K] extends string ? K : never }[keyof Values] & string;

export interface Props<Values> {
  form: Form<Values>;
  /** The value, and the field of which the server speaks. */
  name: TextName<Values>;
  label: string;
  hint?: string;
  /** What is said of it in place of what the server says of the field. */
  fault?: string | undefined;
}

/** A value of a form as it is shown, and how another one is set. */
export function bound<Values>({ form, name, label }: Props<Values>) {
  form.labels.set(name, label);
  return {
    value: form.values[name] as string,
    set: (text: string) => form.set({ [name]: text } as Partial<Values>),
  };
}

/** A line of text; several where rows are given. */
export function TextField<Values>(props: Props<Values> & { rows?: number }) {
  const { form, name, label, hint, rows, fault = form.faultOf(name) } = props;
  const { value, set } = bound(props);
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(attributes) =>
        rows ? (
          <textarea
            {...attributes}
            className="input"
            rows={rows}
            value={value}
            onChange={(e) => set(e.target.value)}
          />
        ) : (
          <input {...attributes} className="input" value={value} onChange={(e) => set(e.target.value)} />
        )
      }
    </Field>
  );
}

/** A day; empty while none is given. */
export function DateField<Values>(props: Props<Values> & { chosen?: (day: string) => void }) {
  const { form, name, label, hint, fault = form.faultOf(name) } = props;
  const { value, set } = bound(props);
  const chosen = props.chosen ?? set;
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(attributes) => (
        <input
          {...attributes}
          type="date"
          className="input"
          value={value}
          onChange={(e) => chosen(e.target.value)}
        />
      )}
    </Field>
  );
}

/** One of several; none of them while nobody has chosen. */
export function ChoiceField<Values>(
  props: Props<Values> & { of: readonly string[]; called: (one: string) => ReactNode },
) {
  const { words } = useLanguage();
  const { form, name, label, hint, of, called, fault = form.faultOf(name) } = props;
  const { value, set } = bound(props);
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(attributes) => (
        <select {...attributes} className="input" value={value} onChange={(e) => set(e.target.value)}>
          {value === "" && <option value="">{words.record.choose}</option>}
          {of.map((one) => (
            <option key={one} value={one}>
              {called(one)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Any number of several. */
export function ChoicesField<Values, One extends string>(props: {
  form: Form<Values>;
  name: { [K in keyof Values]: Values[K] extends One[] ? K : never }[keyof Values] & string;
  label: string;
  of: readonly One[];
  called: (one: One) => ReactNode;
}) {
  const { form, name, label, of, called } = props;
  const chosen = form.values[name] as One[];
  const fault = form.faultOf(name);
  const choose = (one: One, wanted: boolean) =>
    form.set({
      [name]: of.filter((other) => (other === one ? wanted : chosen.includes(other))),
    } as Partial<Values>);
  return (
    <fieldset className="field choices">
      <legend className="label">{label}</legend>
      <div className="choices-all">
        {of.map((one) => (
          <label key={one}>
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={(e) => choose(one, e.target.checked)}
            />
            {called(one)}
          </label>
        ))}
      </div>
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}

/** Why something is written, for the history. */
export function ReasonField<Values extends { reason: string }>({ form }: { form: Form<Values> }) {
  const { words } = useLanguage();
  return (
    <TextField
      form={form as unknown as Form<{ reason: string }>}
      name="reason"
      label={words.record.reason}
      hint={words.record.reasonHint}
    />
  );
}
