import { useMemo } from "react";
import { Link } from "wouter";
import type { DeadlineKind } from "../graphql/schema.gen";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { csvOf, saveAs } from "../parts/csv";
import { Empty } from "../parts/empty";
import { Page } from "../parts/page";
import { Fault, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { addYears, dayFrom, daysUntil, isDay, today } from "../time/day";
import { Due, type DueQueryAnswer } from "./deadlines.gen";
import { Months } from "./months";
import "./deadlines.css";

export type Deadline = DueQueryAnswer["deadlines"]["nodes"][number];

/** What ends or falls due in a period: as a list, and month by month. */
export default function Deadlines() {
  const { words, formats } = useLanguage();
  const { get, set } = useAddress();
  const from = dayFrom(get("from"));
  const through = isDay(get("through")) ? get("through") : addYears(from, 2);
  const variables = useMemo(() => ({ from, through }), [from, through]);
  const { data, refusal, again } = useQuery(Due, variables);
  const kind = get("kind");
  const all = data?.deadlines.nodes ?? [];
  const shown = kind ? all.filter((one) => one.kind === kind) : all;
  const kinds = [...new Set(all.map((one) => one.kind))].sort();
  const field = (name: string, label: string, value: string) => (
    <label>
      <span>{label}</span>
      <input
        type="date"
        className="input"
        value={value}
        onChange={(e) => isDay(e.target.value) && set({ [name]: e.target.value })}
      />
    </label>
  );
  return (
    <Page
      title={words.deadlines.title}
      aside={
        <div className="day-of-page no-print">
          {field("from", words.deadlines.from, from)}
          {field("through", words.deadlines.through, through)}
        </div>
      }
    >
      {refusal && <Fault refusal={refusal} again={again} />}
      {!data && !refusal && <Skeleton />}
      {data && all.length === 0 && (
        <Empty title={words.deadlines.none}>
          <p>{words.deadlines.noneHow}</p>
        </Empty>
      )}
      {all.length > 0 && (
        <>
          <Months of={shown} from={from} through={through} />
          <div className="due-tools">
            <div className="buttons">
              {kinds.map((one) => (
                <button
                  key={one}
                  type="button"
                  className="button"
                  aria-pressed={kind === one}
                  onClick={() => set({ kind: kind === one ? null : one })}
                >
                  {words.deadline[one]}
                </button>
              ))}
            </div>
            <button
              type="button"
              className="button no-print"
              onClick={() => saveAs(`deadlines-${from}.csv`, csvOf(rowsOf(shown)))}
            >
              {words.flags.export}
            </button>
          </div>
          <div className="card scroll-x">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{words.general.day}</th>
                  <th scope="col">{words.deadlines.what}</th>
                  <th scope="col" className="count">
                    {words.deadlines.affected}
                  </th>
                  <th scope="col" className="count">
                    {words.deadlines.without}
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.map((one) => (
                  <tr key={`${one.date} ${one.kind} ${one.evidence}`}>
                    <td className="number">
                      {formats.day(one.date)}
                      <span className="quiet small cut">{words.general.inDays(daysUntil(one.date))}</span>
                    </td>
                    <td>
                      <strong>{words.deadline[one.kind]}</strong>{" "}
                      {one.kind === "ASSESSMENT_DUE" ? (
                        <span className="code">{one.evidence}</span>
                      ) : (
                        <Link href={pageOf(one.kind, one.evidence)} className="code">
                          {one.evidence}
                        </Link>
                      )}
                      <span className="quiet small cut" lang="en">
                        {one.message}
                      </span>
                    </td>
                    <td className="count">{formats.number(one.flowsAffected)}</td>
                    <td className={`count ${one.flowsWithoutBasis > 0 ? "is-NO_VALID_BASIS" : ""}`}>
                      {formats.number(one.flowsWithoutBasis)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {data && data.deadlines.totalCount > all.length && (
            <p className="small quiet">{words.general.of(all.length, data.deadlines.totalCount)}</p>
          )}
        </>
      )}
      <p className="small quiet">{words.deadlines.asOfToday(today())}</p>
    </Page>
  );
}

function pageOf(kind: Exclude<DeadlineKind, "ASSESSMENT_DUE">, evidence: string): string {
  const folder = {
    AGREEMENT_ENDS: "agreements",
    RECERTIFICATION_DUE: "certifications",
    RELIANCE_ENDS: "law",
    INSTRUMENT_ENDS: "law",
  };
  return `/${folder[kind]}/${encodeURIComponent(evidence)}`;
}

const rowsOf = (all: Deadline[]) => [
  ["date", "kind", "evidence", "message", "flowsAffected", "flowsWithoutBasis"],
  ...all.map((one) => [
    one.date,
    one.kind,
    one.evidence,
    one.message,
    String(one.flowsAffected),
    String(one.flowsWithoutBasis),
  ]),
];
