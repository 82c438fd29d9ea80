import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Page } from "../parts/page";
import { Fault, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { addDays, today } from "../time/day";
import { Builder } from "./builder";
import { type Change, changesFrom, changeText, dayOfAll, isWhole, lawChange } from "./changes";
import { Outcome } from "./outcome";
import { SavedList } from "./saved-list";
import { WhatIf as WhatIfOf } from "./what-if.gen";
import "./what-if.css";

/** Hypotheses about the law and the evidence: the day before and after, and who is hit. */
export default function WhatIf() {
  const { words } = useLanguage();
  const { all, set, get } = useAddress();
  const texts = all("change").join("\n");
  const changes = useMemo(() => changesFrom(texts.split("\n")), [texts]);
  const change = (next: Change[]) => set({ change: next.map(changeText), on: null }, "push");
  const whole = useMemo(() => changes.filter(isWhole), [changes]);
  const on = get("on") || dayOfAll(whole, addDays(today(), 1));
  const variables = useMemo(
    () => (whole.length > 0 ? { changes: whole.map(lawChange), on } : null),
    [whole, on],
  );
  const { data, refusal, again, stale } = useQuery(WhatIfOf, variables);
  return (
    <Page title={words.whatIf.title} className="what-if">
      <Builder changes={changes} change={change} />
      <SavedList changes={whole} on={on} />
      {refusal && <Fault refusal={refusal} again={again} />}
      {variables && !data && !refusal && <Skeleton lines={6} />}
      {variables && data && !refusal && (
        <div className={stale ? "stale" : ""}>
          <Outcome of={data} on={on} />
        </div>
      )}
    </Page>
  );
}
