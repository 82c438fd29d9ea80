import { useMemo } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { DayField } from "../parts/day-field";
import { History } from "../parts/history";
import { Page } from "../parts/page";
import { Refused, Skeleton } from "../parts/refused";
import { onDay, useAddress } from "../shell/address";
import { useKey } from "../shell/use-key";
import { today } from "../time/day";
import { Comments } from "../triage/comments";
import { InHand } from "../triage/in-hand";
import { Band } from "./band";
import { Chain } from "./chain";
import { eventsOf } from "./events";
import { Facts } from "./facts";
import { FlowPage } from "./flow.gen";
import { spanOf } from "./life";
import { LifeList } from "./life-list";
import { Remedies } from "./remedies";
import { Verdict } from "./verdict";
import "./flow.css";

/** A flow: its life, the verdict of the chosen day, what it rests on and what would mend it. */
export default function Flow() {
  const { words, formats } = useLanguage();
  const id = useKey();
  const { on, set } = useAddress();
  const variables = useMemo(() => ({ id, on }), [id, on]);
  const { data, refusal, again, stale } = useQuery(FlowPage, variables);
  const flow = data?.flow;
  const span = useMemo(() => flow && spanOf(flow.timeline, today()), [flow]);
  const events = useMemo(() => (flow ? eventsOf(flow.timeline) : []), [flow]);
  const happened = events.find((event) => event.day === on);
  if (refusal) return <Refused refusal={refusal} again={again} />;
  if (!flow || flow.externalId !== id || !span) {
    return (
      <Page title={id}>
        <Skeleton lines={8} />
      </Page>
    );
  }
  const flagged = flow.verdict.status === "NO_VALID_BASIS" || flow.verdict.status === "AT_RISK";
  return (
    <Page title={flow.name} aside={<DayField />} className="flow">
      <p className="flow-route">
        <Link href={onDay(`/organizations/${encodeURIComponent(flow.exporter.externalId)}`, on)}>
          {flow.exporter.name}
        </Link>
        <span className="quiet"> {words.general.in(flow.exporter.country)} </span>→{" "}
        <Link href={onDay(`/organizations/${encodeURIComponent(flow.importer.externalId)}`, on)}>
          {flow.importer.name}
        </Link>
        <span className="quiet"> {words.general.in(flow.importer.country)}</span>
        <span className="code quiet"> {flow.externalId}</span>
      </p>
      <section className="card" aria-label={words.flow.life}>
        <Band
          life={flow.timeline}
          events={events}
          span={span}
          on={on}
          choose={(day) => set({ on: day === today() ? null : day })}
        />
        {happened && (
          <p className="band-happened">
            {formats.day(on)}: {words.flow.eventText(happened)}
          </p>
        )}
        <LifeList of={flow.timeline} events={events} />
      </section>
      <div className={`flow-body ${stale ? "stale" : ""}`}>
        <div className="flow-main">
          <Verdict of={flow.verdict} on={on} />
          <Comments flow={flow.externalId} of={flow.comments.nodes} total={flow.comments.totalCount} />
          <History of={flow.id} />
        </div>
        <aside className="flow-side">
          {flagged && <Remedies of={flow.remedies} exporter={flow.exporter} importer={flow.importer} />}
          {(flagged || flow.triage) && <InHand of={flow} on={on} />}
          <Chain of={flow} />
          <Facts of={flow} />
        </aside>
      </div>
    </Page>
  );
}
