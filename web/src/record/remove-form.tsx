import { ask } from "../graphql/client";
import type { RecordKind } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { FormEnd, useForm } from "../parts/form";
import { ReasonField } from "../parts/inputs";
import { Remove } from "./any-commands.gen";
import { sharedBy } from "./theirs";
import type { Seen } from "./use-entity-form";

/** Removes what was recorded by mistake. */
export function RemoveForm({ kind, of, done }: { kind: RecordKind; of: Seen; done: () => void }) {
  const { words } = useLanguage();
  const form = useForm(
    { reason: "" },
    ({ reason }, { as, opened, signal }) =>
      ask(Remove, { kind, id: of.externalId, version: opened.version, reason, ...as }, signal),
    done,
    ({ reason }) => (reason.trim() ? [] : ["reason"]),
    { previews: true, shared: sharedBy(of) },
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <p>{words.evidence.removeWhat}</p>
      <ReasonField form={form} />
      <FormEnd form={form} fields={["reason"]} action={words.evidence.remove} />
    </form>
  );
}
