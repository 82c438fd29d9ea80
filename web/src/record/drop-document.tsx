import { type DragEvent, type ReactNode, useState } from "react";
import { useLanguage } from "../language/language";
import { FileButton } from "../parts/file-button";
import { Fault } from "../parts/refused";
import { useMayWrite } from "../shell/known";
import type { AgreementOf } from "./agreement";
import { useAttach } from "./use-attach";

/** Where a signed file lies: one that is dropped or chosen is kept, and named by the agreement. */
export function DropDocument({ of, children }: { of: AgreementOf; children: ReactNode }) {
  const mayWrite = useMayWrite();
  return mayWrite ? <Droppable of={of}>{children}</Droppable> : <div className="card">{children}</div>;
}

function Droppable({ of, children }: { of: AgreementOf; children: ReactNode }) {
  const { words, formats } = useLanguage();
  const [over, setOver] = useState(false);
  const { attach, attachAnyway, giveUp, asking, sending, said, refusal } = useAttach(of);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    attach([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the field below, which the keyboard reaches
    <div
      className={over ? "card drop over" : "card drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
      {said && (
        <p className="notice" role="alert">
          {said}
        </p>
      )}
      {refusal && <Fault refusal={refusal} />}
      {asking && (
        <div className="notice" role="alert">
          <p>{words.agreement.noPdf(asking.name)}</p>
          <div className="buttons">
            <button type="button" className="button" onClick={attachAnyway}>
              {words.agreement.keepAnyway}
            </button>
            <button type="button" className="button plain" onClick={giveUp}>
              {words.agreement.keepNot}
            </button>
          </div>
        </div>
      )}
      {sending && (
        <label className="drop-choice" aria-live="polite">
          {sending.share < 1 ? words.agreement.storing(sending.name) : words.agreement.reading(sending.name)}
          <progress value={sending.share} max={1}>
            {formats.percent(sending.share)}
          </progress>
        </label>
      )}
      {!sending && (
        <label className="drop-choice">
          <span>{of.documentSha256 ? words.agreement.replace : words.agreement.drop}</span>
          <FileButton accept=".pdf,application/pdf" choose={attach} />
        </label>
      )}
    </div>
  );
}
