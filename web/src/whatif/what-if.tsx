import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { NothingHere } from "../parts/empty";
import { Page } from "../parts/page";
import { Fault, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { addDays, today } from "../time/day";
import { Builder } from "./builder";
import { type Change, changesFrom, changeText, dayOfAll, isWhole, lawChange } from "./changes";
import { Hits } from "./hits";
import { Outcome } from "./outcome";
import { Report } from "./report";
import { SavedList } from "./saved-list";
import { WhatIf as WhatIfOf } from "./what-if.gen";
import "./what-if.css";

/** Hypotheses about the law and the evidence: the day before and after, and who is hit. */
export default function WhatIf() {
  const { words } = useLanguage();
  const { all, set, get } = useAddress();
  const texts = all("change").join("\n");
  const changes = useMemo(() => changesFrom(texts.split("\n")), [texts]);
  const change = (next: Change[]) =>
    set({ change: next.map(changeText), on: null, effect: null, fallback: null, q: null }, "push");
  const whole = useMemo(() => changes.filter(isWhole), [changes]);
  const supposed = useMemo(() => whole.map(lawChange), [whole]);
  const on = get("on") || dayOfAll(whole, addDays(today(), 1));
  const variables = useMemo(() => (supposed.length > 0 ? { changes: supposed, on } : null), [supposed, on]);
  const { data, refusal, again, stale } = useQuery(WhatIfOf, variables);
  const outcome = variables && !refusal ? data : undefined;
  return (
    <Page
      title={words.whatIf.title}
      className="what-if"
      aside={outcome && <Report changes={whole} on={on} />}
    >
      <Builder changes={changes} change={change} />
      <SavedList changes={whole} on={on} />
      {refusal && <Fault refusal={refusal} again={again} />}
      {variables && !data && !refusal && <Skeleton lines={6} />}
      {outcome?.before.activeFlows === 0 && (
        <NothingHere title={words.whatIf.noFlows(on)}>
          <p>{words.whatIf.noFlowsHow}</p>
        </NothingHere>
      )}
      {outcome && outcome.before.activeFlows > 0 && (
        <div className={stale ? "outcome stale" : "outcome"}>
          <Outcome of={outcome} on={on} />
          <Hits changes={supposed} on={on} impact={outcome.scenario.impact} />
        </div>
      )}
    </Page>
  );
}
