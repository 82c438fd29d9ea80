// What is done to flags: to whom they are given, and until when they are put off.
import { ask } from "../graphql/client";
import type { FlagInput, Status } from "../graphql/schema.gen";
import { written } from "../graphql/use-query";
import { addDays, type Day } from "../time/day";
import { AssignFlags, type HandledFragment, type InHandFragment, WakeFlags } from "./triage.gen";

/** A flag as far as it can be taken in hand. */
export interface Handed {
  externalId: string;
  triage: (InHandFragment & { asleep: boolean }) | null;
  verdict: { status: Status };
}

/** The most flags that one command takes. */
export const mostAtOnce = 1_000;

/** In addresses and in lists to choose from: the flags that nobody has in hand. */
export const nobody = "-";

/** What the server is to know of flags: which, and what of them was seen. */
export const flagInputs = (flags: Handed[]): FlagInput[] =>
  flags.map(({ externalId, triage, verdict }) => ({
    flow: externalId,
    expectedVersion: triage?.version ?? 0,
    seen: verdict.status,
  }));

/** How people are called: without the way in which they signed in. */
export const nameOf = (actor: string): string => actor.replace(/^(oidc|link):/, "");

/** Days to which a flag is often put off. */
export const laterDays = (on: Day): Record<"week" | "month" | "quarter", Day> => ({
  week: addDays(on, 7),
  month: addDays(on, 30),
  quarter: addDays(on, 91),
});

/** What was done, in a way that can be taken back. */
export type Undo = () => Promise<void>;

/** What flags are after something was done to them: whoever has changed them since is not overruled. */
function since(done: HandledFragment[] | null): FlagInput[] {
  return (done ?? []).map(({ externalId, triage }) => ({
    flow: externalId,
    expectedVersion: triage?.version ?? 0,
  }));
}

/** Gives flags back to those who had them before. */
export function giveBack(before: Handed[], done: HandledFragment[] | null): Undo {
  return async () => {
    for (const [assignee, flags] of byAssignee(before, since(done))) {
      await ask(AssignFlags, { flags, assignee });
    }
    written();
  };
}

/** Flags by who had them. */
export function byAssignee(before: Handed[], flags: FlagInput[]): Map<string, FlagInput[]> {
  const had = new Map(before.map((flag) => [flag.externalId, flag.triage?.assignee ?? ""]));
  const groups = new Map<string, FlagInput[]>();
  for (const flag of flags) {
    const assignee = had.get(flag.flow) ?? "";
    groups.set(assignee, [...(groups.get(assignee) ?? []), flag]);
  }
  return groups;
}

/** Wakes flags that were put off. */
export function wakeAgain(done: HandledFragment[] | null): Undo {
  return async () => {
    await ask(WakeFlags, { flags: since(done) });
    written();
  };
}
