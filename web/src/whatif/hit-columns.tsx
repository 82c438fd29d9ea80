import { useMemo } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import type { Column } from "../parts/rows";
import { StatusWord } from "../parts/status";
import { onDay } from "../shell/address";
import type { Day } from "../time/day";
import type { Hit } from "./hits";

/** What the table says of each flow that is hit. */
export function useHitColumns(on: Day): Column<Hit>[] {
  const { words, formats } = useLanguage();
  return useMemo(
    () => [
      {
        head: words.flags.flow,
        cell: ({ flow }) => (
          <>
            <Link href={onDay(`/flows/${encodeURIComponent(flow.externalId)}`, on)} className="row-name">
              {flow.name}
            </Link>
            <span className="quiet cut">{flow.customer?.name}</span>
          </>
        ),
      },
      {
        head: words.flags.parties,
        cell: ({ flow }) => (
          <>
            <span className="cut">{flow.exporter.name}</span>
            <span className="cut">→ {flow.importer.name}</span>
          </>
        ),
      },
      {
        head: words.flags.route,
        cell: ({ flow: { origin, destination } }) => (
          <span title={words.map.route(formats.country(origin), formats.country(destination))}>
            {origin} → {destination}
          </span>
        ),
      },
      { head: words.whatIf.before, cell: ({ before }) => <StatusWord status={before.status} /> },
      { head: words.whatIf.after, cell: ({ after }) => <StatusWord status={after.status} /> },
      {
        head: words.whatIf.fallsBackOn,
        cell: ({ fallback, effect }) =>
          fallback.length > 0 ? (
            <span className="two-lines" title={formats.list(fallback.map((one) => one.name))}>
              {formats.list(fallback.map((one) => one.name))}
            </span>
          ) : (
            effect === "FALLS" && <span className="quiet">{words.whatIf.noOther}</span>
          ),
      },
    ],
    [words, formats, on],
  );
}
