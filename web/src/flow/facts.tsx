import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { FactList } from "../parts/facts";
import { onDay, useAddress } from "../shell/address";
import type { FlowPageQueryAnswer } from "./flow.gen";

/** What the registry was told of a flow. */
export function Facts({ of }: { of: NonNullable<FlowPageQueryAnswer["flow"]> }) {
  const { words, formats } = useLanguage();
  const { on } = useAddress();
  const rows: [string, ReactNode][] = [
    [
      words.flow.customer,
      of.customer && (
        <Link href={onDay(`/organizations/${encodeURIComponent(of.customer.externalId)}`, on)}>
          {of.customer.name}
        </Link>
      ),
    ],
    [words.flow.roles, words.map.route(words.role[of.exporterRole], words.role[of.importerRole])],
    [words.flow.origin, formats.country(of.origin)],
    [words.flow.destination, formats.country(of.destination)],
    [words.flow.data, formats.list(of.data.map((one) => words.category[one]))],
    [words.flow.purpose, of.purpose],
    [words.flow.product, of.product],
    [words.flow.means, words.means[of.means]],
    [
      words.flow.runs,
      words.general.period(of.startsOn, null) + (of.endedOn ? `, ${words.flow.ended(of.endedOn)}` : ""),
    ],
    [words.flow.declared, of.declaredBasis && <span className="code">{of.declaredBasis}</span>],
  ];
  return (
    <section className="card" aria-labelledby="facts-name">
      <h2 id="facts-name">{words.flow.facts}</h2>
      <FactList of={rows} />
    </section>
  );
}
