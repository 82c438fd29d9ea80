import { useState } from "react";
import { ask } from "../graphql/client";
import type { AgreementKind } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { Field, FormEnd, useForm } from "../parts/form";
import { useAddress } from "../shell/address";
import { today } from "../time/day";
import { RecordAgreement } from "./commands.gen";
import type { Start } from "./evidence";
import { upload } from "./upload";

const fields = ["externalId", "kind", "clauses", "exporterSignedOn", "importerSignedOn", "terms", "document"];

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
      exporterSignedOn: today(),
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
  const { values, set, faultOf } = form;
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <div className="form-pair">
        <Field label={words.record.kind} fault={faultOf("kind")}>
          {(props) => (
            <select
              {...props}
              className="input"
              value={values.kind}
              onChange={(e) => set({ kind: e.target.value as AgreementKind })}
            >
              <option value="DPA">{words.record.agreementKind.DPA}</option>
              <option value="CLAUSES">{words.record.agreementKind.CLAUSES}</option>
            </select>
          )}
        </Field>
        <Field label={words.record.clauses} hint={words.record.clausesHint} fault={faultOf("clauses")}>
          {(props) => (
            <input
              {...props}
              className="input"
              value={values.clauses}
              onChange={(e) => set({ clauses: e.target.value })}
            />
          )}
        </Field>
      </div>
      <div className="form-pair">
        <Field label={words.record.signedBy(start.exporter.name)} fault={faultOf("exporterSignedOn")}>
          {(props) => (
            <input
              {...props}
              type="date"
              className="input"
              value={values.exporterSignedOn}
              onChange={(e) => set({ exporterSignedOn: e.target.value })}
            />
          )}
        </Field>
        <Field
          label={words.record.signedBy(start.importer.name)}
          hint={words.record.notYet}
          fault={faultOf("importerSignedOn")}
        >
          {(props) => (
            <input
              {...props}
              type="date"
              className="input"
              value={values.importerSignedOn}
              onChange={(e) => set({ importerSignedOn: e.target.value })}
            />
          )}
        </Field>
      </div>
      <div className="form-pair">
        <Field
          label={words.record.externalId}
          hint={words.record.externalIdHint}
          fault={faultOf("externalId")}
        >
          {(props) => (
            <input
              {...props}
              className="input"
              value={values.externalId}
              onChange={(e) => set({ externalId: e.target.value })}
            />
          )}
        </Field>
        <Field label={words.record.terms} fault={faultOf("terms")}>
          {(props) => (
            <input
              {...props}
              className="input"
              value={values.terms}
              onChange={(e) => set({ terms: e.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={words.record.document} hint={words.record.documentHint} fault={faultOf("document")}>
        {(props) => (
          <input
            {...props}
            type="file"
            className="input file"
            onChange={(e) => setFile(e.target.files?.[0] ?? null)}
          />
        )}
      </Field>
      <Field label={words.record.reason} hint={words.record.reasonHint}>
        {(props) => (
          <input
            {...props}
            className="input"
            value={values.reason}
            onChange={(e) => set({ reason: e.target.value })}
          />
        )}
      </Field>
      <FormEnd form={form} fields={fields} action={words.record.save} />
    </form>
  );
}
