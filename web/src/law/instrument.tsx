import { useMemo } from "react";
import { Link } from "wouter";
import type { Status } from "../graphql/schema.gen";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Areas } from "../overview/areas";
import { mostOf } from "../overview/stacked";
import { DayField } from "../parts/day-field";
import { Fact, FactList } from "../parts/facts";
import { FlowRows } from "../parts/flow-rows";
import { Page } from "../parts/page";
import { Refused, Skeleton } from "../parts/refused";
import { useWidth } from "../parts/use-width";
import { useAddress } from "../shell/address";
import { opens } from "../shell/roles";
import { useKey } from "../shell/use-key";
import { useViewer } from "../shell/viewer";
import { addYears, dayNumber, today } from "../time/day";
import { InstrumentPage, type InstrumentPageQueryAnswer } from "./law.gen";
import "./law.css";

/** An instrument: when it held, under which regimes, its citation, and what rests on it. */
export default function Instrument() {
  const { words, formats } = useLanguage();
  const id = useKey();
  const { on } = useAddress();
  const viewer = useViewer();
  const variables = useMemo(
    () => ({
      id,
      on,
      filter: { instrument: [id] },
      from: `${addYears(today(), -28).slice(0, 4)}-01-01`,
      through: `${addYears(today(), 3).slice(0, 4)}-01-01`,
    }),
    [id, on],
  );
  const { data, refusal, again } = useQuery(InstrumentPage, variables);
  if (refusal) return <Refused refusal={refusal} again={again} />;
  const of = data?.instrument;
  if (!data || !of || of.id !== id) {
    return (
      <Page title={id}>
        <Skeleton />
      </Page>
    );
  }
  return (
    <Page title={of.name} aside={<DayField />} className="instrument">
      <p className="instrument-lead">
        {words.law.kindOfOne[of.kind]}
        {of.regime && `, ${words.regime[of.regime]}`} · {words.general.period(of.from, of.through)}
        {of.end && ` · ${words.end[of.end.kind]}`} <span className="code quiet">{of.id}</span>
      </p>
      <div className="instrument-body">
        <section className="card" aria-labelledby="law-text">
          <h2 id="law-text">{words.law.text}</h2>
          <FactList>
            <Fact name={words.law.citation}>{of.citation}</Fact>
            <Fact name={words.law.ended}>
              {of.end &&
                [words.end[of.end.kind], of.end.date && formats.day(of.end.date), of.end.by]
                  .filter(Boolean)
                  .join(" · ")}
            </Fact>
            <Fact name={words.law.sources}>{of.sources.join("; ")}</Fact>
            <Fact name={words.law.confidence}>{words.law.sure[of.confidence]}</Fact>
            <Fact name={words.law.note}>{of.note}</Fact>
          </FactList>
          {of.recognised.length > 0 && (
            <div className="scroll-x">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{words.law.recognition}</th>
                    <th scope="col">{words.law.conclude}</th>
                    <th scope="col">{words.law.rely}</th>
                    <th scope="col">{words.law.with}</th>
                  </tr>
                </thead>
                <tbody>
                  {of.recognised.map((one) => (
                    <tr key={one.regime}>
                      <td>{words.law.regime[one.regime]}</td>
                      <td>{words.general.period(one.conclude.from, one.conclude.through)}</td>
                      <td>{words.general.period(one.rely.from, one.rely.through)}</td>
                      <td>
                        {one.with && <Link href={`/law/${encodeURIComponent(one.with)}`}>{one.with}</Link>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        <section className="card" aria-labelledby="law-rests">
          <h2 id="law-rests">{words.law.rests(on, data.flows.totalCount)}</h2>
          <OverTime series={data.series} />
          {data.flows.nodes.length > 0 && (
            <FlowRows
              name={words.flags.rows}
              flows={data.flows.nodes}
              total={data.flows.totalCount}
              on={on}
            />
          )}
          {opens(viewer, "/what-if") && (
            <p>
              <Link href={`/what-if?change=invalidate~${encodeURIComponent(of.id)}~${on}`}>
                {words.law.whatIf}
              </Link>
            </p>
          )}
        </section>
      </div>
    </Page>
  );
}

const tall = 72;

/** How many flows rested on it over the years. */
function OverTime({ series }: { series: InstrumentPageQueryAnswer["series"] }) {
  const { words } = useLanguage();
  const [frame, width] = useWidth<HTMLDivElement>();
  const counts = useMemo(
    () => new Map(series.lines.map((line) => [line.name as Status, Int32Array.from(line.counts)])),
    [series],
  );
  const numbers = series.days.map(dayNumber);
  const [first = 0, last = 1] = [numbers[0], numbers.at(-1)];
  const places = numbers.map((n) => ((n - first) / (last - first || 1)) * width);
  if (series.lines.length === 0) return <p className="quiet">{words.law.neverUsed}</p>;
  return (
    <figure className="over-time" ref={frame}>
      <svg
        width="100%"
        height={tall}
        role="img"
        aria-label={words.law.overTime(mostOf(counts, numbers.length))}
      >
        <Areas counts={counts} places={places} width={width} height={tall} status="" />
      </svg>
      <figcaption className="small quiet">
        <span>{series.days[0]?.slice(0, 4)}</span>
        <span>{words.law.overTime(mostOf(counts, numbers.length))}</span>
        <span>{series.days.at(-1)?.slice(0, 4)}</span>
      </figcaption>
    </figure>
  );
}
