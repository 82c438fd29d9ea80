import { useMemo, useState } from "react";
import { Link } from "wouter";
import { ask } from "../graphql/client";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Dialog } from "../parts/dialog";
import { Fact, FactList } from "../parts/facts";
import { FormEnd, useForm } from "../parts/form";
import { History } from "../parts/history";
import { DateField, ReasonField } from "../parts/inputs";
import { Page } from "../parts/page";
import { Refused, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { writes } from "../shell/roles";
import { useKey } from "../shell/use-key";
import { useViewer } from "../shell/viewer";
import { addYears, today } from "../time/day";
import { Party } from "./agreement";
import { Renew } from "./commands.gen";
import { CertificationPage, type CertificationPageQueryAnswer } from "./records.gen";
import "./record.css";

type CertificationOf = NonNullable<CertificationPageQueryAnswer["certification"]>;

/** A certification: what it covers, when it is due again, and its renewal. */
export default function Certification() {
  const { words, formats } = useLanguage();
  const id = useKey();
  const viewer = useViewer();
  const { data, refusal, again } = useQuery(
    CertificationPage,
    useMemo(() => ({ id }), [id]),
  );
  const [renewing, setRenewing] = useState(false);
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
    <Page title={words.certification.title(of.organization.name, of.framework.name)}>
      <div className="record">
        <section className="card" aria-labelledby="facts-name">
          <h2 id="facts-name">{words.certification.name}</h2>
          <FactList>
            <Fact name={words.organization.key}>
              <span className="code">{of.externalId}</span>
            </Fact>
            <Fact name={words.certification.holder}>
              <Party of={of.organization} />
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
          </FactList>
          {!of.endedOn && writes(viewer) && (
            <button type="button" className="button primary" onClick={() => setRenewing(true)}>
              {words.certification.renew}
            </button>
          )}
        </section>
        <aside className="record-main">
          <History of={of.id} />
        </aside>
      </div>
      {renewing && (
        <Dialog title={words.certification.renew} close={() => setRenewing(false)}>
          <RenewForm of={of} done={() => setRenewing(false)} />
        </Dialog>
      )}
    </Page>
  );
}

function RenewForm({ of, done }: { of: CertificationOf; done: () => void }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  const form = useForm(
    { nextDueOn: addYears(of.nextDueOn ?? today(), 1), reason: "" },
    (v) =>
      ask(Renew, { id: of.externalId, nextDueOn: v.nextDueOn, version: of.version, reason: v.reason, on }),
    done,
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <DateField form={form} name="nextDueOn" label={words.record.nextDueOn} />
      <ReasonField form={form} />
      <FormEnd form={form} fields={["nextDueOn", "reason"]} action={words.record.save} />
    </form>
  );
}
