import { useMemo } from "react";
import { Link } from "wouter";
import { ask } from "../graphql/client";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Fact } from "../parts/facts";
import { History } from "../parts/history";
import { Page } from "../parts/page";
import { Refused, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { useKey } from "../shell/use-key";
import { Terminate } from "./agreement-commands.gen";
import { AgreementForm } from "./agreement-form";
import { DropDocument } from "./drop-document";
import { EndForm } from "./end-form";
import { useLastActs } from "./last-acts";
import { PartyLink } from "./party-link";
import { RecordPage } from "./record-page";
import { AgreementPage, type AgreementPageQueryAnswer } from "./records.gen";
import { Rests } from "./rests";
import { SignForm } from "./sign-form";
import { Signatures } from "./signatures";

export type AgreementOf = NonNullable<AgreementPageQueryAnswer["agreement"]>;

/** An agreement: its parties, signatures, clauses and document; a missing signature is recorded here. */
export default function Agreement() {
  const { words } = useLanguage();
  const lastActs = useLastActs();
  const id = useKey();
  const { on } = useAddress();
  const { data, refusal, again } = useQuery(
    AgreementPage,
    useMemo(() => ({ id, on }), [id, on]),
  );
  const of = data?.agreement;
  if (refusal) return <Refused refusal={refusal} again={again} />;
  if (!of || of.externalId !== id) {
    return (
      <Page title={id}>
        <Skeleton />
      </Page>
    );
  }
  const signed = of.exporterSignedOn && of.importerSignedOn;
  return (
    <RecordPage
      title={words.agreement.title(of.exporter.name, of.importer.name)}
      kind={words.record.agreementKind[of.kind]}
      facts={<Facts of={of} />}
      acts={[
        !signed && {
          name: words.agreement.sign,
          first: true,
          form: (close) => <SignForm of={of} done={close} />,
        },
        { name: words.evidence.amend, form: (close) => <AgreementForm of={of} done={close} /> },
        !of.terminatedOn && {
          name: words.evidence.terminate,
          form: (close) => (
            <EndForm
              of={of}
              field="terminatedOn"
              label={words.agreement.terminated}
              action={words.evidence.terminate}
              send={({ day, reason }, { as, opened, signal }) =>
                ask(Terminate, { id: of.externalId, day, version: opened.version, reason, ...as }, signal)
              }
              done={close}
            />
          ),
        },
        ...lastActs("AGREEMENT", of, "/agreements"),
      ]}
      aside={
        <DropDocument of={of}>
          <Signatures of={of} />
        </DropDocument>
      }
    >
      <Rests flows={of.flows} />
      <History of={of.id} />
    </RecordPage>
  );
}

function Facts({ of }: { of: AgreementOf }) {
  const { words, formats } = useLanguage();
  const day = (value: string | null) => value && formats.day(value);
  const missing = <strong className="is-AT_RISK">{words.agreement.missing}</strong>;
  return (
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
      <Fact name={words.record.signedBy(of.exporter.name)}>{day(of.exporterSignedOn) ?? missing}</Fact>
      <Fact name={words.record.signedBy(of.importer.name)}>{day(of.importerSignedOn) ?? missing}</Fact>
      <Fact name={words.agreement.executed}>{day(of.executedOn)}</Fact>
      <Fact name={words.agreement.effective}>{day(of.effectiveOn)}</Fact>
      <Fact name={words.agreement.through}>{day(of.through)}</Fact>
      <Fact name={words.agreement.terminated}>{day(of.terminatedOn)}</Fact>
      <Fact name={words.agreement.authorised}>{day(of.authorisedOn)}</Fact>
      <Fact name={words.evidence.mannerName}>
        {of.manner === "ACCEPTED" && words.evidence.manner[of.manner]}
      </Fact>
      <Fact name={words.record.clauses}>
        {of.clauseSets.length > 0 &&
          of.clauseSets.map(({ instrument, modules }, i) => (
            <span key={instrument.id}>
              {i > 0 && ", "}
              <Link href={`/law/${encodeURIComponent(instrument.id)}`}>{instrument.name}</Link>{" "}
              {modules.join(", ")}
            </span>
          ))}
      </Fact>
      <Fact name={words.record.terms}>{of.terms}</Fact>
    </>
  );
}
