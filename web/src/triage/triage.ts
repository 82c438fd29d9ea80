// What is done to flags: to whom they are given, and until when they are put off.
import type { FlagInput, Status } from "../graphql/schema.gen";
import { addDays, type Day } from "../time/day";
import type { InHandFragment } from "./triage.gen";

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
