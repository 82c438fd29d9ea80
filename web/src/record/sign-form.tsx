import { ask } from "../graphql/client";
import { useLanguage } from "../language/language";
import { FormEnd, useForm } from "../parts/form";
import { DateField, ReasonField } from "../parts/inputs";
import type { AgreementOf } from "./agreement";
import { Sign } from "./agreement-commands.gen";
import { sharedBy } from "./theirs";

const fields: ("exporterSignedOn" | "importerSignedOn")[] = ["exporterSignedOn", "importerSignedOn"];

/** Notes the signatures that an agreement lacks. */
export function SignForm({ of, done }: { of: AgreementOf; done: () => void }) {
  const { words } = useLanguage();
  const form = useForm(
    { exporterSignedOn: "", importerSignedOn: "", reason: "" },
    (v, { as, opened, signal }) =>
      ask(
        Sign,
        {
          id: of.externalId,
          exporter: v.exporterSignedOn || null,
          importer: v.importerSignedOn || null,
          version: opened.version,
          reason: v.reason,
          ...as,
        },
        signal,
      ),
    done,
    (v) => (v.exporterSignedOn || v.importerSignedOn ? [] : fields.filter((field) => !of[field])),
    { previews: true, shared: sharedBy(of) },
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      {!of.exporterSignedOn && (
        <DateField
          form={form}
          name="exporterSignedOn"
          label={words.record.signedBy(of.exporter.name)}
          hint={words.record.notYet}
        />
      )}
      {!of.importerSignedOn && (
        <DateField
          form={form}
          name="importerSignedOn"
          label={words.record.signedBy(of.importer.name)}
          hint={words.record.notYet}
        />
      )}
      <ReasonField form={form} />
      <FormEnd form={form} fields={[...fields, "reason"]} action={words.record.save} />
    </form>
  );
}
