import type { BindingRulesInput, Regime, RulesType } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { ChoiceField, DateField, TextField } from "../parts/inputs";
import { AmendApproval, RecordApproval } from "./approval-commands.gen";
import { EntityEnd, KeyField } from "./entity-end";
import { orNull, type Seen, useEntityForm, type Written } from "./use-entity-form";

/** An approval as its form shows it. */
interface ApprovalOf extends Seen {
  group: string;
  type: RulesType;
  regime: Regime;
  approvedOn: string | null;
  authority: string;
}

const types: RulesType[] = ["CONTROLLER", "PROCESSOR"];
const regimes: Regime[] = ["EU", "CH", "UK"];
const fields = ["externalId", "group", "type", "regime", "approvedOn", "authority", "reason"];

/** Records an approval of binding corporate rules, or changes what is recorded of one. */
export function ApprovalForm({
  of,
  group = "",
  done,
}: {
  of?: ApprovalOf;
  group?: string;
  done: (written: Written) => void;
}) {
  const { words } = useLanguage();
  const form = useEntityForm({
    of,
    initial: {
      externalId: of?.externalId ?? "",
      group: of?.group ?? group,
      type: (of?.type ?? "") as RulesType | "",
      regime: (of?.regime ?? "") as Regime | "",
      approvedOn: of?.approvedOn ?? "",
      authority: of?.authority ?? "",
      reason: "",
    },
    input: (v): BindingRulesInput => ({
      externalId: orNull(v.externalId),
      group: v.group.trim(),
      type: v.type as RulesType, // sent only when one was chosen
      regime: v.regime as Regime,
      approvedOn: v.approvedOn || null,
      authority: orNull(v.authority),
    }),
    record: RecordApproval,
    amend: AmendApproval,
    must: ["group", "type", "regime"],
    done,
  });
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <TextField form={form} name="group" label={words.organization.group} hint={words.approval.groupHint} />
      <div className="form-pair">
        <ChoiceField
          form={form}
          name="type"
          label={words.approval.typeName}
          of={types}
          called={(type) => words.approval.type[type as RulesType]}
        />
        <ChoiceField
          form={form}
          name="regime"
          label={words.approval.regimeName}
          of={regimes}
          called={(regime) => words.law.regime[regime as Regime]}
        />
      </div>
      <div className="form-pair">
        <DateField
          form={form}
          name="approvedOn"
          label={words.approval.approvedOn}
          hint={words.approval.approvedHint}
        />
        <TextField form={form} name="authority" label={words.approval.authority} />
      </div>
      {!of && <KeyField form={form} />}
      <EntityEnd form={form} fields={fields} of={of} />
    </form>
  );
}
