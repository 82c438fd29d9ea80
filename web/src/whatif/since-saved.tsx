import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Fault } from "../parts/refused";
import { FlowNames } from "./flow-names";
import { SinceSaved as SinceSavedOf } from "./saved.gen";

/** What a saved scenario does by now, against what it did when it was saved. */
export function SinceSaved({ name }: { name: string }) {
  const { words, formats } = useLanguage();
  const { data, refusal, again } = useQuery(
    SinceSavedOf,
    useMemo(() => ({ name }), [name]),
  );
  if (refusal) return <Fault refusal={refusal} again={again} />;
  const saved = data?.savedScenario;
  const now = saved?.now;
  if (!now) return null;
  return (
    <div className={`notice since-saved ${now.newHits > 0 ? "" : "good"}`} role="status">
      <p>
        {words.saved.since(name, formats.moment(saved.savedAt), now.newHits, now.goneHits)}{" "}
        <span className="quiet">{words.saved.counts(now.before.hits, now.after.hits)}</span>
      </p>
      <FlowNames title={words.saved.newFlows} of={now.new.nodes} all={now.newHits} on={now.asOf} />
      <FlowNames title={words.saved.goneFlows} of={now.gone.nodes} all={now.goneHits} on={now.asOf} />
    </div>
  );
}
