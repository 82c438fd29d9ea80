import { useLanguage } from "../language/language";
import { StatusWord, statuses } from "../parts/status";
import type { Place, Route } from "./routes";

/** What is pointed at, and where. */
export type Telling = { x: number; y: number; side: string } & (
  | { kind: "route"; route: Route }
  | { kind: "origin" | "destination"; place: Place }
);

/** What the map says of what is pointed at. */
export function Told(told: Telling) {
  const { words, formats } = useLanguage();
  const counts = told.kind === "route" ? told.route.counts : told.place.counts;
  const name =
    told.kind === "route"
      ? words.map.route(formats.country(told.route.origin), formats.country(told.route.destination))
      : words.map[told.kind === "origin" ? "from" : "to"](formats.country(told.place.code));
  return (
    <div className={`told ${told.side}`} style={{ left: told.x, top: told.y }} aria-hidden="true">
      <strong>{name}</strong>
      <table>
        <tbody>
          {statuses
            .filter((status) => counts[status])
            .map((status) => (
              <tr key={status}>
                <td className="number">{formats.number(counts[status] ?? 0)}</td>
                <td>
                  <StatusWord status={status} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
