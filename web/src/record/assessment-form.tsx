import { ask } from "../graphql/client";
import type { Outcome } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { Field, FormEnd, useForm } from "../parts/form";
import { useAddress } from "../shell/address";
import { addYears, today } from "../time/day";
import { Assess } from "./commands.gen";
import type { Start } from "./evidence";

const outcomes: Outcome[] = ["SUPPLEMENTARY_MEASURES", "EQUIVALENT", "INSUFFICIENT"];
const fields = ["completedOn", "outcome", "reviewDueOn", "measures"];

/** Records a transfer impact assessment of an exporter and an importer. */
export function AssessmentForm({ start, done }: { start: Start; done: () => void }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  const form = useForm(
    {
      completedOn: today(),
      outcome: "SUPPLEMENTARY_MEASURES" as Outcome,
      reviewDueOn: addYears(today(), 1),
      measures: "",
      reason: "",
    },
    (v) => {
      const input = {
        exporter: start.exporter.externalId,
        importer: start.importer.externalId,
        completedOn: v.completedOn,
        outcome: v.outcome,
        reviewDueOn: v.reviewDueOn || null,
        measures: v.measures,
      };
      return ask(Assess, { input, reason: v.reason, on });
    },
    done,
  );
  const { values, set, faultOf } = form;
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <div className="form-pair">
        <Field label={words.record.completedOn} fault={faultOf("completedOn")}>
          {(props) => (
            <input
              {...props}
              type="date"
              className="input"
              value={values.completedOn}
              onChange={(e) => set({ completedOn: e.target.value })}
            />
          )}
        </Field>
        <Field label={words.record.reviewDueOn} fault={faultOf("reviewDueOn")}>
          {(props) => (
            <input
              {...props}
              type="date"
              className="input"
              value={values.reviewDueOn}
              onChange={(e) => set({ reviewDueOn: e.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={words.record.outcome} fault={faultOf("outcome")}>
        {(props) => (
          <select
            {...props}
            className="input"
            value={values.outcome}
            onChange={(e) => set({ outcome: e.target.value as Outcome })}
          >
            {outcomes.map((one) => (
              <option key={one} value={one}>
                {words.record.outcomes[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.record.measures} hint={words.record.measuresHint} fault={faultOf("measures")}>
        {(props) => (
          <textarea
            {...props}
            className="input"
            rows={3}
            value={values.measures}
            onChange={(e) => set({ measures: e.target.value })}
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
