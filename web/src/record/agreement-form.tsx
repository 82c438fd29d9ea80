import { useState } from "react";
import type { AgreementInput, AgreementKind, Manner } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { FileButton } from "../parts/file-button";
import { Field } from "../parts/form";
import { ChoiceField, DateField, TextField } from "../parts/inputs";
import { AmendAgreement, RecordAgreement } from "./agreement-commands.gen";
import { EntityEnd, KeyField } from "./entity-end";
import type { Start } from "./evidence";
import { type Party, PartyFields } from "./party-fields";
import { upload } from "./upload";
import { orNull, type Seen, split, useEntityForm, type Written } from "./use-entity-form";

/** An agreement as its form shows it. */
interface AgreementSeen extends Seen {
  kind: AgreementKind;
  exporter: Party;
  importer: Party;
  clauseSets: { modules: string[]; instrument: { id: string } }[];
  exporterSignedOn: string | null;
  importerSignedOn: string | null;
  effectiveOn: string | null;
  through: string | null;
  authorisedOn: string | null;
  manner: Manner;
  terms: string;
}

interface Props {
  of?: AgreementSeen;
  /** What is known of one that is recorded anew. */
  start?: Start;
  done: (written: Written) => void;
}

const kinds: AgreementKind[] = ["DPA", "CLAUSES"];
const manners: Manner[] = ["SIGNED", "ACCEPTED"];

const valuesOf = (of: AgreementSeen | undefined, start: Start | undefined) => ({
  externalId: of?.externalId ?? "",
  kind: (of?.kind ?? (start ? "DPA" : "")) as AgreementKind | "",
  exporter: (of ?? start)?.exporter.externalId ?? "",
  importer: (of ?? start)?.importer.externalId ?? "",
  clauses: of
    ? of.clauseSets
        .map((use) => [use.instrument.id, use.modules.join("+")].filter(Boolean).join("/"))
        .join(", ")
    : (start?.evidence.join(", ") ?? ""),
  exporterSignedOn: of?.exporterSignedOn ?? "",
  importerSignedOn: of?.importerSignedOn ?? "",
  effectiveOn: of?.effectiveOn ?? "",
  through: of?.through ?? "",
  authorisedOn: of?.authorisedOn ?? "",
  manner: (of?.manner ?? "") as Manner | "",
  terms: of?.terms ?? "",
  reason: "",
});

type Values = ReturnType<typeof valuesOf>;

const fields = [...Object.keys(valuesOf(undefined, undefined)), "document"];

const input = (v: Values): AgreementInput => ({
  externalId: orNull(v.externalId),
  kind: v.kind as AgreementKind, // sent only when one was chosen
  exporter: v.exporter,
  importer: v.importer,
  clauses: split(v.clauses),
  exporterSignedOn: v.exporterSignedOn || null,
  importerSignedOn: v.importerSignedOn || null,
  effectiveOn: v.effectiveOn || null,
  through: v.through || null,
  authorisedOn: v.authorisedOn || null,
  manner: v.manner || null,
  terms: orNull(v.terms),
});

/** Records an agreement between two parties, with its signatures and the signed file, or changes one. */
export function AgreementForm({ of, start, done }: Props) {
  const { words } = useLanguage();
  const [file, setFile] = useState<File | null>(null);
  const form = useEntityForm({
    of,
    initial: valuesOf(of, start),
    input,
    added: async () => (file ? { document: await upload(file) } : {}),
    record: RecordAgreement,
    amend: AmendAgreement,
    must: ["exporter", "importer", "kind"],
    done,
  });
  const { exporter, importer } = of ?? start ?? {};
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      {!start && <PartyFields form={form} exporter={exporter} importer={importer} />}
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
          label={exporter ? words.record.signedBy(exporter.name) : words.evidence.exporterSigned}
          hint={words.record.notYet}
        />
        <DateField
          form={form}
          name="importerSignedOn"
          label={importer ? words.record.signedBy(importer.name) : words.evidence.importerSigned}
          hint={words.record.notYet}
        />
      </div>
      <div className="form-pair">
        <DateField
          form={form}
          name="effectiveOn"
          label={words.agreement.effective}
          hint={words.evidence.effectiveHint}
        />
        <DateField
          form={form}
          name="through"
          label={words.agreement.through}
          hint={words.evidence.throughHint}
        />
      </div>
      <div className="form-pair">
        <ChoiceField
          form={form}
          name="manner"
          label={words.evidence.mannerName}
          hint={words.evidence.mannerHint}
          of={manners}
          called={(manner) => words.evidence.manner[manner as Manner]}
        />
        <DateField
          form={form}
          name="authorisedOn"
          label={words.agreement.authorised}
          hint={words.evidence.authorisedHint}
        />
      </div>
      <div className="form-pair">
        {!of && <KeyField form={form} />}
        <TextField form={form} name="terms" label={words.record.terms} />
      </div>
      {!of && (
        <Field
          label={words.record.document}
          hint={words.record.documentHint}
          fault={form.faultOf("document")}
        >
          {(props) => (
            <label>
              <FileButton
                {...props}
                choose={([chosen]) => setFile(chosen ?? null)}
                chosen={file?.name ?? ""}
              />
            </label>
          )}
        </Field>
      )}
      <EntityEnd form={form} fields={fields} of={of} />
    </form>
  );
}
