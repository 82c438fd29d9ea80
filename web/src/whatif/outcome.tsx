import { useMemo } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { RouteMap } from "../map/map";
import { heaviest } from "../map/routes";
import { useAddress } from "../shell/address";
import type { Day } from "../time/day";
import { Numbers } from "./numbers";
import type { WhatIfQueryAnswer } from "./what-if.gen";

const unmoved = () => {};

/** The day before and after: in a sentence, on maps and in numbers; what holds on, and what would mend. */
export function Outcome({ of, on }: { of: WhatIfQueryAnswer; on: Day }) {
  const { words } = useLanguage();
  const { before } = of;
  const { impact, registry } = of.scenario;
  const after = registry.summary;
  const most = useMemo(() => heaviest([before.byRoute, after.byRoute]), [before, after]);
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
        choose={unmoved}
      />
    </figure>
  );
  return (
    <>
      <p className="outcome-lead">
        {words.whatIf.headline(on, impact.newlyWithoutBasis, impact.worsened, impact.improved)}
      </p>
      <div className="outcome-maps">
        {map(words.whatIf.before, before)}
        {map(words.whatIf.after, after)}
      </div>
      <div className="outcome-cards">
        <Numbers before={before} after={after} />
        <Fallback of={impact.stillCovered} />
        <Mending of={registry.remedies} />
      </div>
    </>
  );
}

type Scenario = WhatIfQueryAnswer["scenario"];

/** What flows that lose a basis rest on then; each narrows the table to its flows. */
function Fallback({ of }: { of: Scenario["impact"]["stillCovered"] }) {
  const { words, formats } = useLanguage();
  const { link, get } = useAddress();
  return (
    <section className="card" aria-labelledby="fallback-name">
      <h2 id="fallback-name">{words.whatIf.fallback}</h2>
      {of.length === 0 && <p className="quiet">{words.whatIf.noFallback}</p>}
      <ul className="outcome-list">
        {of.map(({ instrument, flows }) => (
          <li key={instrument.id}>
            <Link
              href={link({ fallback: get("fallback") === instrument.id ? null : instrument.id })}
              aria-current={get("fallback") === instrument.id}
            >
              {instrument.name}
            </Link>
            <span className="number">{formats.number(flows)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What would mend most under the hypothesis. */
function Mending({ of }: { of: Scenario["registry"]["remedies"] }) {
  const { words, formats } = useLanguage();
  return (
    <section className="card" aria-labelledby="mend-name">
      <h2 id="mend-name">{words.whatIf.mend}</h2>
      {of.length === 0 && <p className="quiet">{words.general.none}</p>}
      <ul className="outcome-list">
        {of.map((mending) => {
          const text = mending.pieces.map((piece) => piece.message).join("; ");
          return (
            <li key={text}>
              <span>{text}</span>
              <span className="number">{formats.number(mending.flows)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
