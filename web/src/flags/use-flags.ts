import { useCallback, useEffect, useMemo, useRef } from "react";
import type { FlowFilter, Snoozed, Status } from "../graphql/schema.gen";
import { type Paged, usePages } from "../graphql/use-pages";
import { useQuery } from "../graphql/use-query";
import type { Day } from "../time/day";
import { mostAtOnce } from "../triage/triage";
import { FlagDay, type FlagDayQueryAnswer, Flags, type FlagsQueryAnswer } from "./flags.gen";
import { type Chosen, type Flag, filterOf, flagged } from "./groups";

interface Found extends Pick<Paged<Flag, unknown>, "refusal" | "again" | "need"> {
  /** The first flags, those without a basis before those at risk. */
  rows: Flag[];
  /** How many there are in all. */
  total: number;
  /** How many are snoozed on the day, whatever is narrowed. */
  asleep: number;
  /** All flags of the day by status, whatever is narrowed. */
  byStatus: FlagDayQueryAnswer["summary"]["byStatus"];
  /** Whether there has been an answer. */
  whole: boolean;
  /** Whether it answers an older question than the one that is asked now. */
  stale: boolean;
}

const none: Found["byStatus"] = [];
const asleep: FlowFilter = { status: flagged, snoozed: "ASLEEP" };
const flowsOf = (answer: FlagsQueryAnswer) => answer.flows;

/** The flags of a day that fit what is looked at, the worst first, page by page. */
export function useFlags(on: Day, chosen: Chosen, snoozed: Snoozed): Found {
  const ofDay = useQuery(
    FlagDay,
    useMemo(() => ({ asOf: on, asleep }), [on]),
  );
  const { data: day } = ofDay;
  const without = useOfStatus("NO_VALID_BASIS", on, chosen, snoozed);
  const risky = useOfStatus("AT_RISK", on, chosen, snoozed);
  const rows = useMemo(
    () => (without.rows.length < (without.total ?? 0) ? without.rows : [...without.rows, ...risky.rows]),
    [without.rows, without.total, risky.rows],
  );
  // Both answer the same question, or the last answer stays.
  const last = useRef<{ rows: Flag[]; total: number }>(undefined);
  if (without.total !== undefined && risky.total !== undefined && !without.stale && !risky.stale) {
    last.current = { rows, total: without.total + risky.total };
  }
  const { need: needWithout, total: before = 0 } = without;
  const { need: needRisky } = risky;
  const need = useCallback(
    (n: number) => {
      needWithout(n);
      if (n > before) needRisky(n - before);
    },
    [needWithout, needRisky, before],
  );
  useEffect(() => need(mostAtOnce), [need]); // what can be chosen at once is here
  return {
    rows: last.current?.rows ?? [],
    total: last.current?.total ?? 0,
    stale: without.stale || risky.stale,
    whole: last.current !== undefined && day !== undefined,
    refusal: without.refusal ?? risky.refusal ?? ofDay.refusal,
    again: () => {
      without.again();
      risky.again();
      ofDay.again();
    },
    need,
    asleep: day?.asleep.totalCount ?? 0,
    byStatus: day?.summary.byStatus ?? none,
  };
}

/** The flags of a status, of which there are none where another one is looked at. */
function useOfStatus(
  status: Status,
  on: Day,
  chosen: Chosen,
  snoozed: Snoozed,
): Paged<Flag, FlagsQueryAnswer> {
  const isAsked = !chosen.status || chosen.status === status;
  const variables = useMemo(
    () => (isAsked ? { asOf: on, filter: filterOf(chosen, snoozed, [status]) } : null),
    [isAsked, on, chosen, snoozed, status],
  );
  const found = usePages(Flags, variables, flowsOf);
  return isAsked ? found : { ...found, total: 0 };
}
