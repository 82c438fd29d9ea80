import type { ReactNode } from "react";
import { DayField } from "../parts/day-field";
import { FactList } from "../parts/facts";
import { Page } from "../parts/page";
import { type Act, Acts } from "./acts";
import "./record.css";

interface Props {
  title: string;
  /** What kind of record it is. */
  kind: string;
  facts: ReactNode;
  acts: (Act | false)[];
  /** What stands beside the facts. */
  aside: ReactNode;
  children: ReactNode;
}

/** The page of a piece of evidence: what is recorded, what may be done, and what rests on it. */
export function RecordPage({ title, kind, facts, acts, aside, children }: Props) {
  return (
    <Page title={title} aside={<DayField />}>
      <div className="record">
        <div className="record-main">
          <section className="card" aria-labelledby="facts-name">
            <h2 id="facts-name">{kind}</h2>
            <FactList>{facts}</FactList>
            <Acts of={acts} />
          </section>
          {children}
        </div>
        <aside className="record-main">{aside}</aside>
      </div>
    </Page>
  );
}
