import { ask } from "../graphql/client";
import type { RecordKind } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { FormEnd, useForm } from "../parts/form";
import { ReasonField } from "../parts/inputs";
import { Undo } from "./any-commands.gen";
import type { Seen } from "./use-entity-form";

/** Takes the latest version of a record back: the one that the reader sees, and no later one. */
export function TakeBackForm({ kind, of, done }: { kind: RecordKind; of: Seen; done: () => void }) {
  const { words } = useLanguage();
  const form = useForm(
    { reason: "" },
    ({ reason }, { as, signal }) =>
      ask(Undo, { kind, id: of.externalId, version: of.version, reason, ...as }, signal),
    done,
    undefined,
    { previews: true },
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <p>{words.undo.how(of.version)}</p>
      <ReasonField form={form} />
      <FormEnd form={form} fields={["reason"]} action={words.undo.button} />
    </form>
  );
}
