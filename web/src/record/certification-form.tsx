import type { CertificationInput, Coverage } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { FinderField } from "../parts/finder";
import { ChoicesField, DateField, TextField } from "../parts/inputs";
import { addYears, isDay } from "../time/day";
import { AmendCertification, Certify } from "./certification-commands.gen";
import { EntityEnd, KeyField } from "./entity-end";
import type { Start } from "./evidence";
import { useCompanies } from "./finders";
import type { Party } from "./party-fields";
import { orNull, type Seen, useEntityForm, type Written } from "./use-entity-form";

/** A certification as its form shows it. */
interface CertificationOf extends Seen {
  organization: Party;
  framework: { id: string };
  covers: Coverage[];
  certifiedOn: string;
  nextDueOn: string | null;
  recourse: string;
}

interface Props {
  of?: CertificationOf;
  /** What is known of one that is recorded anew: its holder is the importer. */
  start?: Omit<Start, "exporter">;
  done: (written: Written) => void;
}

const coverages: Coverage[] = ["NON_HR", "HR"];
const fields = [
  "externalId",
  "organization",
  "framework",
  "covers",
  "certifiedOn",
  "nextDueOn",
  "recourse",
  "reason",
];

/** Records that somebody is certified in a framework, or changes what is recorded of it. */
export function CertificationForm({ of, start, done }: Props) {
  const { words } = useLanguage();
  const form = useEntityForm({
    of,
    initial: {
      externalId: of?.externalId ?? "",
      organization: (of?.organization ?? start?.importer)?.externalId ?? "",
      framework: of?.framework.id ?? start?.evidence[0] ?? "",
      covers: of?.covers ?? start?.covers ?? [],
      certifiedOn: of?.certifiedOn ?? "",
      nextDueOn: of?.nextDueOn ?? "",
      recourse: of?.recourse ?? "",
      reason: "",
    },
    input: (v): CertificationInput => ({
      externalId: orNull(v.externalId),
      organization: v.organization,
      framework: v.framework.trim(),
      covers: v.covers,
      certifiedOn: v.certifiedOn,
      nextDueOn: v.nextDueOn || null,
      recourse: orNull(v.recourse),
    }),
    record: Certify,
    amend: AmendCertification,
    must: ["organization", "framework", "covers", "certifiedOn"],
    done,
  });
  const { faultOf } = form;
  const certified = (day: string) =>
    form.set(of ? { certifiedOn: day } : { certifiedOn: day, nextDueOn: isDay(day) ? addYears(day, 1) : "" });
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      {!start && (
        <FinderField
          form={form}
          name="organization"
          label={words.certification.holder}
          hint={words.evidence.finderHint}
          named={of?.organization.name ?? ""}
          useFound={useCompanies}
        />
      )}
      <TextField
        form={form}
        name="framework"
        label={words.record.framework}
        hint={words.record.frameworkHint}
        fault={faultOf("framework") ?? (start && faultOf("organization"))}
      />
      <ChoicesField
        form={form}
        name="covers"
        label={words.record.covers}
        of={coverages}
        called={(one) => words.record.coverage[one]}
      />
      <div className="form-pair">
        <DateField form={form} name="certifiedOn" label={words.record.certifiedOn} chosen={certified} />
        <DateField form={form} name="nextDueOn" label={words.record.nextDueOn} />
      </div>
      <TextField form={form} name="recourse" label={words.record.recourse} />
      {!of && !start && <KeyField form={form} />}
      <EntityEnd form={form} fields={fields} of={of} />
    </form>
  );
}
