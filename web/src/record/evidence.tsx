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
  /** Who has to bring it about, as far as it is they. */
  exporter: Party | null;
  importer: Party | null;
  close: () => void;
}

/** The form for a piece of evidence that a remedy asks for, filled in as far as the remedy says. */
export function RecordEvidence({ piece, exporter, importer, close }: Props) {
  const { words } = useLanguage();
  const { kind, evidence, covers, group } = piece;
  const pair = exporter && importer && { exporter, importer, evidence, covers };
  return (
    <Dialog title={words.record.title[kind]} close={close}>
      <p className="quiet">
        {pair ? words.map.route(pair.exporter.name, pair.importer.name) : (importer?.name ?? group)}
      </p>
      {kind === "SIGN" && pair && <AgreementForm start={pair} done={close} />}
      {kind === "CERTIFY" && importer && (
        <CertificationForm start={{ importer, evidence, covers }} done={close} />
      )}
      {kind === "APPROVE" && <ApprovalForm group={group} done={close} />}
      {kind === "ASSESS" && pair && <AssessmentForm start={pair} done={close} />}
    </Dialog>
  );
}
