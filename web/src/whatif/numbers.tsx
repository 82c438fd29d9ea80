import { useLanguage } from "../language/language";
import { StatusSwatch, StatusWord, statuses } from "../parts/status";
import type { WhatIfQueryAnswer } from "./what-if.gen";

type Summary = WhatIfQueryAnswer["before"];

/** How many flows have each status before and after. */
export function Numbers({ before, after }: { before: Summary; after: Summary }) {
  const { words, formats } = useLanguage();
  const count = (summary: Summary, status: string) =>
    summary.byStatus.find((one) => one.status === status)?.flows ?? 0;
  return (
    <section className="card" aria-labelledby="counts-name">
      <h2 id="counts-name">{words.whatIf.counts}</h2>
      <div className="scroll-x">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.flags.status}</th>
              {[words.whatIf.before, words.whatIf.after, words.whatIf.change].map((head) => (
                <th scope="col" className="count" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {statuses.map((status) => {
              const [then, now] = [count(before, status), count(after, status)];
              return (
                <tr key={status}>
                  <th scope="row" className="outcome-status">
                    <StatusSwatch status={status} /> <StatusWord status={status} />
                  </th>
                  <td className="count">{formats.number(then)}</td>
                  <td className="count">{formats.number(now)}</td>
                  <td className="count">{formats.change(now - then)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
