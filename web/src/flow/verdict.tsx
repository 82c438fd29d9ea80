import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { Reasons, sentence } from "../parts/reason";
import { StatusGlyph } from "../parts/status";
import type { Day } from "../time/day";
import type { BasisPartsFragment, FlowPageQueryAnswer } from "./flow.gen";

type VerdictOf = NonNullable<FlowPageQueryAnswer["flow"]>["verdict"];

/** The answer of a day in words: the status, why, and every basis with its evidence. */
export function Verdict({ of, on }: { of: VerdictOf; on: Day }) {
  const { words, formats } = useLanguage();
  return (
    <section className={`card verdict verdict-${of.status}`} aria-labelledby="verdict-name">
      <p className="quiet small">
        {formats.day(on)}
        {of.regime && ` · ${words.regime[of.regime]}`}
      </p>
      <h2 id="verdict-name" className={`verdict-word is-${of.status}`}>
        <StatusGlyph status={of.status} size={22} />
        {words.status[of.status]}
      </h2>
      <p className="verdict-sentence">{sentence(of.explanation)}</p>
      {of.incomplete && <p className="notice">{words.flow.incomplete}</p>}
      {of.reasons.length > 0 && (
        <>
          <h3>{words.flow.why}</h3>
          <Reasons of={of.reasons} />
        </>
      )}
      {of.bases.length > 0 && (
        <>
          <h3>{words.flow.bases}</h3>
          <ul className="bases">
            {of.bases.map((basis, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a basis has no id, and the list is never reordered
              <BasisCard key={i} of={basis} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function BasisCard({ of }: { of: BasisPartsFragment }) {
  const { words, formats } = useLanguage();
  return (
    <li className="basis">
      <p>
        <Link href={`/law/${encodeURIComponent(of.instrument.id)}`} className="basis-name">
          {of.instrument.name}
        </Link>
        {of.module && <span className="tag">{of.module}</span>}{" "}
        <span className="tag">{words.basis[of.kind]}</span>
      </p>
      <p className="small quiet">
        {of.instrument.citation} · {words.flow.holds(words.general.period(of.from, of.through))}
      </p>
      {of.agreement && (
        <p className="small">
          {words.flow.restsOnAgreement}{" "}
          <Link href={`/agreements/${encodeURIComponent(of.agreement.externalId)}`} className="code">
            {of.agreement.externalId}
          </Link>
          {of.agreement.executedOn && `, ${words.flow.signed(of.agreement.executedOn)}`}
          {of.agreement.document && (
            <>
              {" · "}
              <a href={of.agreement.document.url} download={of.agreement.document.name || "agreement"}>
                {words.general.download}
              </a>
            </>
          )}
        </p>
      )}
      {of.certification && (
        <p className="small">
          {words.flow.restsOnCertification}{" "}
          <Link href={`/certifications/${encodeURIComponent(of.certification.externalId)}`} className="code">
            {of.certification.externalId}
          </Link>
          , {words.flow.certified(of.certification.certifiedOn)}
          {of.certification.nextDueOn &&
            `, ${words.flow.nextDue(formats.shortDay(of.certification.nextDueOn))}`}
        </p>
      )}
      {of.rules && (
        <p className="small">
          {words.flow.restsOnRules}{" "}
          <Link href={`/approvals/${encodeURIComponent(of.rules.externalId)}`} className="code">
            {of.rules.externalId}
          </Link>
          , {of.rules.group}
        </p>
      )}
      {of.risks.length > 0 && <Reasons of={of.risks} />}
    </li>
  );
}
