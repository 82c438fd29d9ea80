import { Link } from "wouter";
import type { HitEffect } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { Chip } from "../parts/chips";
import { WordsFilter } from "../parts/filters";
import { useAddress } from "../shell/address";
import type { WhatIfQueryAnswer } from "./what-if.gen";

/** What may be done to a flow, the hardest first. */
export const effects = ["FALLS", "WORSENS", "FALLS_BACK", "IMPROVES"] as const satisfies HitEffect[];

interface Props {
  impact: WhatIfQueryAnswer["scenario"]["impact"];
  effect: HitEffect | undefined;
  fallback: string;
}

/** Narrows the flows that are hit: by what is done to them, by what they fall back on, by words. */
export function HitTools({ impact, effect, fallback }: Props) {
  const { words, formats } = useLanguage();
  const { link } = useAddress();
  const counts: Record<HitEffect, number> = {
    FALLS: impact.newlyWithoutBasis,
    WORSENS: impact.worsened - impact.newlyWithoutBasis,
    FALLS_BACK: impact.fallingBack,
    IMPROVES: impact.improved,
  };
  const instrument = impact.stillCovered.find((one) => one.instrument.id === fallback)?.instrument;
  return (
    <div className="hit-tools no-print">
      <nav className="buttons" aria-label={words.whatIf.effects}>
        {effects
          .filter((one) => counts[one] > 0 || one === effect)
          .map((one) => (
            <Link
              key={one}
              href={link({ effect: one === effect ? null : one })}
              aria-current={one === effect}
              className="hit-effect"
            >
              {words.whatIf.effect[one]} <span className="number">{formats.number(counts[one])}</span>
            </Link>
          ))}
        {fallback && (
          <Chip away={{ fallback: null }}>{words.whatIf.fallsBackTo(instrument?.name ?? fallback)}</Chip>
        )}
      </nav>
      <WordsFilter name="q" label={words.whatIf.findHit} />
    </div>
  );
}
