import { useState } from "react";
import { useLanguage } from "../language/language";
import { StatusWord } from "../parts/status";
import { RecordEvidence } from "../record/evidence";
import { useMayWrite } from "../shell/known";
import type { PartyFragment, RemedyPartsFragment } from "./flow.gen";

type Piece = RemedyPartsFragment["pieces"][number];

/** What would mend a flow, the least to do first; each piece of evidence can be recorded from here. */
export function Remedies({
  of,
  exporter,
  importer,
}: {
  of: RemedyPartsFragment[];
  exporter: PartyFragment;
  importer: PartyFragment;
}) {
  const { words } = useLanguage();
  const mayRecord = useMayWrite();
  const [recording, setRecording] = useState<Piece | null>(null);
  return (
    <section className="card" aria-labelledby="remedies-name">
      <h2 id="remedies-name">{words.flow.remedies}</h2>
      {of.length === 0 && <p>{words.flow.noRemedies}</p>}
      <ol className="remedies">
        {of.map((remedy, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a remedy has no id, and the list is never reordered
          <li key={i}>
            <ul className="pieces">
              {remedy.pieces.map((piece) => (
                <li key={piece.message}>
                  {piece.message}
                  {mayRecord && (
                    <button type="button" className="button no-print" onClick={() => setRecording(piece)}>
                      {words.flow.record[piece.kind]}
                    </button>
                  )}
                </li>
              ))}
            </ul>
            <p className="small quiet">
              {words.flow.thenStatus} <StatusWord status={remedy.status} />
            </p>
          </li>
        ))}
      </ol>
      {recording && (
        <RecordEvidence
          piece={recording}
          exporter={exporter}
          importer={importer}
          close={() => setRecording(null)}
        />
      )}
    </section>
  );
}
