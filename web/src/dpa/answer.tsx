import { Link } from "wouter";
import type { DpaStatus } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { CopyButton } from "../parts/copy-button";
import { Fact, FactList } from "../parts/facts";
import { StatusGlyph } from "../parts/status";
import { opens } from "../shell/roles";
import { useViewer } from "../shell/viewer";
import type { Day } from "../time/day";
import type { Customer } from "./customer";

/** With which of the statuses' glyphs and colours an answer is shown. */
const looks = {
  IN_FORCE: "VALID",
  NOT_YET_EFFECTIVE: "AT_RISK",
  AWAITING_SIGNATURE: "AT_RISK",
  ENDED: "NO_VALID_BASIS",
  NONE: "NO_VALID_BASIS",
} as const satisfies Record<DpaStatus, string>;

/** Sales' answer in a word. */
export function DpaWord({ status }: { status: DpaStatus }) {
  const { words } = useLanguage();
  return (
    <span className={`status is-${looks[status]}`}>
      <StatusGlyph status={looks[status]} />
      {words.dpa.short[status]}
    </span>
  );
}

/** The answer for a customer: yes or no, since when, what it covers, the document, and a sentence to send. */
export function Answer({ of, on }: { of: Customer; on: Day }) {
  const { words, formats } = useLanguage();
  const { dpa } = of;
  const { agreement } = dpa;
  const viewer = useViewer();
  const exporter = agreement?.exporter;
  const importer = agreement?.importer;
  const missing = [
    ...(!exporter || agreement.exporterSignedOn ? [] : [exporter.name]),
    ...(!importer || agreement.importerSignedOn ? [] : [importer.name]),
  ];
  const sentence = words.dpa.sentence[dpa.status]({
    customer: of.name,
    since: dpa.executedOn,
    through: dpa.through ?? agreement?.terminatedOn ?? null,
    effective: agreement?.effectiveOn ?? null,
    missing,
    on,
  });
  return (
    <article className={`card dpa-answer verdict-${looks[dpa.status]}`}>
      <h2 className={`dpa-word is-${looks[dpa.status]}`}>
        <StatusGlyph status={looks[dpa.status]} size={26} />
        {words.dpa.status[dpa.status]}
      </h2>
      <p className="dpa-who">
        {of.name} <span className="quiet">{formats.country(of.country)}</span>
      </p>
      {dpa.incomplete && <p className="notice">{words.flow.incomplete}</p>}
      {agreement && (
        <FactList>
          {dpa.executedOn && <Fact name={words.dpa.since}>{formats.day(dpa.executedOn)}</Fact>}
          {missing.length > 0 && <Fact name={words.dpa.missing}>{formats.list(missing)}</Fact>}
          {dpa.through && <Fact name={words.dpa.through}>{formats.day(dpa.through)}</Fact>}
          {exporter && importer && (
            <Fact name={words.dpa.covers}>
              {words.map.route(exporter.name, importer.name)}
              <span className="quiet"> {words.dpa.exactly}</span>
            </Fact>
          )}
          {agreement.clauseSets.length > 0 && (
            <Fact name={words.dpa.clauses}>
              {formats.list(
                agreement.clauseSets.map((use) => [use.instrument.name, ...use.modules].join(" ")),
              )}
            </Fact>
          )}
          <Fact name={words.dpa.agreement}>
            {opens(viewer, "/agreements/:id") ? (
              <Link href={`/agreements/${encodeURIComponent(agreement.externalId)}`} className="code">
                {agreement.externalId}
              </Link>
            ) : (
              <span className="code">{agreement.externalId}</span>
            )}
            {agreement.terms && <span className="quiet"> {agreement.terms}</span>}
          </Fact>
        </FactList>
      )}
      <div className="dpa-sentence">
        <p>{sentence}</p>
        <CopyButton text={sentence} />
      </div>
      {agreement?.document && !agreement.document.erased && (
        <a
          href={agreement.document.url}
          download={agreement.document.name || "dpa.pdf"}
          className="button primary"
        >
          {words.dpa.document(agreement.document.name)}
        </a>
      )}
      {agreement && !agreement.document && <p className="small quiet">{words.dpa.noDocument}</p>}
    </article>
  );
}
