import { useEffect, useMemo, useState } from "react";
import { ask, Refusal } from "../graphql/client";
import type { FlowFilter, Status } from "../graphql/schema.gen";
import type { Day } from "../time/day";
import { Flags, type FlagsQueryAnswer } from "./flags.gen";
import type { Chosen, Flag } from "./groups";

/** How many flags a page holds at once; beyond them the server narrows. */
export const mostHeld = 5_000;

interface Found {
  flags: Flag[];
  total: number;
  /** All flags of the day by status, whatever is narrowed or held. */
  byStatus: { status: Status; flows: number }[];
  /** Whether all that were asked for are here. */
  whole: boolean;
  refusal: Refusal | undefined;
}

const flagged: Status[] = ["NO_VALID_BASIS", "AT_RISK"];

const start: Found = { flags: [], total: 0, byStatus: [], whole: false, refusal: undefined };

/**
 * The flags of a day, page by page. As long as all of them fit they are asked for once
 * and narrowed here; else the server narrows by what it can.
 */
export function useFlags(on: Day, chosen: Chosen): Found & { again: () => void } {
  const [found, setFound] = useState(start);
  const [turn, setTurn] = useState(0);
  const tooMany = found.total > mostHeld;
  const filter = useMemo(
    () => JSON.stringify(tooMany ? filterOf(chosen) : { status: flagged }),
    [tooMany, chosen],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: turn asks again
  useEffect(() => {
    const control = new AbortController();
    load(on, JSON.parse(filter) as FlowFilter, control.signal, setFound).catch((reason: unknown) => {
      if (!control.signal.aborted && reason instanceof Refusal)
        setFound((before) => ({ ...before, refusal: reason }));
    });
    return () => control.abort();
  }, [on, filter, turn]);
  return { ...found, again: () => setTurn((n) => n + 1) };
}

async function load(on: Day, filter: FlowFilter, signal: AbortSignal, tell: (found: Found) => void) {
  const flags: Flag[] = [];
  for (let after: string | null = null; ; ) {
    const { flows, summary }: FlagsQueryAnswer = await ask(Flags, { asOf: on, filter, after }, signal);
    flags.push(...flows.nodes);
    const whole = !flows.pageInfo.hasNextPage || flags.length >= mostHeld;
    tell({
      flags: [...flags],
      total: flows.totalCount,
      byStatus: summary.byStatus,
      whole,
      refusal: undefined,
    });
    if (whole) return;
    after = flows.pageInfo.endCursor;
  }
}

/** What of the choice the server can narrow by. */
function filterOf({ status, importer, country, customer, exporter, origin }: Chosen): FlowFilter {
  return {
    status: status ? [status as Status] : flagged,
    ...(importer ? { importer: [importer] } : {}),
    ...(exporter ? { exporter: [exporter] } : {}),
    ...(country ? { destination: [country] } : {}),
    ...(customer ? { customer: [customer] } : {}),
    ...(origin ? { origin: [origin] } : {}),
  };
}
