// Takes back what was done to flags.
import { ask } from "../graphql/client";
import type { FlagInput } from "../graphql/schema.gen";
import { written } from "../graphql/use-query";
import { byAssignee, type Handed } from "./triage";
import { AssignFlags, type HandledFragment, WakeFlags } from "./triage.gen";

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

/** Wakes flags that were put off. */
export function wakeAgain(done: HandledFragment[] | null): Undo {
  return async () => {
    await ask(WakeFlags, { flags: since(done) });
    written();
  };
}
