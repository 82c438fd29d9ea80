import { useEffect, useMemo } from "react";
import type { FlowFilter, Snoozed, Status } from "../graphql/schema.gen";
import { type Paged, usePages } from "../graphql/use-pages";
import type { Day } from "../time/day";
import { nobody } from "../triage/triage";
import { Flags, type FlagsQueryAnswer } from "./flags.gen";
import type { Chosen, Flag } from "./groups";

/** How many flags are asked for to be grouped; who scrolls gets more of them, and beyond them the server narrows. */
export const mostGrouped = 5_000;

type ByStatus = FlagsQueryAnswer["summary"]["byStatus"];

interface Found extends Omit<Paged<Flag, FlagsQueryAnswer>, "beside" | "total"> {
  /** How many fit what the server narrows by. */
  total: number;
  /** How many are snoozed on the day, whatever is narrowed or held. */
  asleep: number;
  /** All flags of the day by status, whatever is narrowed or held. */
  byStatus: ByStatus;
  /** Whether more are flagged on the day than can be grouped here. */
  tooMany: boolean;
  /** Whether all that are to be grouped are here. */
  whole: boolean;
}

const flagged: Status[] = ["NO_VALID_BASIS", "AT_RISK"];
const none: ByStatus = [];
const asleep: FlowFilter = { status: flagged, snoozed: "ASLEEP" };
const flowsOf = (answer: FlagsQueryAnswer) => answer.flows;

/**
 * The flags of a day, page by page. As long as all of them can be grouped here they are
 * asked for once and narrowed here; else the server narrows by what it can.
 */
export function useFlags(on: Day, chosen: Chosen, snoozed: Snoozed): Found {
  // What the whole day has decides who narrows; what is narrowed to must not.
  const day = usePages(
    Flags,
    useMemo(() => ({ asOf: on, asleep, filter: { status: flagged, snoozed } }), [on, snoozed]),
    flowsOf,
  );
  const tooMany = (day.total ?? 0) > mostGrouped;
  const filter = useMemo(() => (tooMany ? filterOf(chosen, snoozed) : null), [tooMany, chosen, snoozed]);
  const narrowed = usePages(
    Flags,
    useMemo(() => (filter ? { asOf: on, asleep, filter } : null), [on, filter]),
    flowsOf,
  );
  const { rows, total = 0, beside, need, ...rest } = filter ? narrowed : day;
  useEffect(() => need(mostGrouped), [need]);
  return {
    ...rest,
    rows,
    total,
    need,
    asleep: (day.beside ?? beside)?.asleep.totalCount ?? 0,
    byStatus: (day.beside ?? beside)?.summary.byStatus ?? none,
    tooMany,
    whole: day.total !== undefined && rows.length >= Math.min(total, mostGrouped),
  };
}

/** What of the choice the server can narrow by; nothing where that is nothing. */
function filterOf(chosen: Chosen, snoozed: Snoozed): FlowFilter | null {
  const { status, importer, country, customer, exporter, origin, assignee } = chosen;
  const filter = {
    ...(importer ? { importer: [importer] } : {}),
    ...(exporter ? { exporter: [exporter] } : {}),
    ...(country ? { destination: [country] } : {}),
    ...(customer ? { customer: [customer] } : {}),
    ...(origin ? { origin: [origin] } : {}),
    ...(assignee ? { assignee: [assignee === nobody ? "" : assignee] } : {}),
  };
  if (!status && Object.keys(filter).length === 0) return null;
  return { ...filter, snoozed, status: status ? [status as Status] : flagged };
}
