import { ask } from "../graphql/client";
import { useLanguage } from "../language/language";
import { Field, FormEnd, useForm } from "../parts/form";
import { useAddress } from "../shell/address";
import { today } from "../time/day";
import type { AgreementOf } from "./agreement";
import { Sign } from "./commands.gen";

const fields = ["exporterSignedOn", "importerSignedOn"];

/** Notes the signatures that an agreement lacks. */
export function SignForm({ of, done }: { of: AgreementOf; done: () => void }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  const form = useForm(
    {
      exporter: of.exporterSignedOn ? "" : today(),
      importer: of.importerSignedOn ? "" : today(),
      reason: "",
    },
    (v) =>
      ask(Sign, {
        id: of.externalId,
        exporter: v.exporter || null,
        importer: v.importer || null,
        version: of.version,
        reason: v.reason,
        on,
      }),
    done,
  );
  const { values, set, faultOf } = form;
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      {!of.exporterSignedOn && (
        <Field
          label={words.record.signedBy(of.exporter.name)}
          hint={words.record.notYet}
          fault={faultOf("exporterSignedOn")}
        >
          {(props) => (
            <input
              {...props}
              type="date"
              className="input"
              value={values.exporter}
              onChange={(e) => set({ exporter: e.target.value })}
            />
          )}
        </Field>
      )}
      {!of.importerSignedOn && (
        <Field
          label={words.record.signedBy(of.importer.name)}
          hint={words.record.notYet}
          fault={faultOf("importerSignedOn")}
        >
          {(props) => (
            <input
              {...props}
              type="date"
              className="input"
              value={values.importer}
              onChange={(e) => set({ importer: e.target.value })}
            />
          )}
        </Field>
      )}
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
