import type { Coverage, RemedyKind } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { Dialog } from "../parts/dialog";
import { AgreementForm } from "./agreement-form";
import { ApprovalForm } from "./approval-form";
import { AssessmentForm } from "./assessment-form";
import { CertificationForm } from "./certification-form";
import type { Party } from "./party-fields";

/** What is known of a form's record before anything is typed. */
export interface Start {
  exporter: Party;
  importer: Party;
  evidence: string[];
  covers: Coverage[];
}

interface Props {
  piece: { kind: RemedyKind; evidence: string[]; covers: Coverage[]; group: string };
  exporter: Party;
  importer: Party;
  close: () => void;
}

/** The form for a piece of evidence that a remedy asks for, filled in as far as the remedy says. */
export function RecordEvidence({ piece, exporter, importer, close }: Props) {
  const { words } = useLanguage();
  const start: Start = { exporter, importer, evidence: piece.evidence, covers: piece.covers };
  return (
    <Dialog title={words.record.title[piece.kind]} close={close}>
      <p className="quiet">{words.map.route(exporter.name, importer.name)}</p>
      {piece.kind === "SIGN" && <AgreementForm start={start} done={close} />}
      {piece.kind === "CERTIFY" && <CertificationForm start={start} done={close} />}
      {piece.kind === "APPROVE" && <ApprovalForm group={piece.group} done={close} />}
      {piece.kind === "ASSESS" && <AssessmentForm start={start} done={close} />}
    </Dialog>
  );
}
