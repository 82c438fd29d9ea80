import { ask } from "../graphql/client";
import { useLanguage } from "../language/language";
import { FormEnd, useForm } from "../parts/form";
import { DateField, ReasonField } from "../parts/inputs";
import { Renew } from "./certification-commands.gen";
import { sharedBy } from "./theirs";
import type { Seen } from "./use-entity-form";

/** Notes that a certification was renewed: until when it counts now. */
export function RenewForm({ of, done }: { of: Seen; done: () => void }) {
  const { words } = useLanguage();
  const form = useForm(
    { nextDueOn: "", reason: "" },
    (v, { as, opened, signal }) =>
      ask(Renew, { id: of.externalId, version: opened.version, ...v, ...as }, signal),
    done,
    (v) => (v.nextDueOn ? [] : ["nextDueOn"]),
    { previews: true, shared: sharedBy(of) },
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <DateField form={form} name="nextDueOn" label={words.record.nextDueOn} />
      <ReasonField form={form} />
      <FormEnd form={form} fields={["nextDueOn", "reason"]} action={words.record.save} />
    </form>
  );
}
