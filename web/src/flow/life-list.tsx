import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { StatusWord } from "../parts/status";
import { useAddress } from "../shell/address";
import type { LifeEvent } from "./events";
import type { FlowPageQueryAnswer } from "./flow.gen";

interface Props {
  of: NonNullable<FlowPageQueryAnswer["flow"]>["timeline"];
  events: LifeEvent[];
}

/** The band's equal in words: each stretch of days with its status, what it rested on, and what began it. */
export function LifeList({ of, events }: Props) {
  const { words, formats } = useLanguage();
  const { link } = useAddress();
  return (
    <details className="life-list">
      <summary className="quiet small">{words.flow.lifeInWords(of.length)}</summary>
      <table className="table">
        <tbody>
          {of.map((stretch) => (
            <tr key={stretch.from ?? ""}>
              <th scope="row">
                {stretch.from ? (
                  <Link href={link({ on: stretch.from })}>
                    {words.general.period(stretch.from, stretch.through)}
                  </Link>
                ) : (
                  words.general.period(stretch.from, stretch.through)
                )}
              </th>
              <td>
                <StatusWord status={stretch.status} />
              </td>
              <td>
                {formats.list([...new Set(stretch.bases.map((basis) => basis.instrument.name))]) ||
                  formats.list([...new Set(stretch.reasons.map((reason) => words.reason[reason.code]))])}
                <span className="quiet small life-event">
                  {events
                    .filter((event) => event.day === stretch.from)
                    .map((event) => words.flow.eventText(event))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
