import { ask } from "../graphql/client";
import { useLanguage } from "../language/language";
import { FormEnd, useForm } from "../parts/form";
import { ReasonField } from "../parts/inputs";
import type { Saved } from "./saved";
import { RemoveScenario } from "./saved.gen";

const fields = ["reason"];

/** Removes a saved scenario, for a reason. */
export function RemoveForm({ of, done }: { of: Saved; done: () => void }) {
  const { words } = useLanguage();
  const form = useForm(
    { reason: "" },
    ({ reason }) => ask(RemoveScenario, { name: of.name, reason, version: of.version }),
    done,
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <p>{words.saved.removeWhat}</p>
      <ReasonField form={form} />
      <FormEnd form={form} fields={fields} action={words.saved.remove} />
    </form>
  );
}
