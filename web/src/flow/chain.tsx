import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Fault } from "../parts/refused";
import { StatusGlyph } from "../parts/status";
import { onDay, useAddress } from "../shell/address";
import { type FlowPageQueryAnswer, type LinkedFragment, Onward as OnwardOf } from "./flow.gen";

type FlowOf = NonNullable<FlowPageQueryAnswer["flow"]>;

/** Flows through which the data came, the nearest first; of the last one that is told, whether there are others beyond it. */
interface Before extends LinkedFragment {
  onwardOf?: Before | null;
  beyond?: { externalId: string } | null;
}

/** Flows that pass on what another one brought, each with those that pass it on further. */
interface Onward {
  totalCount: number;
  pageInfo?: { endCursor: string | null };
  nodes?: (LinkedFragment & { onward?: Onward })[];
}

/**
 * The chain of flows: those through which the data came, the first one on top, and those
 * that pass it on. The verdict of each follows from those above it, too.
 */
export function Chain({ of }: { of: FlowOf }) {
  const { words } = useLanguage();
  const above: Before[] = [];
  for (let one: Before | null | undefined = of.onwardOf; one; one = one.onwardOf) above.unshift(one);
  if (above.length === 0 && of.onward.totalCount === 0) return null;
  const first = above[0];
  return (
    <section className="card" aria-labelledby="chain-name">
      <h2 id="chain-name">{words.flow.chain}</h2>
      <ol className="chain">
        {first?.beyond && (
          <li className="small">
            <FlowLink of={first.externalId}>{words.flow.cameFrom}</FlowLink>
          </li>
        )}
        {above.map((flow) => (
          <li key={flow.externalId}>
            <OneFlow of={flow} />
          </li>
        ))}
        <li aria-current="true">
          <OneFlow of={of} here />
          <Below of={of.onward} under={of.externalId} />
        </li>
      </ol>
    </section>
  );
}

/** The flows that pass data on, each with those below it; where those are not told, the way to their page. */
function Below({ of, under }: { of: Onward | undefined; under: string }): ReactNode {
  const { words } = useLanguage();
  if (!of || of.totalCount === 0) return null;
  const nodes = of.nodes ?? [];
  return (
    <ul className="chain-below" aria-label={words.flow.passedOn(of.totalCount)}>
      {nodes.map((flow) => (
        <Branch key={flow.externalId} of={flow} />
      ))}
      {nodes.length === 0 ? (
        <li className="small">
          <FlowLink of={under}>{words.flow.passedOn(of.totalCount)}</FlowLink>
        </li>
      ) : (
        <Further under={under} after={of.pageInfo?.endCursor} more={of.totalCount - nodes.length} />
      )}
    </ul>
  );
}

const focus = (item: HTMLLIElement | null) => item?.focus();

/** One that passes data on, with those below it; who asked for it finds the focus there. */
function Branch({ of, asked = false }: { of: LinkedFragment & { onward?: Onward }; asked?: boolean }) {
  return (
    <li {...(asked && { ref: focus, tabIndex: -1 })}>
      <OneFlow of={of} />
      <Below of={of.onward} under={of.externalId} />
    </li>
  );
}

/** Those that are more than are told at first: how many, and they themselves once somebody asks. */
function Further({ under, after, more }: { under: string; after?: string | null | undefined; more: number }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  const [asked, setAsked] = useState(false);
  const { data, refusal, again } = useQuery(OnwardOf, asked ? { id: under, on, after: after ?? null } : null);
  if (more <= 0) return null;
  const found = data?.flow?.onward;
  if (!found)
    return (
      <li>
        <button type="button" className="button chain-more" onClick={() => setAsked(true)}>
          {words.flags.andMore(more)}
        </button>
        {refusal && <Fault refusal={refusal} again={again} />}
      </li>
    );
  return (
    <>
      {found.nodes.map((flow, i) => (
        <Branch key={flow.externalId} of={flow} asked={i === 0} />
      ))}
      <Further under={under} after={found.pageInfo.endCursor} more={more - found.nodes.length} />
    </>
  );
}

function FlowLink({ of, children }: { of: string; children: ReactNode }) {
  const { on } = useAddress();
  return <Link href={onDay(`/flows/${encodeURIComponent(of)}`, on)}>{children}</Link>;
}

function OneFlow({ of, here = false }: { of: LinkedFragment; here?: boolean }) {
  const { words } = useLanguage();
  return (
    <div className="chain-flow">
      <StatusGlyph status={of.verdict.status} />
      <span>
        {here ? <strong>{of.name}</strong> : <FlowLink of={of.externalId}>{of.name}</FlowLink>}
        <span className="unseen"> {words.status[of.verdict.status]}</span>
        <span className="quiet small cut">{words.map.route(of.exporter.name, of.importer.name)}</span>
      </span>
    </div>
  );
}
