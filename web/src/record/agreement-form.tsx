import { useState } from "react";
import { ask } from "../graphql/client";
import type { AgreementKind } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { Field, FormEnd, useForm } from "../parts/form";
import { ChoiceField, DateField, ReasonField, TextField } from "../parts/inputs";
import { useAddress } from "../shell/address";
import { RecordAgreement } from "./commands.gen";
import type { Start } from "./evidence";
import { upload } from "./upload";

const kinds: AgreementKind[] = ["DPA", "CLAUSES"];
const fields = [
  "externalId",
  "kind",
  "clauses",
  "exporterSignedOn",
  "importerSignedOn",
  "terms",
  "document",
  "reason",
];

/** Records an agreement between two parties, with its signatures and the signed file. */
export function AgreementForm({ start, done }: { start: Start; done: () => void }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  const [file, setFile] = useState<File | null>(null);
  const form = useForm(
    {
      externalId: "",
      kind: "DPA" as AgreementKind,
      clauses: start.evidence.join(", "),
      exporterSignedOn: "",
      importerSignedOn: "",
      terms: "",
      reason: "",
    },
    async (v) => {
      const document = file ? await upload(file) : null;
      const input = {
        externalId: v.externalId || null,
        kind: v.kind,
        exporter: start.exporter.externalId,
        importer: start.importer.externalId,
        clauses: v.clauses.split(/[\s,;]+/).filter(Boolean),
        exporterSignedOn: v.exporterSignedOn || null,
        importerSignedOn: v.importerSignedOn || null,
        terms: v.terms,
        document,
      };
      return ask(RecordAgreement, { input, reason: v.reason, on });
    },
    done,
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <div className="form-pair">
        <ChoiceField
          form={form}
          name="kind"
          label={words.record.kind}
          of={kinds}
          called={(kind) => words.record.agreementKind[kind as AgreementKind]}
        />
        <TextField form={form} name="clauses" label={words.record.clauses} hint={words.record.clausesHint} />
      </div>
      <div className="form-pair">
        <DateField
          form={form}
          name="exporterSignedOn"
          label={words.record.signedBy(start.exporter.name)}
          hint={words.record.notYet}
        />
        <DateField
          form={form}
          name="importerSignedOn"
          label={words.record.signedBy(start.importer.name)}
          hint={words.record.notYet}
        />
      </div>
      <div className="form-pair">
        <TextField
          form={form}
          name="externalId"
          label={words.record.externalId}
          hint={words.record.externalIdHint}
        />
        <TextField form={form} name="terms" label={words.record.terms} />
      </div>
      <Field label={words.record.document} hint={words.record.documentHint} fault={form.faultOf("document")}>
        {(props) => (
          <input
            {...props}
            type="file"
            className="input file"
            onChange={(e) => setFile(e.target.files?.[0] ?? null)}
          />
        )}
      </Field>
      <ReasonField form={form} />
      <FormEnd form={form} fields={fields} action={words.record.save} />
    </form>
  );
}
