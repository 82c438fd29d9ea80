import { useState } from "react";
import { ask } from "../graphql/client";
import type { AccessRole } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { Field, FormEnd, useForm } from "../parts/form";
import { addDays, today } from "../time/day";
import { CreateToken } from "./tokens.gen";

const fields = ["name", "role", "expiresAt"];
const roles: AccessRole[] = ["SALES", "COMPLIANCE", "AUDITOR", "ADMIN"];
const year = 365; // days

/** Creates a token, and shows its secret this once. */
export function CreateForm({ done }: { done: () => void }) {
  const { words } = useLanguage();
  const [secret, setSecret] = useState("");
  const form = useForm(
    { name: "", role: "COMPLIANCE" as AccessRole, expiresAt: addDays(today(), year) },
    ({ name, role, expiresAt }) =>
      ask(CreateToken, { name, role, expiresAt: expiresAt ? `${expiresAt}T00:00:00Z` : null }),
    (answer) => setSecret(answer.createToken?.secret ?? ""),
  );
  const { values, set, faultOf } = form;
  if (secret) return <Secret text={secret} done={done} />;
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <Field label={words.tokens.name} hint={words.tokens.nameHint} fault={faultOf("name")}>
        {(props) => (
          <input
            {...props}
            className="input"
            value={values.name}
            onChange={(e) => set({ name: e.target.value })}
          />
        )}
      </Field>
      <Field label={words.tokens.role} hint={words.user.may[values.role]} fault={faultOf("role")}>
        {(props) => (
          <select
            {...props}
            className="input"
            value={values.role}
            onChange={(e) => set({ role: e.target.value as AccessRole })}
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {words.user.role[role]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.tokens.expires} hint={words.tokens.expiresHint} fault={faultOf("expiresAt")}>
        {(props) => (
          <input
            {...props}
            type="date"
            className="input"
            value={values.expiresAt}
            onChange={(e) => set({ expiresAt: e.target.value })}
          />
        )}
      </Field>
      <FormEnd form={form} fields={fields} action={words.tokens.create} />
    </form>
  );
}

function Secret({ text, done }: { text: string; done: () => void }) {
  const { words } = useLanguage();
  const [copied, setCopied] = useState(false);
  return (
    <div className="form">
      <p role="status">{words.tokens.once}</p>
      <p className="notice good">
        <code className="token-secret">{text}</code>
      </p>
      <div className="buttons">
        <button
          type="button"
          className="button primary"
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          {copied ? words.general.copied : words.general.copy}
        </button>
        <button type="button" className="button" onClick={done}>
          {words.general.close}
        </button>
      </div>
    </div>
  );
}
