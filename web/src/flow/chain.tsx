import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { StatusGlyph } from "../parts/status";
import { onDay, useAddress } from "../shell/address";
import type { FlowPageQueryAnswer, LinkedFragment } from "./flow.gen";

type FlowOf = NonNullable<FlowPageQueryAnswer["flow"]>;

/** Flows that pass on what another one brought, each with those that pass it on further. */
interface Onward {
  totalCount: number;
  nodes?: (LinkedFragment & { onward?: Onward })[];
}

/**
 * The chain of flows: those through which the data came, the first one on top, and those
 * that pass it on. The verdict of each follows from those above it, too.
 */
export function Chain({ of }: { of: FlowOf }) {
  const { words } = useLanguage();
  const above = [of.onwardOf?.onwardOf?.onwardOf, of.onwardOf?.onwardOf, of.onwardOf].filter(
    (flow): flow is LinkedFragment & FlowOf["onwardOf"] => !!flow,
  );
  if (above.length === 0 && of.onward.totalCount === 0) return null;
  return (
    <section className="card" aria-labelledby="chain-name">
      <h2 id="chain-name">{words.flow.chain}</h2>
      <ol className="chain">
        {above.map((flow) => (
          <li key={flow.externalId}>
            <OneFlow of={flow} />
          </li>
        ))}
        <li aria-current="true">
          <OneFlow of={of} here />
          <Below of={of.onward} />
        </li>
      </ol>
    </section>
  );
}

/** The flows that pass data on, each with those below it. */
function Below({ of }: { of: Onward | undefined }): ReactNode {
  const { words } = useLanguage();
  if (!of || of.totalCount === 0) return null;
  const nodes = of.nodes ?? [];
  const more = of.totalCount - nodes.length;
  return (
    <ul className="chain-below" aria-label={words.flow.passedOn(of.totalCount)}>
      {nodes.map((flow) => (
        <li key={flow.externalId}>
          <OneFlow of={flow} />
          <Below of={flow.onward} />
        </li>
      ))}
      {more > 0 && (
        <li className="quiet small">
          {nodes.length > 0 ? words.flags.andMore(more) : words.flow.passedOn(more)}
        </li>
      )}
    </ul>
  );
}

function OneFlow({ of, here = false }: { of: LinkedFragment; here?: boolean }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  return (
    <div className="chain-flow">
      <StatusGlyph status={of.verdict.status} />
      <span>
        {here ? (
          <strong>{of.name}</strong>
        ) : (
          <Link href={onDay(`/flows/${encodeURIComponent(of.externalId)}`, on)}>{of.name}</Link>
        )}
        <span className="unseen"> {words.status[of.verdict.status]}</span>
        <span className="quiet small cut">{words.map.route(of.exporter.name, of.importer.name)}</span>
      </span>
    </div>
  );
}
