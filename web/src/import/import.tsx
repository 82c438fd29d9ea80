import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { EffectsTold } from "../parts/effects-told";
import { Page } from "../parts/page";
import { Fault } from "../parts/refused";
import { useAddress } from "../shell/address";
import { useMayWrite } from "../shell/known";
import { CountsTable } from "./counts-table";
import { DropZone } from "./drop-zone";
import { FaultTable } from "./fault-table";
import { FileList } from "./file-list";
import { Records } from "./records";
import type { Imported } from "./send";
import { TableList } from "./table-list";
import { useImport } from "./use-import";
import "./import.css";

/** CSV files and workbooks come onto the page, are checked as a whole, and are imported: all of them, or nothing. */
export default function Import() {
  const { words } = useLanguage();
  const { files, layouts, outcome, refusal, doing, share, add, setKind, say, drop, clear, check, write } =
    useImport(useAddress().on);
  const mayWrite = useMayWrite();
  const importing = doing === "importing";
  const done = outcome && !outcome.dryRun && "imported" in outcome;
  return (
    <Page title={words.imports.title} className="import">
      <p className="quiet import-lead">{words.imports.lead}</p>
      {!mayWrite && <p className="notice">{words.known.closed}</p>}
      {mayWrite && !done && <DropZone add={(more) => !importing && add(more)} />}
      {!done && files.length > 0 && <FileList files={files} busy={importing} setKind={setKind} drop={drop} />}
      {!done && <TableList layouts={layouts} busy={importing} say={say} />}
      {doing && <Progress share={share} text={words.imports.doing[doing]} then={words.imports.sent[doing]} />}
      {refusal && <Fault refusal={refusal} again={check} />}
      {outcome && "faults" in outcome && <FaultTable faults={outcome.faults} />}
      {outcome && "imported" in outcome && outcome.dryRun && (
        <section className="card" aria-labelledby="preview-name">
          <div role="status">
            <h2 id="preview-name">
              {writesOf(outcome.imported) > 0 ? words.imports.preview : words.imports.nothingNew}
            </h2>
          </div>
          <CountsTable of={outcome.imported} />
          {writesOf(outcome.imported) > 0 && (
            <div className="preview">
              <EffectsTold of={outcome.effects} title={words.imports.effect} />
              {!outcome.effects && <p className="quiet">{words.imports.effectUntold}</p>}
            </div>
          )}
          {mayWrite && writesOf(outcome.imported) > 0 && (
            <button type="button" className="button primary" disabled={importing} onClick={write}>
              {words.imports.write(writesOf(outcome.imported))}
            </button>
          )}
        </section>
      )}
      {done && (
        <section className="card" aria-labelledby="done-name">
          <div role="status">
            <h2 id="done-name">{words.imports.done(writesOf(outcome.imported))}</h2>
          </div>
          <CountsTable of={outcome.imported} />
          {outcome.at && <Records at={outcome.at} />}
          <p className="import-links">
            <Link href="/flags">{words.imports.toFlags}</Link>
            <Link href="/">{words.refused.home}</Link>
            <Link href="/log?verb=import">{words.imports.toLog}</Link>
          </p>
          <button type="button" className="button" onClick={clear}>
            {words.imports.more}
          </button>
        </section>
      )}
    </Page>
  );
}

const writesOf = (all: Imported[]): number => all.reduce((sum, one) => sum + one.Created + one.Changed, 0);

/** How much has been sent; then what the server does with it. */
function Progress({ share, text, then }: { share: number; text: string; then: string }) {
  const sending = share < 1;
  return (
    <p className="import-progress" role="status">
      <span className="small">{sending ? text : then}</span>
      <progress aria-label={text} max={1} {...(sending ? { value: share } : {})} />
    </p>
  );
}
