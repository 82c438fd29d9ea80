import { useEffect, useState } from "react";
import { ask } from "../graphql/client";
import { canCheck } from "./hash";
import { Consistency, type LogHeadQueryAnswer } from "./log.gen";
import { checkNote, type Signed } from "./note";
import { type Head, isConsistent, isIncluded } from "./proof";

/** The state of the log as the server tells it. */
export type LogState = LogHeadQueryAnswer["checkpoint"];

/** What comes of a check that takes a moment; nothing until then, and where it could not be made. */
function useOutcome<Outcome>(of: string, check: () => Promise<Outcome | undefined>): Outcome | undefined {
  const [found, setFound] = useState<{ of: string; outcome: Outcome | undefined }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is checked stands for the check
  useEffect(() => {
    let wanted = true;
    check().then(
      (outcome) => wanted && setFound({ of, outcome }),
      () => {}, // without an answer nothing is claimed
    );
    return () => {
      wanted = false;
    };
  }, [of]);
  return found?.of === of ? found.outcome : undefined;
}

/** Whether the checkpoint is signed with a key: the reader's own one, or else the one that the server tells. */
export function useSigned(state: LogState | undefined, ownKey: string): Signed | undefined {
  return useOutcome(JSON.stringify([state, ownKey]), async () => {
    if (!state) return undefined;
    const key = ownKey || state.verifierKey;
    return state.note && key ? checkNote(state.note, key, state) : "UNSIGNED";
  });
}

/** Whether the log has an entry, by a proof that the server gave. */
export function useIncluded(
  given: { commit: number; entry: string; proof: string[] } | undefined,
  state: Head,
): boolean | undefined {
  return useOutcome(JSON.stringify([given, state.size, state.root]), async () =>
    given && canCheck() ? isIncluded(given.entry, given.commit - 1, state, given.proof) : undefined,
  );
}

/** What this browser saw of the log before, by the log's name. */
interface Seen extends Head {
  origin: string;
  at: string;
}

const place = "log-seen";

function lastSeen(origin: string): Seen | null {
  const all = JSON.parse(localStorage.getItem(place) ?? "{}") as Record<string, Seen>;
  return all[origin] ?? null;
}

/** Whether the log still begins with what this browser saw of it before; null where it sees it for the first time. */
export function useGrowth(state: LogState | undefined): { seen: Seen; holds: boolean } | null | undefined {
  return useOutcome(JSON.stringify(state ?? null), async () => {
    if (!state || !canCheck()) return undefined;
    const { origin, size, root } = state;
    const seen = lastSeen(origin);
    if (seen) {
      const proof = seen.size < size ? (await ask(Consistency, { older: seen.size, size })).consistency : [];
      const holds = await isConsistent(seen, { size, root }, proof);
      if (!holds) return { seen, holds }; // what was seen is kept: it is the evidence
    }
    localStorage.setItem(
      place,
      JSON.stringify({ [origin]: { origin, size, root, at: new Date().toISOString() } }),
    );
    return seen && { seen, holds: true };
  });
}
