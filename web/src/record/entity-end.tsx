import { useLanguage } from "../language/language";
import { type Form, FormEnd } from "../parts/form";
import { ReasonField, TextField } from "../parts/inputs";
import type { Seen } from "./use-entity-form";

/** The key by which a record is to be known, for who records it anew. */
export function KeyField<Values extends { externalId: string }>({ form }: { form: Form<Values> }) {
  const { words } = useLanguage();
  return (
    <TextField
      form={form as unknown as Form<{ externalId: string }>}
      name="externalId"
      label={words.record.externalId}
      hint={words.record.externalIdHint}
    />
  );
}

/** What the form of a record ends with: why, and the button. */
export function EntityEnd<Values extends { reason: string }>(props: {
  form: Form<Values>;
  fields: string[];
  /** What is changed; nothing for what is recorded anew. */
  of: Seen | undefined;
}) {
  const { form, fields, of } = props;
  const { words } = useLanguage();
  return (
    <>
      <ReasonField form={form} />
      <FormEnd form={form} fields={fields} action={of ? words.evidence.save : words.record.save} />
    </>
  );
}
