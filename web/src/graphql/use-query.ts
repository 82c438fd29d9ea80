import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useSearch } from "wouter";
import { useLanguage } from "../language/language";
import { knownIn } from "../time/known";
import { ask, type Operation, Refusal, signedOut, unasked } from "./client";

/** What is known of an answer: the last one stays while the next is awaited. */
export interface Known<Answer> {
  data: Answer | undefined;
  refusal: Refusal | undefined;
  /** Whether data answers an older question than the one that is asked now. */
  stale: boolean;
  again: () => void;
}

// Answers of late, so that a page that is gone back to stands at once; asked again all the same.
const kept = new Map<string, unknown>();
const most = 40;

function keep(key: string, answer: unknown) {
  kept.delete(key);
  kept.set(key, answer);
  const oldest = kept.keys().next().value;
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

// Questions that were asked before what shows their answers stands.
const ahead = new Map<string, Promise<unknown>>();

/** Asks, once, what a page will ask as soon as it stands: its answer comes while the page is made. Null asks nothing. */
export function useAhead<Answer, Variables>(
  operation: Operation<Answer, Variables>,
  variables: Variables | null,
) {
  const manner = useManner();
  useState(() => {
    if (variables === null) return;
    const key = keyOf(manner, operation, variables);
    const { signal } = new AbortController();
    unasked.add(signal);
    const answer = ask(operation, variables, signal);
    answer.then(
      (data) => keep(key, data),
      () => ahead.delete(key), // the page asks itself, and tells what is refused
    );
    ahead.set(key, answer);
  });
}

const keyOf = (manner: string, operation: Operation<unknown, never>, variables: unknown) =>
  `${manner}${operation}${JSON.stringify(variables)}`;

let writes = 0;
const listeners = new Set<() => void>();

/** Tells every page that something was written: all is asked anew. */
export function written() {
  writes++;
  kept.clear();
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** How often something was written: who asks again when that changes sees it. */
export const useWrites = () => useSyncExternalStore(subscribe, () => writes);

/** In which language it is asked, and of which moment what was known then: other answers come to others. */
export function useManner(): string {
  const { locale } = useLanguage().formats;
  return `${locale} ${knownIn(useSearch())?.moment ?? ""}`;
}

/** Asks an operation whenever its variables change, or the manner; null asks nothing. */
export function useQuery<Answer, Variables>(
  operation: Operation<Answer, Variables>,
  variables: Variables | null,
): Known<Answer> {
  const manner = useManner();
  const key = variables === null ? "" : keyOf(manner, operation, variables);
  const version = useWrites();
  const [state, setState] = useState<{ key: string; data?: Answer; refusal?: Refusal }>({ key: "" });
  const [turn, setTurn] = useState(0);
  const given = useRef(variables);
  given.current = variables;

  // biome-ignore lint/correctness/useExhaustiveDependencies: key stands for the operation and its variables, version and turn ask again
  useEffect(() => {
    if (given.current === null) return;
    const control = new AbortController();
    const begun = ahead.get(key) as Promise<Answer> | undefined;
    ahead.delete(key);
    const asks = () => ask(operation, given.current as Variables, control.signal);
    (begun ? begun.catch(asks) : asks()).then(
      (data) => {
        if (control.signal.aborted) return;
        keep(key, data);
        setState({ key, data });
      },
      (reason: unknown) => {
        if (control.signal.aborted) return;
        const refusal = reason instanceof Refusal ? reason : new Refusal([]);
        setState((before) => {
          if (before.key !== key) return { key, refusal };
          // Who has to sign in is told so above the page, which keeps what was typed in it.
          return before.data && refusal.code === signedOut ? before : { ...before, refusal };
        });
      },
    );
    return () => control.abort();
  }, [key, version, turn]);

  const again = useCallback(() => setTurn((n) => n + 1), []);
  const cached = kept.get(key) as Answer | undefined;
  const current = state.key === key;
  return {
    data: key === "" ? undefined : current ? state.data : (cached ?? state.data),
    refusal: current ? state.refusal : undefined,
    stale: key !== "" && !current && !cached,
    again,
  };
}
