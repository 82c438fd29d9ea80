import { useMemo } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Fact } from "../parts/facts";
import { History } from "../parts/history";
import { Page } from "../parts/page";
import { Refused, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { useKey } from "../shell/use-key";
import { CertificationForm } from "./certification-form";
import { EndCertificationForm } from "./end-certification-form";
import { useLastActs } from "./last-acts";
import { PartyLink } from "./party-link";
import { RecordPage } from "./record-page";
import { CertificationPage } from "./records.gen";
import { RenewForm } from "./renew-form";
import { Rests } from "./rests";

/** A certification: what it covers, when it is due again, what rests on it, and its renewal. */
export default function Certification() {
  const { words, formats } = useLanguage();
  const lastActs = useLastActs();
  const id = useKey();
  const { on } = useAddress();
  const { data, refusal, again } = useQuery(
    CertificationPage,
    useMemo(() => ({ id, on }), [id, on]),
  );
  const of = data?.certification;
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
      title={words.certification.title(of.organization.name, of.framework.name)}
      kind={words.certification.name}
      facts={
        <>
          <Fact name={words.organization.key}>
            <span className="code">{of.externalId}</span>
          </Fact>
          <Fact name={words.certification.holder}>
            <PartyLink of={of.organization} />
          </Fact>
          <Fact name={words.record.framework}>
            <Link href={`/law/${encodeURIComponent(of.framework.id)}`}>{of.framework.name}</Link>
          </Fact>
          <Fact name={words.record.covers}>
            {formats.list(of.covers.map((one) => words.record.coverage[one]))}
          </Fact>
          <Fact name={words.record.certifiedOn}>{formats.day(of.certifiedOn)}</Fact>
          <Fact name={words.record.nextDueOn}>{of.nextDueOn && formats.day(of.nextDueOn)}</Fact>
          <Fact name={words.certification.ended}>
            {of.endedOn &&
              `${formats.day(of.endedOn)}${of.endedReason ? `, ${words.certification.how[of.endedReason]}` : ""}`}
          </Fact>
          <Fact name={words.record.recourse}>{of.recourse}</Fact>
        </>
      }
      acts={[
        !of.endedOn && {
          name: words.certification.renew,
          first: true,
          form: (close) => <RenewForm of={of} done={close} />,
        },
        { name: words.evidence.amend, form: (close) => <CertificationForm of={of} done={close} /> },
        !of.endedOn && {
          name: words.evidence.end,
          form: (close) => <EndCertificationForm of={of} done={close} />,
        },
        ...lastActs("CERTIFICATION", of, "/certifications"),
      ]}
      aside={<History of={of.id} />}
    >
      <Rests flows={of.flows} />
    </RecordPage>
  );
}
