import { useEffect, useMemo } from "react";
import { Link } from "wouter";
import type { HitEffect, LawChange } from "../graphql/schema.gen";
import { usePages } from "../graphql/use-pages";
import { useLanguage } from "../language/language";
import { Empty } from "../parts/empty";
import { ExportLinks } from "../parts/export-links";
import { Fault, Skeleton } from "../parts/refused";
import { mostPrinted, Rows } from "../parts/rows";
import { useAddress } from "../shell/address";
import type { Day } from "../time/day";
import { useHitColumns } from "./hit-columns";
import { effects, HitTools } from "./hit-tools";
import { Hits as HitsOf, type HitsQueryAnswer, type WhatIfQueryAnswer } from "./what-if.gen";

export type Hit = HitsQueryAnswer["scenario"]["impact"]["flowsHit"]["nodes"][number];
type Impact = WhatIfQueryAnswer["scenario"]["impact"];

const hitsOf = (answer: HitsQueryAnswer) => answer.scenario.impact.flowsHit;
/** How many rows come first, as many as are in sight; and how many with each further question. */
const inSight = 40;
const further = { first: 200 };
const keyOf = (hit: Hit) => hit.flow.externalId;

/** The flows to which something is done, one by one: before, after, and on what they fall back. */
export function Hits({ changes, on, impact }: { changes: LawChange[]; on: Day; impact: Impact }) {
  const { words } = useLanguage();
  const { get, link } = useAddress();
  const effect = effects.find((one) => one === get("effect"));
  const [fallback, text] = [get("fallback"), get("q")];
  const variables = useMemo(
    () => ({
      changes,
      on,
      effect: effect ? [effect] : (null as HitEffect[] | null),
      fallback: fallback ? [fallback] : null,
      text,
      first: inSight,
    }),
    [changes, on, effect, fallback, text],
  );
  const { rows, total, stale, refusal, again, need } = usePages(HitsOf, variables, hitsOf, further);
  useEffect(() => need(mostPrinted), [need]); // the first are here at once, the rest before they are printed
  const columns = useHitColumns(on);
  return (
    <section className="card hits" aria-labelledby="hits-name">
      <div className="outcome-head">
        <h2 id="hits-name">{words.whatIf.hit(impact.hits)}</h2>
        <ExportLinks
          table="hits"
          params={{ on, changes: JSON.stringify(changes), effect: effect ?? "", fallback, q: text }}
        />
      </div>
      <HitTools impact={impact} effect={effect} fallback={fallback} />
      {refusal && <Fault refusal={refusal} again={again} />}
      {total === undefined && !refusal && <Skeleton />}
      {total === 0 && !stale && (
        <Empty title={words.whatIf.nothingFits}>
          <Link href={link({ effect: null, fallback: null, q: null })}>{words.whatIf.allHits}</Link>
        </Empty>
      )}
      {!!total && (
        <Rows
          name={words.whatIf.hitRows}
          className="hit-rows"
          columns={columns}
          rows={rows}
          total={total}
          keyOf={keyOf}
          height={3.75}
          list={JSON.stringify(variables)}
          need={need}
        />
      )}
    </section>
  );
}
