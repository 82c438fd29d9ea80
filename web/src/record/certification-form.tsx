import { ask } from "../graphql/client";
import type { Coverage } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { Field, FormEnd, useForm } from "../parts/form";
import { useAddress } from "../shell/address";
import { addYears, today } from "../time/day";
import { Certify } from "./commands.gen";
import type { Start } from "./evidence";

const coverages: Coverage[] = ["NON_HR", "HR"];
const fields = ["framework", "covers", "certifiedOn", "nextDueOn", "recourse", "organization"];

/** Records that an importer is certified in a framework. */
export function CertificationForm({ start, done }: { start: Start; done: () => void }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  const form = useForm(
    {
      framework: start.evidence[0] ?? "",
      covers: start.covers.length > 0 ? start.covers : (["NON_HR"] as Coverage[]),
      certifiedOn: today(),
      nextDueOn: addYears(today(), 1),
      recourse: "",
      reason: "",
    },
    (v) => {
      const input = {
        organization: start.importer.externalId,
        framework: v.framework,
        covers: v.covers,
        certifiedOn: v.certifiedOn,
        nextDueOn: v.nextDueOn || null,
        recourse: v.recourse,
      };
      return ask(Certify, { input, reason: v.reason, on });
    },
    done,
  );
  const { values, set, faultOf } = form;
  const cover = (one: Coverage, wanted: boolean) =>
    set({ covers: coverages.filter((other) => (other === one ? wanted : values.covers.includes(other))) });
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <Field
        label={words.record.framework}
        hint={words.record.frameworkHint}
        fault={faultOf("framework") ?? faultOf("organization")}
      >
        {(props) => (
          <input
            {...props}
            className="input"
            value={values.framework}
            onChange={(e) => set({ framework: e.target.value })}
          />
        )}
      </Field>
      <fieldset className="field choices">
        <legend className="label">{words.record.covers}</legend>
        {coverages.map((one) => (
          <label key={one}>
            <input
              type="checkbox"
              checked={values.covers.includes(one)}
              onChange={(e) => cover(one, e.target.checked)}
            />
            {words.record.coverage[one]}
          </label>
        ))}
        {faultOf("covers") && <p className="fault">{faultOf("covers")}</p>}
      </fieldset>
      <div className="form-pair">
        <Field label={words.record.certifiedOn} fault={faultOf("certifiedOn")}>
          {(props) => (
            <input
              {...props}
              type="date"
              className="input"
              value={values.certifiedOn}
              onChange={(e) => set({ certifiedOn: e.target.value })}
            />
          )}
        </Field>
        <Field label={words.record.nextDueOn} fault={faultOf("nextDueOn")}>
          {(props) => (
            <input
              {...props}
              type="date"
              className="input"
              value={values.nextDueOn}
              onChange={(e) => set({ nextDueOn: e.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={words.record.recourse} fault={faultOf("recourse")}>
        {(props) => (
          <input
            {...props}
            className="input"
            value={values.recourse}
            onChange={(e) => set({ recourse: e.target.value })}
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
