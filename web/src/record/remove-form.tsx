import { ask } from "../graphql/client";
import type { RecordKind } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { FormEnd, useForm } from "../parts/form";
import { ReasonField } from "../parts/inputs";
import { Remove } from "./commands.gen";
import type { Seen } from "./use-entity-form";

/** Removes what was recorded by mistake. */
export function RemoveForm({ kind, of, done }: { kind: RecordKind; of: Seen; done: () => void }) {
  const { words } = useLanguage();
  const form = useForm(
    { reason: "" },
    ({ reason }) => ask(Remove, { kind, id: of.externalId, version: of.version, reason }),
    done,
    ({ reason }) => (reason.trim() ? [] : ["reason"]),
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <p>{words.evidence.removeWhat}</p>
      <ReasonField form={form} />
      <FormEnd form={form} fields={["reason"]} action={words.evidence.remove} />
    </form>
  );
}
