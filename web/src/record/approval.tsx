import { useMemo } from "react";
import { Link } from "wouter";
import { ask } from "../graphql/client";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Fact } from "../parts/facts";
import { History } from "../parts/history";
import { Page } from "../parts/page";
import { Fault, Refused, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { useKey } from "../shell/use-key";
import { Withdraw } from "./approval-commands.gen";
import { ApprovalForm } from "./approval-form";
import { EndForm } from "./end-form";
import { useLastActs } from "./last-acts";
import { PartyLink } from "./party-link";
import { RecordPage } from "./record-page";
import { ApprovalPage, MembersOf } from "./records.gen";
import { Rests } from "./rests";

/** An approval of binding corporate rules: for which group, since when, who is in it, what rests on it. */
export default function Approval() {
  const { words, formats } = useLanguage();
  const lastActs = useLastActs();
  const id = useKey();
  const { on } = useAddress();
  const { data, refusal, again } = useQuery(
    ApprovalPage,
    useMemo(() => ({ id, on }), [id, on]),
  );
  const of = data?.approval;
  if (refusal) return <Refused refusal={refusal} again={again} />;
  if (!of || of.externalId !== id) {
    return (
      <Page title={id}>
        <Skeleton />
      </Page>
    );
  }
  return (
    <RecordPage
      title={words.approval.title(of.group)}
      kind={words.approval.name}
      facts={
        <>
          <Fact name={words.organization.key}>
            <span className="code">{of.externalId}</span>
          </Fact>
          <Fact name={words.organization.group}>{of.group}</Fact>
          <Fact name={words.approval.typeName}>{words.approval.type[of.type]}</Fact>
          <Fact name={words.approval.regimeName}>{words.law.regime[of.regime]}</Fact>
          <Fact name={words.approval.approvedOn}>
            {of.approvedOn ? (
              formats.day(of.approvedOn)
            ) : (
              <strong className="is-AT_RISK">{words.approval.never}</strong>
            )}
          </Fact>
          <Fact name={words.approval.withdrawnOn}>{of.withdrawnOn && formats.day(of.withdrawnOn)}</Fact>
          <Fact name={words.approval.authority}>{of.authority}</Fact>
        </>
      }
      acts={[
        { name: words.evidence.amend, form: (close) => <ApprovalForm of={of} done={close} /> },
        !of.withdrawnOn && {
          name: words.approval.withdraw,
          form: (close) => (
            <EndForm
              of={of}
              field="withdrawnOn"
              label={words.approval.withdrawnOn}
              action={words.approval.withdraw}
              send={({ day, reason }, { as, opened, signal }) =>
                ask(Withdraw, { id: of.externalId, day, version: opened.version, reason, ...as }, signal)
              }
              done={close}
            />
          ),
        },
        ...lastActs("BINDING_RULES", of, "/approvals"),
      ]}
      aside={
        <>
          <Members group={of.group} />
          <History of={of.id} />
        </>
      }
    >
      <Rests flows={of.flows} />
    </RecordPage>
  );
}

/** The companies of a group. */
function Members({ group }: { group: string }) {
  const { words, formats } = useLanguage();
  const { data, refusal } = useQuery(
    MembersOf,
    useMemo(() => ({ group }), [group]),
  );
  const all = data?.organizations;
  return (
    <section className="card" aria-labelledby="members-name">
      <h2 id="members-name">{words.approval.members}</h2>
      {refusal && <Fault refusal={refusal} />}
      {all?.totalCount === 0 && <p className="quiet">{words.approval.noMembers}</p>}
      <ul className="plain-list">
        {all?.nodes.map((one) => (
          <li key={one.externalId}>
            <PartyLink of={one} /> <span className="quiet">{formats.country(one.country)}</span>
            {(one.groupFrom || one.groupThrough) && (
              <span className="quiet small cut">{words.general.period(one.groupFrom, one.groupThrough)}</span>
            )}
          </li>
        ))}
      </ul>
      {all && all.totalCount > all.nodes.length && (
        <p className="small">
          <Link href={`/organizations?group=${encodeURIComponent(group)}`}>
            {words.general.of(all.nodes.length, all.totalCount)}
          </Link>
        </p>
      )}
    </section>
  );
}
