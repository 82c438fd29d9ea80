import type { AssessmentInput, Outcome } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { ChoiceField, DateField, TextField } from "../parts/inputs";
import { addYears, isDay } from "../time/day";
import { AmendAssessment, Assess } from "./assessment-commands.gen";
import { EntityEnd, KeyField } from "./entity-end";
import type { Start } from "./evidence";
import { type Party, PartyFields } from "./party-fields";
import { orNull, type Seen, useEntityForm, type Written } from "./use-entity-form";

/** An assessment as its form shows it. */
interface AssessmentOf extends Seen {
  exporter: Party;
  importer: Party;
  completedOn: string;
  outcome: Outcome;
  reviewDueOn: string | null;
  measures: string;
}

interface Props {
  of?: AssessmentOf;
  /** The parties of one that is recorded anew, where they are known. */
  start?: Start;
  done: (written: Written) => void;
}

const outcomes: Outcome[] = ["SUPPLEMENTARY_MEASURES", "EQUIVALENT", "INSUFFICIENT"];
const fields = [
  "externalId",
  "exporter",
  "importer",
  "completedOn",
  "outcome",
  "reviewDueOn",
  "measures",
  "reason",
];

/** Records a transfer impact assessment of an exporter and an importer, or changes one. */
export function AssessmentForm({ of, start, done }: Props) {
  const { words } = useLanguage();
  const form = useEntityForm({
    of,
    initial: {
      externalId: of?.externalId ?? "",
      exporter: (of ?? start)?.exporter.externalId ?? "",
      importer: (of ?? start)?.importer.externalId ?? "",
      completedOn: of?.completedOn ?? "",
      outcome: (of?.outcome ?? "") as Outcome | "",
      reviewDueOn: of?.reviewDueOn ?? "",
      measures: of?.measures ?? "",
      reason: "",
    },
    input: (v): AssessmentInput => ({
      externalId: orNull(v.externalId),
      exporter: v.exporter,
      importer: v.importer,
      completedOn: v.completedOn,
      outcome: v.outcome as Outcome, // sent only when one was chosen
      reviewDueOn: v.reviewDueOn || null,
      measures: orNull(v.measures),
    }),
    record: Assess,
    amend: AmendAssessment,
    must: ["exporter", "importer", "completedOn", "outcome"],
    done,
  });
  const completed = (day: string) =>
    form.set(
      of ? { completedOn: day } : { completedOn: day, reviewDueOn: isDay(day) ? addYears(day, 1) : "" },
    );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      {!start && <PartyFields form={form} exporter={of?.exporter} importer={of?.importer} />}
      <div className="form-pair">
        <DateField form={form} name="completedOn" label={words.record.completedOn} chosen={completed} />
        <DateField form={form} name="reviewDueOn" label={words.record.reviewDueOn} />
      </div>
      <ChoiceField
        form={form}
        name="outcome"
        label={words.record.outcome}
        of={outcomes}
        called={(outcome) => words.record.outcomes[outcome as Outcome]}
      />
      <TextField
        form={form}
        name="measures"
        label={words.record.measures}
        hint={words.record.measuresHint}
        rows={3}
      />
      {!of && !start && <KeyField form={form} />}
      <EntityEnd form={form} fields={fields} of={of} />
    </form>
  );
}
