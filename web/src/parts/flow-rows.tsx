import { Link } from "wouter";
import type { Status } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { onDay } from "../shell/address";
import type { Day } from "../time/day";
import { StatusWord } from "./status";

interface Row {
  externalId: string;
  name: string;
  exporter: { name: string };
  importer: { name: string };
  verdict: { status: Status };
}

/** A list of flows with their statuses: those that were asked for, and how many there are in all. */
export function FlowRows({ name, flows, total, on }: { name: string; flows: Row[]; total: number; on: Day }) {
  const { words } = useLanguage();
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="scroll-y" aria-label={name} tabIndex={0}>
        <table className="table flow-rows">
          <tbody>
            {flows.map((flow) => (
              <tr key={flow.externalId}>
                <td>
                  <Link href={onDay(`/flows/${encodeURIComponent(flow.externalId)}`, on)}>{flow.name}</Link>
                  <span className="quiet small cut">
                    {words.map.route(flow.exporter.name, flow.importer.name)}
                  </span>
                </td>
                <td>
                  <StatusWord status={flow.verdict.status} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {total > flows.length && <p className="small quiet">{words.general.of(flows.length, total)}</p>}
    </>
  );
}
