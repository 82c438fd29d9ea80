import { useMemo } from "react";
import { Link } from "wouter";
import { placeIn } from "../flow/life";
import type { InstrumentKind } from "../graphql/schema.gen";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { DayField } from "../parts/day-field";
import { Empty } from "../parts/empty";
import { WordsFilter } from "../parts/filters";
import { Page } from "../parts/page";
import { Refused, Skeleton } from "../parts/refused";
import { onDay, useAddress } from "../shell/address";
import { addYears, type Day, today } from "../time/day";
import { WholeLaw, type WholeLawQueryAnswer } from "./law.gen";
import "./law.css";

type Entry = WholeLawQueryAnswer["law"][number];

const kinds: InstrumentKind[] = [
  "FRAMEWORK",
  "ADEQUACY",
  "CLAUSES",
  "ADDENDUM",
  "BINDING_RULES",
  "OTHER_SAFEGUARD",
  "PROCESSOR_TERMS",
  "DEROGATION",
];

/** The law as the registry knows it: every instrument with its days, and what rests on it. */
export default function Law() {
  const { words } = useLanguage();
  const { on, get, set, all } = useAddress();
  const { data, refusal, again } = useQuery(
    WholeLaw,
    useMemo(() => ({ on }), [on]),
  );
  const text = get("q").toLowerCase();
  const regimes = all("regime");
  const flows = useMemo(
    () => new Map(data?.summary.byInstrument.map(({ instrument, flows }) => [instrument.id, flows])),
    [data],
  );
  const span = { from: "1998-01-01", through: `${addYears(today(), 5).slice(0, 4)}-12-31` };
  if (refusal) return <Refused refusal={refusal} again={again} />;
  const shown = (data?.law ?? []).filter(
    (one) =>
      (!text || `${one.id} ${one.name} ${one.citation}`.toLowerCase().includes(text)) &&
      (regimes.length === 0 || regimes.includes(one.regime ?? "")),
  );
  return (
    <Page title={words.law.title} aside={<DayField />} className="law">
      <div className="law-tools no-print">
        <WordsFilter name="q" label={words.law.search} pause={0} />
        <div className="buttons">
          {(["EU", "CH", "UK"] as const).map((regime) => (
            <button
              key={regime}
              type="button"
              className="button"
              aria-pressed={regimes.includes(regime)}
              onClick={() =>
                set({
                  regime: regimes.includes(regime)
                    ? regimes.filter((one) => one !== regime)
                    : [...regimes, regime],
                })
              }
            >
              {words.law.regime[regime]}
            </button>
          ))}
        </div>
      </div>
      {!data && <Skeleton lines={10} />}
      {data && shown.length === 0 && <Empty title={words.law.none} />}
      {shown.length > 0 && <Axis span={span} />}
      {kinds.map((kind) => {
        const entries = shown
          .filter((one) => one.kind === kind)
          .sort((a, b) => ((a.from ?? "") < (b.from ?? "") ? -1 : 1));
        if (entries.length === 0) return null;
        return (
          <section key={kind} aria-labelledby={`law-${kind}`}>
            <h2 id={`law-${kind}`}>{words.law.kind[kind]}</h2>
            <ul className="law-list">
              {entries.map((entry) => (
                <Row key={entry.id} of={entry} flows={flows.get(entry.id) ?? 0} on={on} span={span} />
              ))}
            </ul>
          </section>
        );
      })}
    </Page>
  );
}

const percent = (share: number) => `${(100 * share).toFixed(2)}%`;

function Row({
  of,
  flows,
  on,
  span,
}: {
  of: Entry;
  flows: number;
  on: Day;
  span: { from: Day; through: Day };
}) {
  const { words } = useLanguage();
  const place = placeIn(span, of.from, of.through);
  const now = placeIn(span, on, on)?.at;
  const holds = (!of.from || of.from <= on) && (!of.through || on <= of.through);
  return (
    <li className={holds ? "law-row" : "law-row past"}>
      <Link href={onDay(`/law/${encodeURIComponent(of.id)}`, on)} className="law-name">
        {of.name}
      </Link>
      <span className="tag">{of.regime ? words.law.regime[of.regime] : words.law.everyRegime}</span>
      <span className="number law-flows">{flows > 0 ? words.general.flows(flows) : ""}</span>
      <span className="law-window" title={words.general.period(of.from, of.through)}>
        {place && (
          <span
            className={of.end?.kind === "INVALIDATED" ? "law-bar fell" : "law-bar"}
            style={{ left: percent(place.at), width: percent(place.width) }}
          />
        )}
        {now !== undefined && <span className="law-now" style={{ left: percent(now) }} />}
        <span className="unseen">{words.general.period(of.from, of.through)}</span>
      </span>
    </li>
  );
}

function Axis({ span }: { span: { from: Day; through: Day } }) {
  const first = Number(span.from.slice(0, 4));
  const count = Number(span.through.slice(0, 4)) + 1 - first;
  return (
    <div className="law-axis" aria-hidden="true">
      <span className="law-window">
        {Array.from({ length: count }, (_, i) => first + i)
          .filter((year) => year % 4 === 0)
          .map((year) => (
            <span key={year} className="law-year" style={{ left: percent((year - first) / count) }}>
              {year}
            </span>
          ))}
      </span>
    </div>
  );
}
