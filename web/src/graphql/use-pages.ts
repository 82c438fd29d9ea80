import { useCallback, useEffect, useRef, useState } from "react";
import { ask, type Operation, Refusal } from "./client";
import { useManner, useWrites } from "./use-query";

/** A page of a list as the server tells it. */
interface Connection<Row> {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: Row[];
}

/** How many rows of a list the page holds at most; who wants others narrows the list. */
export const mostRows = 100_000;

/** What is known of a list: its first rows, and further ones as they are needed. */
export interface Paged<Row, Answer> {
  rows: Row[];
  /** How many there are in all; nothing before the first answer. */
  total: number | undefined;
  /** The answer with the first page, for what was asked beside the list. */
  beside: Answer | undefined;
  /** Whether rows answer an older question than the one that is asked now. */
  stale: boolean;
  refusal: Refusal | undefined;
  /** Asks again for what was refused; the rows that are here stay. */
  again: () => void;
  /** Asks for pages until so many rows are here. */
  need: (rows: number) => void;
}

interface State<Row, Answer> {
  key: string;
  rows: Row[];
  page?: Connection<Row>;
  beside?: Answer;
  refusal?: Refusal | undefined;
}

/**
 * Asks for a list page by page, by its cursor, as far as its rows are needed; null asks nothing.
 * Further pages may be asked for otherwise than the first one, as what is in sight should come soonest.
 */
export function usePages<Answer, Variables extends { after?: string | null | undefined }, Row>(
  operation: Operation<Answer, Variables>,
  variables: Omit<Variables, "after"> | null,
  pageOf: (answer: Answer) => Connection<Row>,
  further: Partial<Variables> = {},
): Paged<Row, Answer> {
  const writes = useWrites();
  const manner = useManner();
  const key = variables === null ? "" : `${writes} ${manner}${operation}${JSON.stringify(variables)}`;
  const [state, setState] = useState<State<Row, Answer>>({ key: "", rows: [] });
  const [wanted, setWanted] = useState({ key: "", rows: 0 });
  const given = useRef({ variables, pageOf, further });
  given.current = { variables, pageOf, further };

  const here = state.key === key ? state : undefined;
  const enough = wanted.key === key ? Math.min(wanted.rows, mostRows) : 1;
  const lacking =
    key !== "" &&
    !here?.refusal &&
    (!here?.page || (here.page.pageInfo.hasNextPage && here.rows.length < enough));
  const after = here?.page?.pageInfo.endCursor ?? null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: key stands for the operation and its variables
  useEffect(() => {
    if (!lacking) return;
    const control = new AbortController();
    const { variables, further } = given.current;
    const asked = { ...variables, ...(after && further), after } as unknown as Variables;
    ask(operation, asked, control.signal).then(
      (answer) => {
        const page = given.current.pageOf(answer);
        setState((before) =>
          before.key === key && before.page
            ? { ...before, page, rows: [...before.rows, ...page.nodes] }
            : { key, page, rows: page.nodes, beside: answer },
        );
      },
      (reason: unknown) => {
        if (control.signal.aborted) return;
        const refusal = reason instanceof Refusal ? reason : new Refusal([]);
        setState((before) => ({ ...(before.key === key ? before : { key, rows: [] }), refusal }));
      },
    );
    return () => control.abort();
  }, [key, after, lacking]);

  const again = useCallback(() => setState(({ refusal: _, ...before }) => before), []);
  const need = useCallback(
    (rows: number) =>
      setWanted((before) => (before.key === key && before.rows >= rows ? before : { key, rows })),
    [key],
  );
  const shown = key === "" ? undefined : state;
  return {
    rows: shown?.rows ?? [],
    total: shown?.page?.totalCount,
    beside: shown?.beside,
    stale: key !== "" && !here,
    refusal: here?.refusal,
    again,
    need,
  };
}
