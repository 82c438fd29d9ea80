import { ask } from "../graphql/client";
import { useLanguage } from "../language/language";
import { FormEnd, useForm } from "../parts/form";
import { TextField } from "../parts/inputs";
import type { Day } from "../time/day";
import { type Change, lawChange } from "./changes";
import type { Saved } from "./saved";
import { SaveScenario } from "./saved.gen";

const fields = ["name", "note"];

interface Props {
  changes: Change[];
  on: Day;
  /** The saved scenario that was opened. */
  opened: Saved | undefined;
  done: (name: string) => void;
}

/** Saves what is supposed: a further version of the one that was opened, or a new one under another name. */
export function SaveForm({ changes, on, opened, done }: Props) {
  const { words } = useLanguage();
  const form = useForm(
    { name: opened?.name ?? "", note: opened?.note ?? "" },
    ({ name, note }) =>
      ask(SaveScenario, {
        name,
        note,
        changes: changes.map(lawChange),
        asOf: on,
        version: opened?.name === name ? opened.version : 0,
      }),
    (answer) => done(answer.saveScenario?.name ?? ""),
  );
  const { name } = form.values;
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <TextField
        form={form}
        name="name"
        label={words.saved.name}
        hint={opened?.name === name ? words.saved.further(opened.version + 1) : words.saved.nameHint}
      />
      <TextField form={form} name="note" label={words.saved.note} hint={words.saved.noteHint} rows={2} />
      <FormEnd form={form} fields={fields} action={words.saved.save} />
    </form>
  );
}
