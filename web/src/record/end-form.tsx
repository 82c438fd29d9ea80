import type { ReactNode } from "react";
import { useLanguage } from "../language/language";
import { type Form, FormEnd, type Run, useForm } from "../parts/form";
import { DateField, ReasonField } from "../parts/inputs";
import { sharedBy } from "./theirs";
import type { Seen } from "./use-entity-form";

interface Props<More> {
  of: Seen;
  /** The field of the command: the day on which it no longer holds. */
  field: string;
  label: string;
  action: string;
  more?: More;
  /** Further fields, and what they are called by the server. */
  further?: (form: Form<EndValues<More>>) => ReactNode;
  furtherFields?: string[];
  send: (values: EndValues<More>, run: Run<EndValues<More>>) => Promise<unknown>;
  done: () => void;
}

type EndValues<More> = More & { day: string; reason: string };

/** Says on which day something no longer holds: an agreement, a certification, an approval, a flow. */
export function EndForm<More extends object>(props: Props<More>) {
  const { words } = useLanguage();
  const { of, field, label, action, more, further, furtherFields = [], send, done } = props;
  const form = useForm<EndValues<More>, unknown>(
    { ...(more as More), day: "", reason: "" },
    send,
    done,
    (v) => (v.day ? [] : [field]),
    { previews: true, shared: sharedBy(of) },
  );
  const own = form as unknown as Form<{ day: string; reason: string }>;
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <DateField
        form={own}
        name="day"
        label={label}
        hint={words.evidence.endHint}
        fault={form.faultOf(field)}
      />
      {further?.(form)}
      <ReasonField form={own} />
      <FormEnd form={form} fields={[field, ...furtherFields, "reason"]} action={action} />
    </form>
  );
}
