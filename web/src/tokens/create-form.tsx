import { useState } from "react";
import { ask } from "../graphql/client";
import type { AccessRole } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { CopyButton } from "../parts/copy-button";
import { FormEnd, useForm } from "../parts/form";
import { ChoiceField, DateField, TextField } from "../parts/inputs";
import { addDays, today } from "../time/day";
import { CreateToken } from "./tokens.gen";

const fields = ["name", "role", "exporters", "expiresAt"];
/** From the least to the most: who grants says so. */
const roles: AccessRole[] = ["SALES", "COMPLIANCE", "AUDITOR", "ADMIN"];
/** Those that can be limited to some exporters. */
const limitable: AccessRole[] = ["COMPLIANCE", "AUDITOR"];
const year = 365; // days

/** The ids in a list that somebody typed. */
const idsIn = (text: string) =>
  text
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id);

/** Creates a token, and shows its secret this once. */
export function CreateForm({ done }: { done: () => void }) {
  const { words } = useLanguage();
  const [secret, setSecret] = useState("");
  const form = useForm(
    { name: "", role: roles[0] as AccessRole, exporters: "", expiresAt: addDays(today(), year) },
    ({ name, role, exporters, expiresAt }) => {
      const limit = limitable.includes(role) ? idsIn(exporters) : [];
      return ask(CreateToken, {
        name,
        role,
        exporters: limit.length > 0 ? limit : null,
        expiresAt: expiresAt ? `${expiresAt}T00:00:00Z` : null,
      });
    },
    (answer) => setSecret(answer.createToken?.secret ?? ""),
  );
  if (secret) return <Secret text={secret} done={done} />;
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <TextField form={form} name="name" label={words.tokens.name} hint={words.tokens.nameHint} />
      <ChoiceField
        form={form}
        name="role"
        label={words.tokens.role}
        hint={words.user.may[form.values.role]}
        of={roles}
        called={(role) => words.user.role[role as AccessRole]}
      />
      {limitable.includes(form.values.role) && (
        <TextField
          form={form}
          name="exporters"
          label={words.tokens.exporters}
          hint={words.tokens.exportersHint}
        />
      )}
      <DateField form={form} name="expiresAt" label={words.tokens.expires} hint={words.tokens.expiresHint} />
      <FormEnd form={form} fields={fields} action={words.tokens.create} />
    </form>
  );
}

function Secret({ text, done }: { text: string; done: () => void }) {
  const { words } = useLanguage();
  return (
    <div className="form">
      <p role="status">{words.tokens.once}</p>
      <p className="notice good">
        <code className="token-secret">{text}</code>
      </p>
      <div className="buttons">
        <CopyButton text={text} />
        <button type="button" className="button" onClick={done}>
          {words.general.close}
        </button>
      </div>
    </div>
  );
}
