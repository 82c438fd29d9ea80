import { useState } from "react";
import { useLanguage } from "../language/language";
import { routesOf } from "../map/routes";
import { StatusWord, statuses } from "../parts/status";
import type { Day } from "../time/day";
import type { RouteCount } from "./frames";

/** The map's equal in words: every route of the day with its counts. Closed, it costs the slider nothing. */
export function RouteTable({ counts, day }: { counts: RouteCount[]; day: Day }) {
  const { words } = useLanguage();
  const [open, setOpen] = useState(false);
  const routes = new Set(counts.map(({ origin, destination }) => `${origin} ${destination}`)).size;
  return (
    <details className="route-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.map.asTable(routes)}</summary>
      {open && <Rows counts={counts} day={day} />}
    </details>
  );
}

function Rows({ counts, day }: { counts: RouteCount[]; day: Day }) {
  const { words, formats } = useLanguage();
  const routes = routesOf(counts);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="scroll-x" aria-label={words.map.name(day)} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.flow.origin}</th>
              <th scope="col">{words.flow.destination}</th>
              {statuses.map((status) => (
                <th scope="col" className="count" key={status}>
                  <StatusWord status={status} />
                </th>
              ))}
              <th scope="col" className="count">
                {words.general.all}
              </th>
            </tr>
          </thead>
          <tbody>
            {routes.map((route) => (
              <tr key={`${route.origin} ${route.destination}`}>
                <td>{formats.country(route.origin)}</td>
                <td>{formats.country(route.destination)}</td>
                {statuses.map((status) => (
                  <td className="count" key={status}>
                    {route.counts[status] ? formats.number(route.counts[status]) : ""}
                  </td>
                ))}
                <td className="count">{formats.number(route.total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
