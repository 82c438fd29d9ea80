import { ask } from "../graphql/client";
import type { Coverage } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { FormEnd, useForm } from "../parts/form";
import { DateField, ReasonField, TextField } from "../parts/inputs";
import { useAddress } from "../shell/address";
import { addYears, isDay } from "../time/day";
import { Certify } from "./commands.gen";
import type { Start } from "./evidence";

const coverages: Coverage[] = ["NON_HR", "HR"];
const fields = ["framework", "covers", "certifiedOn", "nextDueOn", "recourse", "organization", "reason"];

/** Records that an importer is certified in a framework. */
export function CertificationForm({ start, done }: { start: Start; done: () => void }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  const form = useForm(
    {
      framework: start.evidence[0] ?? "",
      covers: start.covers,
      certifiedOn: "",
      nextDueOn: "",
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
    (v) => [...(v.covers.length > 0 ? [] : ["covers"]), ...(v.certifiedOn ? [] : ["certifiedOn"])],
  );
  const { values, set, faultOf } = form;
  const cover = (one: Coverage, wanted: boolean) =>
    set({ covers: coverages.filter((other) => (other === one ? wanted : values.covers.includes(other))) });
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <TextField
        form={form}
        name="framework"
        label={words.record.framework}
        hint={words.record.frameworkHint}
        fault={faultOf("framework") ?? faultOf("organization")}
      />
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
        <DateField
          form={form}
          name="certifiedOn"
          label={words.record.certifiedOn}
          chosen={(day) => set({ certifiedOn: day, nextDueOn: isDay(day) ? addYears(day, 1) : "" })}
        />
        <DateField form={form} name="nextDueOn" label={words.record.nextDueOn} />
      </div>
      <TextField form={form} name="recourse" label={words.record.recourse} />
      <ReasonField form={form} />
      <FormEnd form={form} fields={fields} action={words.record.save} />
    </form>
  );
}
