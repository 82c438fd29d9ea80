import { ask } from "../graphql/client";
import type { Outcome } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { FormEnd, useForm } from "../parts/form";
import { ChoiceField, DateField, ReasonField, TextField } from "../parts/inputs";
import { useAddress } from "../shell/address";
import { addYears, isDay } from "../time/day";
import { Assess } from "./commands.gen";
import type { Start } from "./evidence";

const outcomes: Outcome[] = ["SUPPLEMENTARY_MEASURES", "EQUIVALENT", "INSUFFICIENT"];
const fields = ["completedOn", "outcome", "reviewDueOn", "measures", "reason"];

/** Records a transfer impact assessment of an exporter and an importer. */
export function AssessmentForm({ start, done }: { start: Start; done: () => void }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  const form = useForm(
    {
      completedOn: "",
      outcome: "" as Outcome | "",
      reviewDueOn: "",
      measures: "",
      reason: "",
    },
    (v) => {
      const input = {
        exporter: start.exporter.externalId,
        importer: start.importer.externalId,
        completedOn: v.completedOn,
        outcome: v.outcome as Outcome, // sent only when one was chosen
        reviewDueOn: v.reviewDueOn || null,
        measures: v.measures,
      };
      return ask(Assess, { input, reason: v.reason, on });
    },
    done,
    (v) => [...(v.completedOn ? [] : ["completedOn"]), ...(v.outcome ? [] : ["outcome"])],
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <div className="form-pair">
        <DateField
          form={form}
          name="completedOn"
          label={words.record.completedOn}
          chosen={(day) => form.set({ completedOn: day, reviewDueOn: isDay(day) ? addYears(day, 1) : "" })}
        />
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
      <ReasonField form={form} />
      <FormEnd form={form} fields={fields} action={words.record.save} />
    </form>
  );
}
