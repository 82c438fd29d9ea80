import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Fact } from "../parts/facts";
import { History } from "../parts/history";
import { Page } from "../parts/page";
import { Refused, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { useKey } from "../shell/use-key";
import { daysUntil } from "../time/day";
import { AssessmentForm } from "./assessment-form";
import { useLastActs } from "./last-acts";
import { PartyLink } from "./party-link";
import { RecordPage } from "./record-page";
import { AssessmentPage } from "./records.gen";
import { Rests } from "./rests";

/** A transfer impact assessment: what it found, when it is due again, and what rests on it. */
export default function Assessment() {
  const { words, formats } = useLanguage();
  const lastActs = useLastActs();
  const id = useKey();
  const { on, go } = useAddress();
  const { data, refusal, again } = useQuery(
    AssessmentPage,
    useMemo(() => ({ id, on }), [id, on]),
  );
  const of = data?.assessment;
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
      title={words.assessment.title(of.exporter.name, of.importer.name)}
      kind={words.assessment.name}
      facts={
        <>
          <Fact name={words.organization.key}>
            <span className="code">{of.externalId}</span>
          </Fact>
          <Fact name={words.agreement.exporter}>
            <PartyLink of={of.exporter} />
          </Fact>
          <Fact name={words.agreement.importer}>
            <PartyLink of={of.importer} />
          </Fact>
          <Fact name={words.record.outcome}>
            <span className={of.outcome === "INSUFFICIENT" ? "is-NO_VALID_BASIS" : ""}>
              {words.record.outcomes[of.outcome]}
            </span>
          </Fact>
          <Fact name={words.record.completedOn}>{formats.day(of.completedOn)}</Fact>
          <Fact name={words.record.reviewDueOn}>
            {of.reviewDueOn && (
              <>
                {formats.day(of.reviewDueOn)}{" "}
                <span className="quiet">{words.general.inDays(daysUntil(of.reviewDueOn))}</span>
              </>
            )}
          </Fact>
          <Fact name={words.record.measures}>{of.measures}</Fact>
        </>
      }
      acts={[
        {
          name: words.assessment.again,
          first: true,
          form: (close) => (
            <AssessmentForm
              start={{ exporter: of.exporter, importer: of.importer, evidence: [], covers: [] }}
              done={({ record }) => {
                close();
                if (record?.externalId) go(`/assessments/${encodeURIComponent(record.externalId)}`);
              }}
            />
          ),
        },
        { name: words.evidence.amend, form: (close) => <AssessmentForm of={of} done={close} /> },
        ...lastActs("ASSESSMENT", of, "/assessments"),
      ]}
      aside={<History of={of.id} />}
    >
      <Rests flows={of.flows} />
    </RecordPage>
  );
}
