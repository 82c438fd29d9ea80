import { useMemo } from "react";
import { Link } from "wouter";
import { DpaWord } from "../dpa/answer";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { DayField } from "../parts/day-field";
import { Fact, FactList } from "../parts/facts";
import { FlowRows } from "../parts/flow-rows";
import { History } from "../parts/history";
import { Page } from "../parts/page";
import { Refused, Skeleton } from "../parts/refused";
import { onDay, useAddress } from "../shell/address";
import { opens } from "../shell/roles";
import { useKey } from "../shell/use-key";
import { useViewer } from "../shell/viewer";
import { Acts } from "./acts";
import { EvidenceOf } from "./evidence-of";
import { OrganizationForm } from "./organization-form";
import { DpaOf, type FlowRowsFragment, OrganizationPage } from "./records.gen";
import "./record.css";
import { useLastActs } from "./last-acts";

/** A company: what is recorded of it, and the flows in which it has a part. */
export default function Organization() {
  const { words, formats } = useLanguage();
  const lastActs = useLastActs();
  const id = useKey();
  const { on } = useAddress();
  const viewer = useViewer();
  const variables = useMemo(
    () => ({ id, on, sends: { exporter: [id] }, receives: { importer: [id] }, owns: { customer: [id] } }),
    [id, on],
  );
  const { data, refusal, again } = useQuery(OrganizationPage, variables);
  const of = data?.organization;
  if (refusal) return <Refused refusal={refusal} again={again} />;
  if (!data || !of || of.externalId !== id) {
    return (
      <Page title={id}>
        <Skeleton />
      </Page>
    );
  }
  return (
    <Page title={of.name} aside={<DayField />}>
      <div className="record">
        <div className="record-main">
          <Flows title={words.organization.owns} of={data.owns} by={{ customer: id }} />
          <Flows title={words.organization.sends} of={data.sends} by={{ exporter: id }} />
          <Flows title={words.organization.receives} of={data.receives} by={{ importer: id }} />
          {data.owns.totalCount + data.sends.totalCount + data.receives.totalCount === 0 && (
            <p className="card quiet">{words.organization.noFlows}</p>
          )}
          <History of={of.id} />
        </div>
        <aside className="record-main">
          <section className="card" aria-labelledby="facts-name">
            <h2 id="facts-name">{words.flow.facts}</h2>
            <FactList>
              <Fact name={words.organization.key}>
                <span className="code">{of.externalId}</span>
              </Fact>
              <Fact name={words.organization.kindName}>{words.organization.kind[of.kind]}</Fact>
              <Fact name={words.organization.country}>{formats.country(of.country)}</Fact>
              <Fact name={words.organization.sectorName}>{words.organization.sector[of.sector]}</Fact>
              <Fact name={words.organization.group}>
                {of.group && (
                  <>
                    <Link href={onDay("/organizations", on, { group: of.group })}>{of.group}</Link>
                    {(of.groupFrom || of.groupThrough) && (
                      <span className="quiet"> {words.general.period(of.groupFrom, of.groupThrough)}</span>
                    )}
                  </>
                )}
              </Fact>
              <Fact name={words.organization.domains}>{of.domains.join(", ")}</Fact>
              {of.kind === "CUSTOMER" && opens(viewer, "/dpa") && <Dpa of={of} />}
            </FactList>
            <Acts
              of={[
                { name: words.evidence.amend, form: (close) => <OrganizationForm of={of} done={close} /> },
                ...lastActs("ORGANIZATION", of, "/organizations"),
              ]}
            />
          </section>
          <EvidenceOf of={of} />
        </aside>
      </div>
    </Page>
  );
}

/** Whether a customer has a data processing agreement. */
function Dpa({ of: { externalId: id, name } }: { of: { externalId: string; name: string } }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  const { data } = useQuery(
    DpaOf,
    useMemo(() => ({ id, on }), [id, on]),
  );
  const dpa = data?.organization?.dpa;
  return (
    <Fact name={words.organization.dpa}>
      {dpa && (
        <Link href={onDay("/dpa", on, { q: name })}>
          <DpaWord status={dpa.status} />
        </Link>
      )}
    </Fact>
  );
}

interface FlowsProps {
  title: string;
  of: FlowRowsFragment;
  /** What finds them all in the list of flows. */
  by: Record<string, string>;
}

function Flows({ title, of, by }: FlowsProps) {
  const { formats } = useLanguage();
  const { on } = useAddress();
  if (of.totalCount === 0) return null;
  return (
    <section className="card">
      <h2>
        <Link href={onDay("/flows", on, by)} className="quiet-link">
          {title}
        </Link>{" "}
        <span className="quiet number">{formats.number(of.totalCount)}</span>
      </h2>
      <FlowRows name={title} flows={of.nodes} total={of.totalCount} on={on} />
    </section>
  );
}
