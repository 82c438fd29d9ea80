import { ask } from "../graphql/client";
import { useLanguage } from "../language/language";
import { FormEnd, useForm } from "../parts/form";
import { ReasonField } from "../parts/inputs";
import { EndSession, RevokeToken } from "./tokens.gen";

/** What is to end: a token, or somebody's session. */
export interface Ending {
  kind: "token" | "session";
  id: string;
  name: string;
}

const fields = ["reason"];

/** Asks once more before a token or a session ends. */
export function EndForm({ of, done }: { of: Ending; done: () => void }) {
  const { words } = useLanguage();
  const token = of.kind === "token";
  const form = useForm(
    { reason: "" },
    async ({ reason }) => {
      await (token ? ask(RevokeToken, { id: of.id, reason }) : ask(EndSession, { id: of.id }));
    },
    done,
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <p>{token ? words.tokens.revokeWhat : words.tokens.endWhat}</p>
      {token && <ReasonField form={form} />}
      <FormEnd form={form} fields={fields} action={token ? words.tokens.revoke : words.tokens.end} />
    </form>
  );
}
