import { useLanguage } from "../language/language";
import { FlowRows } from "../parts/flow-rows";
import { useAddress } from "../shell/address";
import type { FlowRowsFragment } from "./records.gen";

/** The flows that rest on a piece of evidence on the day that is looked at. */
export function Rests({ flows }: { flows: FlowRowsFragment }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  if (flows.totalCount === 0) return <p className="card quiet">{words.evidence.restsNone(on)}</p>;
  const title = words.law.rests(on, flows.totalCount);
  return (
    <section className="card">
      <h2>{title}</h2>
      <FlowRows name={title} flows={flows.nodes} total={flows.totalCount} on={on} />
    </section>
  );
}
