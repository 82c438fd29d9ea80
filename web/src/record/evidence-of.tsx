import { type ReactNode, useMemo } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Fault } from "../parts/refused";
import { onDay, useAddress } from "../shell/address";
import type { OrganizationOf } from "./organization-form";
import { OrganizationEvidence } from "./records.gen";

/** What is recorded of a company's contracts, certifications, assessments and binding rules. */
export function EvidenceOf({ of }: { of: OrganizationOf }) {
  const { words, formats } = useLanguage();
  const id = of.externalId;
  const variables = useMemo(() => ({ id, group: of.group }), [id, of.group]);
  const { data, refusal, again } = useQuery(OrganizationEvidence, variables);
  if (refusal) return <Fault refusal={refusal} again={again} />;
  if (!data) return null;
  const day = (value: string) => formats.shortDay(value);
  return (
    <>
      <Some
        of={data.agreements}
        name={words.lists.name["/agreements"]}
        list={["/agreements", { party: id }]}
        row={(one) => ({
          key: one.externalId,
          name: words.agreement.title(one.exporter.name, one.importer.name),
          about: one.executedOn ? day(one.executedOn) : words.dpa.short.AWAITING_SIGNATURE,
        })}
      />
      <Some
        of={data.certifications}
        name={words.lists.name["/certifications"]}
        list={["/certifications", { organization: id }]}
        row={(one) => ({
          key: one.externalId,
          name: one.framework.name,
          about: words.general.period(one.certifiedOn, one.endedOn),
        })}
      />
      <Some
        of={data.assessments}
        name={words.lists.name["/assessments"]}
        list={["/assessments", { party: id }]}
        row={(one) => ({
          key: one.externalId,
          name: words.map.route(one.exporter.name, one.importer.name),
          about: day(one.completedOn),
        })}
      />
      {of.group && (
        <Some
          of={data.bindingRules}
          name={words.lists.name["/approvals"]}
          list={["/approvals", { group: of.group }]}
          row={(one) => ({
            key: one.externalId,
            name: `${words.approval.type[one.type]} · ${words.law.regime[one.regime]}`,
            about: one.approvedOn ? day(one.approvedOn) : words.approval.never,
          })}
        />
      )}
    </>
  );
}

interface SomeProps<One> {
  of: { totalCount: number; nodes: One[] };
  name: string;
  /** Where all of them are. */
  list: [path: string, by: Record<string, string>];
  row: (one: One) => { key: string; name: ReactNode; about: string };
}

function Some<One>({ of, name, list: [path, by], row }: SomeProps<One>) {
  const { formats } = useLanguage();
  const { on } = useAddress();
  if (of.totalCount === 0) return null;
  return (
    <section className="card">
      <h2>
        <Link href={onDay(path, on, by)} className="quiet-link">
          {name}
        </Link>{" "}
        <span className="quiet number">{formats.number(of.totalCount)}</span>
      </h2>
      <ul className="plain-list">
        {of.nodes.map(row).map(({ key, name: called, about }) => (
          <li key={key}>
            <Link href={onDay(`${path}/${encodeURIComponent(key)}`, on)}>{called}</Link>
            <span className="quiet small cut">{about}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
