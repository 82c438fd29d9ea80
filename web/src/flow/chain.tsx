import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { StatusGlyph } from "../parts/status";
import { onDay, useAddress } from "../shell/address";
import type { FlowPageQueryAnswer, UpstreamFragment } from "./flow.gen";

type FlowOf = NonNullable<FlowPageQueryAnswer["flow"]>;

/** The flows through which the data came, the first one on top; the verdict below follows from those above. */
export function Chain({ of }: { of: FlowOf }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  const above = [of.onwardOf?.onwardOf?.onwardOf, of.onwardOf?.onwardOf, of.onwardOf].filter(
    (flow): flow is UpstreamFragment & FlowOf["onwardOf"] => !!flow,
  );
  if (above.length === 0) return null;
  return (
    <section className="card" aria-labelledby="chain-name">
      <h2 id="chain-name">{words.flow.chain}</h2>
      <ol className="chain">
        {above.map((flow) => (
          <li key={flow.externalId}>
            <StatusGlyph status={flow.verdict.status} />
            <span>
              <Link href={onDay(`/flows/${encodeURIComponent(flow.externalId)}`, on)}>{flow.name}</Link>
              <span className="unseen"> {words.status[flow.verdict.status]}</span>
              <span className="quiet small cut">
                {words.map.route(flow.exporter.name, flow.importer.name)}
              </span>
            </span>
          </li>
        ))}
        <li aria-current="true">
          <StatusGlyph status={of.verdict.status} />
          <span>
            <strong>{of.name}</strong>
            <span className="quiet small cut">{words.map.route(of.exporter.name, of.importer.name)}</span>
          </span>
        </li>
      </ol>
    </section>
  );
}
