import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { Citation } from "../parts/reason";
import { StatusWord } from "../parts/status";
import { onDay } from "../shell/address";
import type { Day } from "../time/day";
import type { Flag } from "./groups";

const rowHeight = 68;

/** The flags as rows; only those in sight are in the document. */
export function FlagTable({ flags, on }: { flags: Flag[]; on: Day }) {
  const { words, formats } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: flags.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const heads = [
    words.flags.status,
    words.flags.flow,
    words.flags.parties,
    words.flags.route,
    words.flags.why,
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="flag-frame" ref={frame} tabIndex={0} aria-label={words.flags.rows}>
      <table className="flag-table" aria-rowcount={flags.length + 1}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const flag = flags[item.index] as Flag;
            const reason = flag.verdict.reasons[0];
            return (
              <tr
                key={flag.externalId}
                aria-rowindex={item.index + 2}
                style={{ transform: `translateY(${item.start}px)`, height: rowHeight }}
              >
                <td>
                  <StatusWord status={flag.verdict.status} />
                </td>
                <td>
                  <Link
                    href={onDay(`/flows/${encodeURIComponent(flag.externalId)}`, on)}
                    className="flag-name"
                  >
                    {flag.name}
                  </Link>
                  <span className="quiet cut">{flag.customer?.name ?? flag.product}</span>
                </td>
                <td>
                  <span className="cut">{flag.exporter.name}</span>
                  <span className="cut">→ {flag.importer.name}</span>
                </td>
                <td>
                  <span
                    title={words.map.route(formats.country(flag.origin), formats.country(flag.destination))}
                  >
                    {flag.origin} → {flag.destination}
                  </span>
                </td>
                <td>
                  {reason && (
                    <span className="flag-why">
                      <span lang="en" title={reason.message}>
                        {reason.message}
                        {flag.verdict.reasons.length > 1 && (
                          <span className="quiet">
                            {" "}
                            {words.flags.andMore(flag.verdict.reasons.length - 1)}
                          </span>
                        )}
                      </span>
                      <Citation of={reason} />
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
