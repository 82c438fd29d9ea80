import { useMemo } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { RouteMap } from "../map/map";
import { heaviest } from "../map/routes";
import { csvOf, saveAs } from "../parts/csv";
import { StatusSwatch, StatusWord, statuses } from "../parts/status";
import { onDay } from "../shell/address";
import type { Day } from "../time/day";
import type { WhatIfQueryAnswer } from "./what-if.gen";

/** The day before and after: maps, counts, who is hit, and what holds on. */
export function Outcome({ of, on }: { of: WhatIfQueryAnswer; on: Day }) {
  const { words, formats } = useLanguage();
  const { before } = of;
  const { impact, registry } = of.scenario;
  const after = registry.summary;
  const most = useMemo(() => heaviest([before.byRoute, after.byRoute]), [before, after]);
  const count = (summary: typeof before, status: string) =>
    summary.byStatus.find((one) => one.status === status)?.flows ?? 0;
  const map = (name: string, summary: typeof before) => (
    <figure>
      <figcaption>{name}</figcaption>
      <RouteMap
        name={name}
        counts={summary.byRoute}
        most={most}
        near={false}
        origin=""
        destination=""
        choose={() => {}}
      />
    </figure>
  );
  const hit = impact.flows.nodes;
  return (
    <div className="outcome">
      <p className="outcome-lead">
        {words.whatIf.headline(on, impact.newlyWithoutBasis, impact.worsened, impact.improved)}
      </p>
      <div className="outcome-maps">
        {map(words.whatIf.before, before)}
        {map(words.whatIf.after, after)}
      </div>
      <div className="outcome-cards">
        <section className="card" aria-labelledby="counts-name">
          <h2 id="counts-name">{words.whatIf.counts}</h2>
          <div className="scroll-x">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{words.flags.status}</th>
                  <th scope="col" className="count">
                    {words.whatIf.before}
                  </th>
                  <th scope="col" className="count">
                    {words.whatIf.after}
                  </th>
                  <th scope="col" className="count">
                    {words.whatIf.change}
                  </th>
                </tr>
              </thead>
              <tbody>
                {statuses.map((status) => {
                  const change = count(after, status) - count(before, status);
                  return (
                    <tr key={status}>
                      <th scope="row" className="outcome-status">
                        <StatusSwatch status={status} /> <StatusWord status={status} />
                      </th>
                      <td className="count">{formats.number(count(before, status))}</td>
                      <td className="count">{formats.number(count(after, status))}</td>
                      <td className="count">
                        {change === 0 ? "" : `${change > 0 ? "+" : "−"}${formats.number(Math.abs(change))}`}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </section>
        <section className="card" aria-labelledby="fallback-name">
          <h2 id="fallback-name">{words.whatIf.fallback}</h2>
          {impact.stillCovered.length === 0 && <p className="quiet">{words.whatIf.noFallback}</p>}
          <ul className="outcome-list">
            {impact.stillCovered.map(({ instrument, flows }) => (
              <li key={instrument.id}>
                <Link href={`/law/${encodeURIComponent(instrument.id)}`}>{instrument.name}</Link>
                <span className="number">{formats.number(flows)}</span>
              </li>
            ))}
          </ul>
        </section>
        <section className="card" aria-labelledby="mend-name">
          <h2 id="mend-name">{words.whatIf.mend}</h2>
          {registry.remedies.length === 0 && <p className="quiet">{words.general.none}</p>}
          <ul className="outcome-list">
            {registry.remedies.map((mending) => {
              const text = mending.pieces.map((piece) => piece.message).join("; ");
              return (
                <li key={text}>
                  <span lang="en">{text}</span>
                  <span className="number">{formats.number(mending.flows)}</span>
                </li>
              );
            })}
          </ul>
        </section>
      </div>
      {hit.length > 0 && (
        <section className="card" aria-labelledby="hit-name">
          <div className="outcome-head">
            <h2 id="hit-name">{words.whatIf.hit(impact.flows.totalCount)}</h2>
            <button
              type="button"
              className="button no-print"
              onClick={() =>
                saveAs(
                  `what-if-${on}.csv`,
                  csvOf([
                    ["id", "name", "exporter", "importer", "origin", "destination"],
                    ...hit.map((one) => [
                      one.externalId,
                      one.name,
                      one.exporter.name,
                      one.importer.name,
                      one.origin,
                      one.destination,
                    ]),
                  ]),
                )
              }
            >
              {words.flags.export}
            </button>
          </div>
          <div className="scroll-x">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{words.flags.flow}</th>
                  <th scope="col">{words.flags.parties}</th>
                  <th scope="col">{words.flags.route}</th>
                  <th scope="col">{words.whatIf.statusAfter}</th>
                </tr>
              </thead>
              <tbody>
                {hit.map((one) => (
                  <tr key={one.externalId}>
                    <td>
                      <Link href={onDay(`/flows/${encodeURIComponent(one.externalId)}`, on)}>{one.name}</Link>
                    </td>
                    <td>{words.map.route(one.exporter.name, one.importer.name)}</td>
                    <td>{words.map.route(one.origin, one.destination)}</td>
                    <td>
                      <StatusWord status={one.verdict.status} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {impact.flows.totalCount > hit.length && (
            <p className="small quiet">{words.general.of(hit.length, impact.flows.totalCount)}</p>
          )}
        </section>
      )}
    </div>
  );
}
