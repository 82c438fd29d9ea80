import { useLanguage } from "../language/language";
import { Dialog } from "../parts/dialog";
import { AgreementForm } from "../record/agreement-form";
import { ApprovalForm } from "../record/approval-form";
import { AssessmentForm } from "../record/assessment-form";
import { CertificationForm } from "../record/certification-form";
import { FlowForm } from "../record/flow-form";
import { OrganizationForm } from "../record/organization-form";
import type { Written } from "../record/use-entity-form";
import { useAddress } from "../shell/address";
import { useMayWrite } from "../shell/known";
import type { List } from "./paths";

const forms = {
  "/flows": FlowForm,
  "/organizations": OrganizationForm,
  "/agreements": AgreementForm,
  "/certifications": CertificationForm,
  "/approvals": ApprovalForm,
  "/assessments": AssessmentForm,
} satisfies Record<List, (props: { done: (written: Written) => void }) => unknown>;

/** The form for a further record of a list; that it is open stands in the address. */
export function NewRecord({ path }: { path: List }) {
  const { words } = useLanguage();
  const { get, set, link, go } = useAddress();
  const mayWrite = useMayWrite();
  if (!mayWrite) return null;
  const FormOf = forms[path];
  const done = ({ record }: Written) =>
    go(record?.externalId ? `${path}/${encodeURIComponent(record.externalId)}` : link({ record: null }));
  return (
    <>
      <button type="button" className="button primary" onClick={() => set({ record: "new" }, "push")}>
        {words.lists.record[path]}
      </button>
      {get("record") === "new" && (
        <Dialog title={words.lists.record[path]} close={() => set({ record: null })}>
          <FormOf done={done} />
        </Dialog>
      )}
    </>
  );
}
