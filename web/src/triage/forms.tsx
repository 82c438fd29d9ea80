import { ask } from "../graphql/client";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { FormEnd, useForm } from "../parts/form";
import { ChoiceField, DateField, TextField } from "../parts/inputs";
import { useViewer } from "../shell/viewer";
import type { Day } from "../time/day";
import { flagInputs, type Handed, laterDays, nameOf, nobody } from "./triage";
import { AssignFlags, CommentOnFlags, People, SnoozeFlags } from "./triage.gen";
import { giveBack, type Undo, wakeAgain } from "./undo";

interface Props {
  flags: Handed[];
  /** Told what was done, and how it is taken back where it can be. */
  done: (told: string, undo?: Undo) => void;
}

const nothing = {};

/** Gives flags to somebody who has signed in, or to nobody. */
export function AssignForm({ flags, done }: Props) {
  const { words } = useLanguage();
  const { actor } = useViewer();
  const { data } = useQuery(People, nothing);
  const others = (data?.people.nodes ?? []).map((one) => one.actor).filter((one) => one !== actor);
  const known = data?.people.nodes.some((one) => one.actor === actor) ? [actor] : [];
  const form = useForm(
    { assignee: "" },
    ({ assignee }) =>
      ask(AssignFlags, { flags: flagInputs(flags), assignee: assignee === nobody ? "" : assignee }),
    ({ assignFlags }) => {
      const { assignee } = form.values;
      const told =
        assignee === nobody
          ? words.triage.unassigned(flags.length)
          : words.triage.assigned(flags.length, nameOf(assignee));
      done(told, giveBack(flags, assignFlags));
    },
    ({ assignee }) => (assignee ? [] : ["assignee"]),
  );
  const called = (one: string) =>
    one === actor ? words.triage.me(nameOf(one)) : one === nobody ? words.triage.nobody : nameOf(one);
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <ChoiceField
        form={form}
        name="assignee"
        label={words.triage.assignee}
        hint={words.triage.assigneeHint}
        of={[...known, ...others, nobody]}
        called={called}
      />
      <FormEnd form={form} fields={["assignee"]} action={words.triage.assign} />
    </form>
  );
}

/** Puts flags off until a day, for a reason. */
export function SnoozeForm({ flags, on, done }: Props & { on: Day }) {
  const { words, formats } = useLanguage();
  const form = useForm(
    { until: "", reason: "" },
    ({ until, reason }) => ask(SnoozeFlags, { flags: flagInputs(flags), until, reason, on }),
    ({ snoozeFlags }) =>
      done(
        words.triage.snoozed(flags.length, form.values.until),
        // Of one that was put off already, waking would lose until when and why.
        flags.some((flag) => flag.triage?.snooze) ? undefined : wakeAgain(snoozeFlags),
      ),
    ({ until, reason }) => [...(until ? [] : ["until"]), ...(reason.trim() ? [] : ["reason"])],
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <DateField form={form} name="until" label={words.triage.until} hint={words.triage.untilHint} />
      <fieldset className="triage-later" aria-label={words.triage.often}>
        {Object.entries(laterDays(on)).map(([name, day]) => (
          <button
            key={name}
            type="button"
            className="button"
            title={formats.day(day)}
            aria-pressed={form.values.until === day}
            onClick={() => form.set({ until: day })}
          >
            {words.triage.later[name as keyof typeof words.triage.later]}
          </button>
        ))}
      </fieldset>
      <TextField
        form={form}
        name="reason"
        label={words.triage.snoozeReason}
        hint={words.triage.snoozeReasonHint}
        rows={2}
      />
      <FormEnd form={form} fields={["until", "reason"]} action={words.triage.snooze} />
    </form>
  );
}

/** Notes the same about each of some flows. */
export function CommentForm({ flags, done }: { flags: Pick<Handed, "externalId">[]; done: Props["done"] }) {
  const { words } = useLanguage();
  const form = useForm(
    { text: "" },
    ({ text }) => ask(CommentOnFlags, { flows: flags.map((flag) => flag.externalId), text }),
    () => {
      form.set({ text: "" });
      done(words.triage.commented(flags.length));
    },
    ({ text }) => (text.trim() ? [] : ["text"]),
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <TextField form={form} name="text" label={words.triage.text} rows={3} />
      <FormEnd form={form} fields={["text"]} action={words.triage.comment} />
    </form>
  );
}
