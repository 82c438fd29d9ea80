import { useMemo, useState } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Dialog } from "../parts/dialog";
import { Fact, FactList } from "../parts/facts";
import { History } from "../parts/history";
import { Page } from "../parts/page";
import { Refused, Skeleton } from "../parts/refused";
import { writes } from "../shell/roles";
import { useKey } from "../shell/use-key";
import { useViewer } from "../shell/viewer";
import { DropDocument } from "./drop-document";
import { AgreementPage, type AgreementPageQueryAnswer } from "./records.gen";
import { SignForm } from "./sign-form";
import { Signatures } from "./signatures";
import "./record.css";

export type AgreementOf = NonNullable<AgreementPageQueryAnswer["agreement"]>;

/** An agreement: its parties, signatures, clauses and document; a missing signature is recorded here. */
export default function Agreement() {
  const { words, formats } = useLanguage();
  const id = useKey();
  const viewer = useViewer();
  const { data, refusal, again } = useQuery(
    AgreementPage,
    useMemo(() => ({ id }), [id]),
  );
  const [signing, setSigning] = useState(false);
  const of = data?.agreement;
  if (refusal) return <Refused refusal={refusal} again={again} />;
  if (!of || of.externalId !== id) {
    return (
      <Page title={id}>
        <Skeleton />
      </Page>
    );
  }
  const day = (value: string | null) => value && formats.day(value);
  const missing = <strong className="is-AT_RISK">{words.agreement.missing}</strong>;
  const signed = of.exporterSignedOn && of.importerSignedOn;
  return (
    <Page title={words.agreement.title(of.exporter.name, of.importer.name)}>
      <div className="record">
        <div className="record-main">
          <section className="card" aria-labelledby="facts-name">
            <h2 id="facts-name">{words.record.agreementKind[of.kind]}</h2>
            <FactList>
              <Fact name={words.organization.key}>
                <span className="code">{of.externalId}</span>
              </Fact>
              <Fact name={words.agreement.exporter}>
                <Party of={of.exporter} />
              </Fact>
              <Fact name={words.agreement.importer}>
                <Party of={of.importer} />
              </Fact>
              <Fact name={words.record.signedBy(of.exporter.name)}>
                {day(of.exporterSignedOn) ?? missing}
              </Fact>
              <Fact name={words.record.signedBy(of.importer.name)}>
                {day(of.importerSignedOn) ?? missing}
              </Fact>
              <Fact name={words.agreement.executed}>{day(of.executedOn)}</Fact>
              <Fact name={words.agreement.effective}>{day(of.effectiveOn)}</Fact>
              <Fact name={words.agreement.through}>{day(of.through)}</Fact>
              <Fact name={words.agreement.terminated}>{day(of.terminatedOn)}</Fact>
              <Fact name={words.agreement.authorised}>{day(of.authorisedOn)}</Fact>
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
            </FactList>
            {!signed && writes(viewer) && (
              <button type="button" className="button primary" onClick={() => setSigning(true)}>
                {words.agreement.sign}
              </button>
            )}
          </section>
          <History of={of.id} />
        </div>
        <aside className="record-main">
          <DropDocument of={of}>
            <Signatures of={of} />
          </DropDocument>
        </aside>
      </div>
      {signing && (
        <Dialog title={words.agreement.sign} close={() => setSigning(false)}>
          <SignForm of={of} done={() => setSigning(false)} />
        </Dialog>
      )}
    </Page>
  );
}

export function Party({ of }: { of: { externalId: string; name: string } }) {
  return <Link href={`/organizations/${encodeURIComponent(of.externalId)}`}>{of.name}</Link>;
}
